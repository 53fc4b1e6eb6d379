// Log reader: the log's own form says what an event is; only --require-ids and the
// erased leads are added here.
#include "log_reader.hpp"

#include <utility>

namespace bantam::cli {

LogRead LogReader::next(SaidEvent& said, Finding& problem) {
  if (std::holds_alternative<std::monostate>(log_)) {
    if (is_csv_header(input_.peek_line()))
      log_.emplace<CsvLog>(input_, model_.limits(), activities(model_));
    else
      log_.emplace<JsonLog>(input_, model_.limits());
  }
  JsonLog* json = std::get_if<JsonLog>(&log_);
  LogRead read;
  for (;;) {
    read = json ? json->next(said, problem) : std::get<CsvLog>(log_).next(said, problem);
    if (read == LogRead::event || read == LogRead::bad) ++lines_;
    if (read != LogRead::event || !demands_.erased || !is_erased(*demands_.erased, said.lead)) break;
    ++erased_;
  }
  // A tick may come twice; everything else counts twice when it does.
  if (read != LogRead::event || !demands_.require_ids || said.id || said.kind == SaidEvent::Kind::tick)
    return read;
  problem = {input_.name(), line(), 1, "event/no_id",
             "the event has no `id`, and --require-ids asks for one"};
  return LogRead::bad;
}

LogRead LogReader::next(LogEvent& found, Finding& problem) {
  const LogRead read = next(said_, problem);
  if (read != LogRead::event) return read;
  JsonLog* json = std::get_if<JsonLog>(&log_);
  found.line = line();
  found.event = json ? json->event(said_) : event_of(said_);
  return read;
}

std::size_t LogReader::line() const {
  if (const JsonLog* json = std::get_if<JsonLog>(&log_)) return json->line();
  const CsvLog* csv = std::get_if<CsvLog>(&log_);
  return csv ? csv->line() : 0;
}

}  // namespace bantam::cli
