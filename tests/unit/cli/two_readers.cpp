#include "unit/cli/two_readers.hpp"

#include <cstring>
#include <optional>
#include <vector>

#include "bantam/json.hpp"
#include "cli/json_log.hpp"

namespace two_readers {
namespace {

using namespace bantam;
using namespace bantam::cli;

struct Read {
  std::size_t line = 0;
  std::optional<Event> event;
  Finding problem;
};

/// How the program read logs before it had a fast reader.
std::vector<Read> read_slowly(std::string_view log, const Limits& limits) {
  std::vector<Read> all;
  Input input = Input::over(log, "log");
  Line line;
  while (input.read_line(line, limits.record_bytes + 1)) {
    if (line.text.find_first_not_of(" \t") == std::string::npos) continue;
    Result<Event> event = event_from_json(line.text, limits);
    if (event) all.push_back({line.number, *std::move(event), {}});
    else all.push_back({line.number, std::nullopt, finding_of(event.error(), "log", line.number)});
  }
  return all;
}

std::vector<Read> read_fast(std::string_view log, const Limits& limits) {
  std::vector<Read> all;
  Input input = Input::over(log, "log");
  JsonLog reader(input, limits);
  SaidEvent said;
  Finding problem;
  LogRead read;
  while ((read = reader.next(said, problem)) != LogRead::end) {
    if (read == LogRead::bad) all.push_back({problem.line, std::nullopt, problem});
    else all.push_back({reader.line(), reader.event(said), {}});
  }
  return all;
}

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

bool same(const NamedValues& a, const NamedValues& b) {
  if (a != b) return false;
  for (std::size_t i = 0; i < a.size(); ++i)  // 0 == -0, but they are not the same here
    if (a[i].value.number() && !same_bits(*a[i].value.number(), *b[i].value.number())) return false;
  return true;
}

struct SameWhat {
  const Event& other;

  bool operator()(const Activity& a) const {
    const Activity& b = std::get<Activity>(other.what);
    return a.type == b.type && same(a.fields, b.fields);
  }
  bool operator()(const AttributeChange& a) const {
    return same(a.values, std::get<AttributeChange>(other.what).values);
  }
  bool operator()(const Answer& a) const {
    const Answer& b = std::get<Answer>(other.what);
    return a.criterion == b.criterion && a.fields.has_value() == b.fields.has_value() &&
           (!a.fields || same(*a.fields, *b.fields)) && a.verdict == b.verdict && a.by == b.by &&
           a.note == b.note;
  }
  bool operator()(const Command& a) const {
    const Command& b = std::get<Command>(other.what);
    return a.kind == b.kind && a.by == b.by && a.reason == b.reason && a.to == b.to;
  }
  bool operator()(const Tick&) const { return true; }
};

bool same(const Event& a, const Event& b) {
  return a.lead == b.lead && a.at == b.at && a.id == b.id && a.received == b.received &&
         a.what.index() == b.what.index() && std::visit(SameWhat{b}, a.what);
}

std::string told(const Read& read) {
  const std::string place = "line " + std::to_string(read.line) + ": ";
  if (read.event) return place + event_to_json(*read.event);
  return place + std::to_string(read.problem.column) + " " + read.problem.code + " " + read.problem.message;
}

bool same(const Read& a, const Read& b) {
  if (a.line != b.line || a.event.has_value() != b.event.has_value()) return false;
  if (a.event) return same(*a.event, *b.event);
  return a.problem.line == b.problem.line && a.problem.column == b.problem.column &&
         a.problem.code == b.problem.code && a.problem.message == b.problem.message &&
         a.problem.help == b.problem.help;
}

}  // namespace

std::string difference(std::string_view log, const Limits& limits) {
  const std::vector<Read> slow = read_slowly(log, limits);
  const std::vector<Read> fast = read_fast(log, limits);
  for (std::size_t i = 0; i < slow.size() && i < fast.size(); ++i)
    if (!same(slow[i], fast[i])) return "the library: " + told(slow[i]) + "\nthe fast one: " + told(fast[i]);
  if (slow.size() == fast.size()) return {};
  return std::to_string(slow.size()) + " lines and " + std::to_string(fast.size());
}

std::size_t plain_lines(std::string_view log, const Limits& limits) {
  Input input = Input::over(log, "log");
  JsonTokens tokens;
  EventLine reader(limits);
  SaidEvent said;
  Line line;
  std::size_t count = 0;
  while (input.read_line(line, limits.record_bytes + 1)) {
    std::size_t token = 0, end = 0;
    count += tokens.find(line.text) && reader.read(tokens.tokens(), token, said, end) &&
             tokens.tokens().first[token] == line.text.size();
  }
  return count;
}

}  // namespace two_readers
