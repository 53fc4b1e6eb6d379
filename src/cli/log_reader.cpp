// Log reader: the library says what an event is; only --require-ids is added here.
#include "log_reader.hpp"

#include <utility>
#include <variant>

#include "bantam/json.hpp"

namespace bantam::cli {

LogReader::Read LogReader::next(LogEvent& found, Finding& problem) {
  do {
    // One byte more than a record may have, for the library to see that there is more.
    if (!input_.read_line(line_, limits_.record_bytes + 1)) return Read::end;
  } while (line_.text.find_first_not_of(" \t") == std::string::npos);
  ++lines_;
  Result<Event> event = event_from_json(line_.text, limits_);
  if (!event) {
    problem = finding_of(event.error(), input_.name(), line_.number);
    return Read::bad;
  }
  // A tick may come twice; everything else counts twice when it does.
  if (require_ids_ && !event->id && !std::holds_alternative<Tick>(event->what)) {
    problem = {input_.name(), line_.number, 1, "event/no_id",
               "the event has no `id`, and --require-ids asks for one"};
    return Read::bad;
  }
  found.line = line_.number;
  found.event = *std::move(event);
  return Read::event;
}

}  // namespace bantam::cli
