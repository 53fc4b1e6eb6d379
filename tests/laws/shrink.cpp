#include "laws/shrink.hpp"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "reference/reference.hpp"

namespace laws {
namespace {

using Json = nlohmann::ordered_json;
using Pointer = Json::json_pointer;
using BreaksJson = std::function<bool(const Json&)>;

/// Every place below `json`, the outer before the inner and the last of an array first: taking one
/// away leaves the places behind it in the list where they are.
void add_places(const Json& json, const Pointer& at, std::vector<Pointer>& places) {
  const auto add = [&](const Pointer& place, const Json& value) {
    places.push_back(place);
    add_places(value, place, places);
  };
  if (json.is_object())
    for (const auto& [key, value] : json.items()) add(at / key, value);
  if (json.is_array())
    for (std::size_t i = json.size(); i > 0; --i) add(at / (i - 1), json[i - 1]);
}

/// JsonLogic's own semantics count no operands, and the reference takes them to be there: in such a
/// model nothing goes out of lists but whole rules and exclusions.
bool must_stay(const Json& json, const Pointer& place) {
  const bool operand = json.at(place.parent_pointer()).is_array() &&
                       !place.parent_pointer().parent_pointer().empty();
  return operand && json.contains("semantics");
}

bool without(Json& json, const Pointer& place, const BreaksJson& breaks) {
  if (must_stay(json, place)) return false;
  Json smaller = json;
  Json& parent = smaller.at(place.parent_pointer());
  if (parent.is_array())
    parent.erase(std::stoul(place.back()));
  else
    parent.erase(place.back());
  if (!breaks(smaller)) return false;
  json = std::move(smaller);
  return true;
}

/// A part in the place of the whole: an operand in that of its operator.
bool with_a_part(Json& json, const Pointer& place, const BreaksJson& breaks) {
  if (json.at(place).is_array() && json.contains("semantics")) return false;
  std::vector<Pointer> parts;
  add_places(json.at(place), place, parts);
  for (const Pointer& part : parts) {
    if (json.at(part).type() != json.at(place).type()) continue;
    Json smaller = json;
    smaller.at(place) = json.at(part);
    if (!breaks(smaller)) continue;
    json = std::move(smaller);
    return true;
  }
  return false;
}

/// One pass over a document; whether anything could go.
bool shrink_json(Json& json, const BreaksJson& breaks) {
  std::vector<Pointer> places;
  add_places(json, Pointer(), places);
  bool smaller = false;
  for (const Pointer& place : places)
    if (json.contains(place) && (without(json, place, breaks) || with_a_part(json, place, breaks)))
      smaller = true;
  return smaller;
}

/// Halves first, then ever shorter runs.
bool drop_events(History& history, const Breaks& breaks) {
  const std::size_t before = history.events.size();
  for (std::size_t length = std::max<std::size_t>(before / 2, 1); length > 0; length /= 2)
    for (std::size_t end = history.events.size(); end >= length; --end) {
      History smaller = history;
      const auto last = smaller.events.begin() + static_cast<std::ptrdiff_t>(end);
      smaller.events.erase(last - static_cast<std::ptrdiff_t>(length), last);
      if (!breaks(smaller)) continue;
      history = std::move(smaller);
      end = std::min(end, history.events.size() + 1);
    }
  return history.events.size() < before;
}

bool shrink_model(History& history, const Breaks& breaks) {
  Json model = Json::parse(history.model);
  return shrink_json(model, [&](const Json& smaller) {
    History candidate = history;
    candidate.model = smaller.dump();
    if (!breaks(candidate)) return false;
    history = std::move(candidate);
    return true;
  });
}

bool shrink_events(History& history, const Breaks& breaks) {
  bool smaller = false;
  for (std::size_t i = 0; i < history.events.size(); ++i) {
    Json event = Json::parse(history.events[i], nullptr, false);
    if (event.is_discarded()) continue;
    const auto still = [&](const Json& less) {
      History candidate = history;
      candidate.events[i] = less.dump();
      if (!breaks(candidate)) return false;
      history = std::move(candidate);
      return true;
    };
    smaller = shrink_json(event, still) || smaller;
  }
  return smaller;
}

bool shrink_options(History& history, const Breaks& breaks) {
  bool smaller = false;
  const auto try_options = [&](const support::RunOptions& options) {
    History candidate = history;
    candidate.options = options;
    if (!breaks(candidate)) return;
    history = std::move(candidate);
    smaller = true;
  };
  support::RunOptions options = history.options;
  if (std::exchange(options.as_of, std::nullopt)) try_options(options);
  options = history.options;
  if (std::exchange(options.arrival, false)) try_options(options);
  options = history.options;
  if (std::exchange(options.keep_going, false)) try_options(options);
  return smaller;
}

Json options_json(const support::RunOptions& options) {
  Json json = Json::object();
  if (options.as_of) json["as_of"] = *options.as_of;
  if (options.arrival) json["arrival"] = true;
  if (options.explain) json["explain"] = true;
  if (options.keep_going) json["keep_going"] = true;
  return json;
}

}  // namespace

History shrunk(History history, const Breaks& breaks) {
  bool smaller = true;
  while (smaller) {
    smaller = drop_events(history, breaks);
    smaller = shrink_options(history, breaks) || smaller;
    smaller = shrink_model(history, breaks) || smaller;
    smaller = shrink_events(history, breaks) || smaller;
  }
  return history;
}

std::string conformance_case(const History& history, const std::string& name) {
  const support::RunOptions& options = history.options;
  const reference::Replay replay =
      reference::replay(history.model, log_of(history),
                        {options.as_of, options.arrival, options.explain, options.keep_going});
  Json test = {{"name", name}, {"section", "9"}, {"model", Json::parse(history.model)}};
  test["events"] = Json::array();
  for (const std::string& line : history.events) {
    Json event = Json::parse(line, nullptr, false);
    test["events"].push_back(event.is_object() && event.dump() == line ? event : Json(line));
  }
  test["options"] = options_json(options);
  test["expect"] = Json::array();
  for (const std::string& line : replay.lines) test["expect"].push_back(Json::parse(line));
  if (replay.stopped) test["stopped_at_line"] = replay.bad_line;
  test["outcomes"] = Json::array();
  for (const reference::Outcome& outcome : replay.outcomes)
    test["outcomes"].push_back({{"line", outcome.line}, {"result", outcome.result}});
  return test.dump(2);
}

std::string shrunk_difference(const History& history,
                              const std::function<std::string(const History&)>& difference) {
  std::string wrong = difference(history);
  const char* shrink = std::getenv("BANTAM_LAW_SHRINK");  // 0: the seed is enough
  if (shrink && std::string_view(shrink) == "0") return wrong;
  if (wrong.empty() || !bantam::compile(history.model).model) return wrong;
  const auto breaks = [&](const History& smaller) {
    return bantam::compile(smaller.model).model && !difference(smaller).empty();
  };
  const History least = shrunk(history, breaks);
  return difference(least) + conformance_case(least, "shrunk");
}

}  // namespace laws
