// JSON log: fast accept, slow explain (event_line.hpp). A block that simdjson does not like is gone
// through line by line, so that one bad line costs its neighbours little.
#include "json_log.hpp"

#include <algorithm>
#include <cstring>
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
    text_ = next_line();
    const auto begin = static_cast<std::size_t>(text_.data() - block_.data());
    const std::size_t end = begin + text_.size();
    if (has_tokens_) {
      const Tokens& tokens = tokens_.tokens();
      if (tokens.first[token_] >= end) continue;  // blank
      if (reader_.read(tokens, begin, end, token_, said)) return LogRead::event;
      while (tokens.first[token_] < end) ++token_;
    } else {
      if (text_.find_first_not_of(" \t") == std::string_view::npos) continue;
      std::size_t token = 0;
      if (tokens_.find(text_) && reader_.read(tokens_.tokens(), 0, text_.size(), token, said))
        return LogRead::event;
    }
    return explain(text_, said, problem);
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
  at_ = feed_ = token_ = lines_ = 0;
  line_ = input_.lines_taken();
  if (block_.empty()) return false;
  has_tokens_ = tokens_.find(block_);
  returns_ = std::memchr(block_.data(), '\r', block_.size()) != nullptr;
  return true;
}

/// The next line of the block, without its end.
std::string_view JsonLog::next_line() {
  const auto find = [&](char wanted, std::size_t from, std::size_t to) {
    const void* found = std::memchr(block_.data() + from, wanted, to - from);
    return found ? static_cast<std::size_t>(static_cast<const char*>(found) - block_.data()) : to;
  };
  if (at_ == 0 || feed_ < at_) feed_ = find('\n', at_, block_.size());
  const std::size_t begin = at_;
  std::size_t end = feed_;
  at_ = std::min(feed_ + 1, block_.size());
  if (returns_) {
    const std::size_t carriage_return = find('\r', begin, end);
    if (carriage_return + 1 < end) at_ = carriage_return + 1;
    else if (carriage_return + 1 == end && feed_ == block_.size()) at_ = end;
    end = carriage_return;
  }
  ++lines_;
  ++line_;
  return block_.substr(begin, end - begin);
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
