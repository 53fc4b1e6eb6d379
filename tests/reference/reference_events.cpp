/// Reading one line (docs/semantics.md, 8 and 10): what is malformed is decided here, and nothing about the lead.

#include "reference_events.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <set>

namespace reference {

namespace {

struct Malformed {};

bool is_json_number(const std::string& token) {
  std::size_t i = token.starts_with('-') ? 1 : 0;
  const auto skip_digits = [&] {
    const std::size_t start = i;
    while (i < token.size() && token[i] >= '0' && token[i] <= '9') ++i;
    return i > start;
  };
  const auto skip_one_of = [&](const char* characters) {
    const bool there = i < token.size() && std::strchr(characters, token[i]) != nullptr;
    if (there) ++i;
    return there;
  };
  if (!skip_one_of("0") && !skip_digits()) return false;  // no digits follow a leading zero
  if (skip_one_of(".") && !skip_digits()) return false;
  if (skip_one_of("eE")) {
    skip_one_of("+-");
    if (!skip_digits()) return false;
  }
  return i == token.size();
}

/// Section 1: a number that no double holds is a value of the wrong type, but the line is fine. The JSON reader knows
/// no such number, so it is given something else that is of the wrong type wherever a value or a member may stand.
std::string without_huge_numbers(const std::string& line) {
  std::string result;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t end = i + 1;
    if (line[i] == '"') {
      while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
      end = std::min(end + 1, line.size());
    } else if (line[i] == '-' || (line[i] >= '0' && line[i] <= '9')) {
      end = std::min(line.find_first_not_of("0123456789+-.eE", i), line.size());
    }
    std::string token = line.substr(i, end - i);
    if (is_json_number(token) && std::isinf(std::strtod(token.c_str(), nullptr))) token = "[[]]";
    result += token;
    i = end;
  }
  return result;
}

/// One JSON object without a duplicate key at any depth.
Json read_object(std::string line, bool first) {
  const std::string byte_order_mark = "\xEF\xBB\xBF";
  if (first && line.starts_with(byte_order_mark)) line.erase(0, 3);
  // Two things the JSON reader would let pass
  if (line.starts_with(byte_order_mark) || line.find('\0') != std::string::npos) throw Malformed{};

  std::vector<std::set<std::string>> open_objects;
  bool duplicate = false;
  const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_objects.emplace_back();
    if (event == Json::parse_event_t::object_end) open_objects.pop_back();
    if (event == Json::parse_event_t::key && !open_objects.back().insert(parsed.get<std::string>()).second)
      duplicate = true;
    return true;
  };
  Json object = Json::parse(without_huge_numbers(line), watch, false);
  if (!object.is_object() || duplicate) throw Malformed{};
  return object;
}

