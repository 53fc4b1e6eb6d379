// Notices: codes, names and lead ids, never values.
#include "notices.hpp"

#include <fmt/format.h>

#include "utf8.hpp"

namespace bantam::cli {

void print_notices(std::string_view unit, std::size_t number, const std::string& lead,
                   const Effects& effects, Console& console) {
  const std::string head = fmt::format(R"({{"{}":{},"lead":{})", unit, number, json_quoted(lead));
  for (const Notice& notice : effects.notices)
    console.say(fmt::format(R"({},"notice":{},"subject":{}}})", head, json_quoted(notice.code),
                            json_quoted(notice.subject)));
  if (effects.outcome == Outcome::accepted) return;
  std::string line = fmt::format(R"({},"result":"{}")", head, to_text(effects.outcome));
  if (!effects.blockers.empty()) {
    line += R"(,"blockers":[)";
    for (const Blocker& blocker : effects.blockers) {
      if (line.back() != '[') line += ',';
      line += json_quoted(to_text(blocker));
    }
    line += ']';
  }
  console.say(line + "}");
}

}  // namespace bantam::cli
