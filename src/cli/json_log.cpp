// JSON log: fast accept, slow explain (event_line.hpp). A block that simdjson does not like is gone
// through line by line, so that one bad line costs its neighbours little.
#include "json_log.hpp"

#include <algorithm>
#include <utility>

#include "bantam/json.hpp"

namespace bantam::cli {

JsonLog::JsonLog(Input& input, const Limits& limits)
    : input_(input), limits_(limits), reader_(limits) {}

LogRead JsonLog::next(SaidEvent& said, Finding& problem) {
  explained_.reset();
  while (true) {
    if (at_ == block_.size() && !next_block()) {
      // The end, or a line longer than a block: one byte more than a record may have, for the
      // library to see that there is more.
      if (!input_.read_line(long_line_, limits_.record_bytes + 1)) return LogRead::end;
      line_ = long_line_.number;
      if (long_line_.text.find_first_not_of(" \t") == std::string::npos) continue;
      return explain(long_line_.text, said, problem);
    }
    const bool begins = has_tokens_ && tokens_.tokens().first[token_] == at_;
    if (!begins && skip_blank_line()) continue;
    if (plain_line(said)) return LogRead::event;
    const std::size_t end = line_end(at_);
    const std::string_view line = block_.substr(at_, end - at_);
    if (has_tokens_)
      while (tokens_.tokens().first[token_] < end) ++token_;
    take_line(end);
    return explain(line, said, problem);
  }
}

Event JsonLog::event(const SaidEvent& said) {
  if (explained_) return *std::move(explained_);
  if (!said.foreign) return event_of(said);
  return *event_from_json(text_, limits_);
}

bool JsonLog::next_block() {
  input_.consume(block_.size(), lines_);
  block_ = input_.whole_lines();
  at_ = token_ = lines_ = 0;
  line_ = input_.lines_taken();
  has_tokens_ = tokens_.find(block_);
  return !block_.empty();
}

bool JsonLog::ends_line(std::size_t at) const {
  return at == block_.size() || block_[at] == '\n' || block_[at] == '\r';
}

std::size_t JsonLog::line_end(std::size_t from) const {
  while (!ends_line(from)) ++from;
  return from;
}

/// Goes on behind a line whose end is at `end`: LF, CRLF, CR, or that of the input.
void JsonLog::take_line(std::size_t end) {
  at_ = std::min(end + 1, block_.size());
  if (at_ < block_.size() && block_[end] == '\r' && block_[at_] == '\n') ++at_;
  ++lines_;
  ++line_;
}

bool JsonLog::skip_blank_line() {
  std::size_t at = at_;
  while (at < block_.size() && (block_[at] == ' ' || block_[at] == '\t')) ++at;
  if (!ends_line(at)) return false;
  take_line(at);
  return true;
}

/// Reads the line at `at_`, if it is plain; else nothing is taken.
bool JsonLog::plain_line(SaidEvent& said) {
  std::size_t end = 0;
  if (has_tokens_) {
    std::size_t token = token_;
    if (!reader_.read(tokens_.tokens(), token, said, end)) return false;
    while (end < block_.size() && (block_[end] == ' ' || block_[end] == '\t')) ++end;
    if (!ends_line(end) || end - at_ > limits_.record_bytes) return false;
    token_ = token;
  } else {
    end = line_end(at_);
    const std::string_view line = block_.substr(at_, end - at_);
    std::size_t token = 0;
    std::size_t read = 0;
    if (line.size() > limits_.record_bytes || !tokens_.find(line) ||
        !reader_.read(tokens_.tokens(), token, said, read) || tokens_.tokens().first[token] != line.size())
      return false;
  }
  text_ = block_.substr(at_, end - at_);
  take_line(end);
  return true;
}

LogRead JsonLog::explain(std::string_view line, SaidEvent& said, Finding& problem) {
  Result<Event> event = event_from_json(line, limits_);
  if (!event) {
    problem = finding_of(event.error(), input_.name(), line_);
    return LogRead::bad;
  }
  explained_ = *std::move(event);
  say(*explained_, said);
  return LogRead::event;
}

}  // namespace bantam::cli