/// A member, where null is absent (section 1).
const Json* member(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::string> text(const Json& object, const char* key) {
  const Json* found = member(object, key);
  if (!found) return std::nullopt;
  if (!found->is_string()) throw Malformed{};
  return found->get<std::string>();
}

std::optional<Time> timestamp(const Json& object, const char* key) {
  const auto written = text(object, key);
  if (!written) return std::nullopt;
  const auto at = read_timestamp(*written);
  if (!at) throw Malformed{};
  return at;
}

const Json* inner_object(const Json& object, const char* key) {
  const Json* found = member(object, key);
  if (found && !found->is_object()) throw Malformed{};
  return found;
}

Said said(const Json& json) {
  Said said;
  if (json.is_boolean()) {
    said.rank = 1;
    said.flag = json.get<bool>();
  } else if (json.is_number()) {
    said.rank = 2;
    said.number = json.get<double>();
  } else if (json.is_string()) {
    said.rank = 3;
    said.text = json.get<std::string>();
  } else if (json.is_array() && std::all_of(json.begin(), json.end(), [](const Json& item) { return item.is_string(); })) {
    said.rank = 4;
    said.list = json.get<std::vector<std::string>>();
  } else {
    said.rank = 5;
    said.text = json.dump();
  }
  return said;
}

/// What an event says of its values, whatever the model declares.
void say(Content& content, const Json* values) {
  if (!values) return;
  for (const auto& [name, json] : values->items())
    if (!json.is_null()) content.said[name] = said(json);
}

/// The values of an activity, an answer or an attributes event. `subject` begins the codes of the notices.
void read_values(Event& event, const Json& values, const Declarations& declarations, const std::string& subject) {
  for (const auto& [name, json] : values.items()) {
    const auto declared = declarations.find(name);
    if (declared == declarations.end()) {
      event.notices.push_back(subject + (subject == "attribute" ? "/unknown" : "/unknown_field"));
      continue;
    }
    const Reading reading = read_value(declared->second, json);
    if (!reading.problem.empty()) event.notices.push_back(subject + "/" + reading.problem);
    if (is_missing(reading.value)) event.removed.push_back(name);
    else event.content.fields[name] = reading.value;
  }
}

/// Section 8: what the row of each command names. An unknown command or stage is malformed.
void check_command(const Content& command) {
  const std::set<std::string> plain = {"accept", "qualify", "open_opportunity", "win", "reopen"};
  const std::set<std::string> with_reason = {"reject", "lose", "recycle", "disqualify"};
  if (plain.contains(command.name)) return;
  if (with_reason.contains(command.name)) {
    if (!command.reason) throw Malformed{};
    return;
  }
  if (command.name != "override" || !command.to || !command.reason || !command.by) throw Malformed{};
  if (!is_stage(*command.to)) throw Malformed{};
}

Event read(const Model& model, const Json& line) {
  // Members of the wrong JSON type are malformed in every kind of event
  const auto lead = text(line, "lead");
  const auto at = timestamp(line, "at");
  const auto activity = text(line, "activity");
  const auto answer = text(line, "answer");
  const auto command = text(line, "command");
  const auto verdict = text(line, "verdict");
  const auto by = text(line, "by");
  const auto note = text(line, "note");
  const auto to = text(line, "to");
  const auto reason = text(line, "reason");
  const Json* attributes = inner_object(line, "attributes");
  const Json* fields = inner_object(line, "fields");
  const Json* tick = member(line, "tick");
  if (!lead || !at) throw Malformed{};
  if (tick && *tick != Json(true)) throw Malformed{};
  const std::vector<bool> kinds = {activity.has_value(), attributes != nullptr, answer.has_value(),
                                   command.has_value(), tick != nullptr};
  if (std::count(kinds.begin(), kinds.end(), true) != 1) throw Malformed{};

  Event event;
  event.lead = *lead;
  event.id = text(line, "id");
  event.received = timestamp(line, "received");
  Content& content = event.content;
  content.at = *at;
  if (activity) {
    content.kind = "activity";
    content.name = *activity;
    say(content, fields);
    const auto declared = model.activities.find(*activity);
    if (declared == model.activities.end()) event.notices.push_back("activity/unknown_type");
    else if (fields) read_values(event, *fields, declared->second, "activity");
  } else if (attributes) {
    content.kind = "attributes";
    say(content, attributes);
    read_values(event, *attributes, model.attributes, "attribute");
  } else if (answer) {
    if (!fields && !verdict) throw Malformed{};
    content.kind = "answer";
    content.name = *answer;
    say(content, fields);
    content.verdict = verdict;
    content.by = by;
    content.note = note;
    for (const Criterion& criterion : model.gate.criteria)
      if (criterion.name == *answer && fields) read_values(event, *fields, criterion.fields, "answer");
  } else if (command) {
    content.kind = "command";
    content.name = *command;
    content.by = by;
    content.to = to;
    content.reason = reason;
    check_command(content);
  } else {
    content.kind = "tick";
  }
  return event;
}

}  // namespace

bool is_stage(const std::string& text) {
  static const std::set<std::string> stages = {"lead",       "mql",     "sal",          "sql",        "opportunity",
                                               "closed_won", "nurture", "disqualified", "closed_lost"};
  return stages.contains(text);
}

std::optional<Event> read_event(const Model& model, std::string line, bool first) {
  try {
    return read(model, read_object(std::move(line), first));
  } catch (const Malformed&) {
    return std::nullopt;
  }
}

}  // namespace reference
