// Missing, as JSON: every member is always there, null where there is nothing to say.
#include "missing_json.hpp"

#include <fmt/format.h>

#include <vector>

#include "utf8.hpp"

namespace bantam::cli {

namespace {

std::string_view name_of(SingleChange::Kind kind) {
  switch (kind) {
    case SingleChange::Kind::attribute: return "attribute";
    case SingleChange::Kind::activities: return "activities";
    case SingleChange::Kind::answer: return "answer";
    case SingleChange::Kind::time: return "time";
  }
  return "";
}

std::string array(const std::vector<std::string>& items) {
  return fmt::format("[{}]", fmt::join(items, ","));
}

std::string answer_json(const MissingAnswer& answer) {
  return fmt::format(R"({{"criterion":{},"standing":"{}","mandatory":{},"ask":{}}})",
                     json_quoted(answer.criterion), to_text(answer.standing), answer.mandatory,
                     json_quoted(answer.ask));
}

std::string change_json(const SingleChange& change, bool suppressed) {
  return fmt::format(R"({{"kind":"{}","subject":{},"change":{},"total":{}}})", name_of(change.kind),
                     json_quoted(change.subject), json_quoted(change.change),
                     suppressed ? "null" : to_text(change.total));
}

}  // namespace

std::string missing_to_json(const WhatIsMissing& missing) {
  std::vector<std::string> answers;
  for (const MissingAnswer& answer : missing.answers) answers.push_back(answer_json(answer));
  std::vector<std::string> blockers;
  for (const Blocker& blocker : missing.blockers) blockers.push_back(json_quoted(to_text(blocker)));
  std::vector<std::string> changes;
  for (const SingleChange& change : missing.changes) changes.push_back(change_json(change, missing.suppressed));
  return fmt::format(
      R"({{"stage":"{}","next":{},"how":{},"points_short":{},)"
      R"("answers":{},"blockers":{},"changes":{}}})",
      to_text(missing.stage), missing.next ? json_quoted(to_text(*missing.next)) : "null",
      json_quoted(missing.how), missing.points_short ? to_text(*missing.points_short) : "null",
      array(answers), array(blockers), array(changes));
}

}  // namespace bantam::cli
