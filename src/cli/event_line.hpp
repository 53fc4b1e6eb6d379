// Event line: the fast reader of a line of the log.
//
// The rule here is fast accept, slow explain: it takes plain good events and nothing else, and
// says nothing of the others. `event_from_json` decides about those and words what is wrong. So
// what is accepted, and what it means, is the library's alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bantam/limits.hpp"
#include "json_tokens.hpp"
#include "said_event.hpp"

namespace bantam::cli {

class EventLine {
 public:
  explicit EventLine(const Limits& limits);

  /// Reads the line that begins at `begin` and ends before `end`, both offsets of the block that
  /// `tokens` were found in; its tokens begin at `tokens.first + token`, which goes on to the first
  /// token behind the line where this succeeds.
  ///
  /// True   `said` is what `event_from_json` makes of the line, but that it only notes foreign
  ///        values. It lives as long as the block, and until the next call.
  /// False  the line is no event, or one that is not plain.
  bool read(const Tokens& tokens, std::size_t begin, std::size_t end, std::size_t& token,
            SaidEvent& said);

 private:
  enum Member : std::uint32_t;

  char peek() const { return *token_ < end_ ? base_[*token_] : '\0'; }
  bool take(char wanted) {
    if (peek() != wanted) return false;
    ++token_;
    return true;
  }
  std::string_view scalar() const;
  bool text(std::string_view& into);
  bool word(std::string_view wanted);
  bool text_or_null(std::string_view& into, bool& there);
  bool text_or_null(std::optional<std::string_view>& into);
  bool id_or_null(std::optional<std::string_view>& into);
  bool moment_or_null(Timestamp& into, bool& there);
  bool root();
  bool member(std::string_view name);
  bool known_member(Member member);
  bool members();
  bool value(SaidValue& into);
  bool list(SaidValue& into);
  bool skip(std::size_t depth);
  bool skip_object(std::size_t depth);
  bool finish();
  bool finish_command();

  Limits limits_;
  std::vector<char> scratch_;  ///< texts without their escapes; never grows while a line is read
  std::vector<std::string_view> other_names_;  ///< of the root's unknown members
  std::vector<std::string_view> open_names_;   ///< of the objects that are being skipped

  // The line being read.
  const char* base_ = nullptr;
  const std::uint32_t* token_ = nullptr;
  std::uint32_t end_ = 0;
  bool escapes_ = false;
  char* free_ = nullptr;  ///< of `scratch_`
  SaidEvent* said_ = nullptr;
  std::uint32_t seen_ = 0;   ///< members that stood there, null or not
  std::uint32_t given_ = 0;  ///< members that were not null
  std::string_view command_;
  std::string_view to_;
  std::string_view activity_;
  std::string_view criterion_;
};

}  // namespace bantam::cli
