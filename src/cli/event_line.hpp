// Event line: the fast reader of a line of the log.
//
// The rule here is fast accept, slow explain: it takes plain good events and nothing else, and
// says nothing of the others. `event_from_json` decides about those and words what is wrong. So
// what is accepted, and what it means, is the library's alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "bantam/limits.hpp"
#include "json_tokens.hpp"
#include "said_event.hpp"

namespace bantam::cli {

class EventLine {
 public:
  explicit EventLine(const Limits& limits);

  /// Reads the record whose first token is `tokens.first + token`.
  ///
  /// True   `said` is what `event_from_json` makes of the record, but that it only notes foreign
  ///        values; it lives as long as the block, and until the next call. No line end stands in
  ///        the record. `token` goes on to the first behind it, and `end` is the offset behind it.
  /// False  it is no event, or one that is not plain.
  bool read(const Tokens& tokens, std::size_t& token, SaidEvent& said, std::size_t& end);

 private:
  enum Member : std::uint32_t;

  /// What stood before the value at some place of an object like this one: a comma or brace, the
  /// key, the colon, the blanks between them, and the quote where the value was a text. The next
  /// line mostly has the same there, and one comparison of 16 bytes says so.
  struct Usual {
    std::array<std::uint64_t, 2> bytes{};
    std::array<std::uint64_t, 2> mask{};  ///< of the bytes that are its own
    std::uint32_t size = 0;               ///< 0: none yet, or too long
    std::uint32_t member = 0;             ///< of the root's
    std::uint32_t name_at = 0;            ///< where its key begins
    std::uint32_t name_size = 0;
    bool text = false;
    std::uint32_t name_number = 0;        ///< of the key, among all that were learnt

    void learn(std::string_view before);
    /// There must be 16 bytes at `begin`, where a token begins. If so, it and the next two are these.
    bool stands_at(const char* begin) const {
      std::array<std::uint64_t, 2> here;
      std::memcpy(here.data(), begin, sizeof here);
      return size != 0 && (((here[0] ^ bytes[0]) & mask[0]) | ((here[1] ^ bytes[1]) & mask[1])) == 0;
    }
  };
  static constexpr std::size_t usual_places = 16;

  /// At one place of `fields` one line has this and the next line that.
  struct TwoUsual {
    std::array<Usual, 2> either;

    /// The one that stands at `begin`; where neither does, one to learn anew.
    Usual& at(const char* begin, bool readable, std::uint32_t learnt) {
      if (!readable) return either[learnt % 2];
      if (either[0].stands_at(begin)) return either[0];
      return either[1].stands_at(begin) ? either[1] : either[learnt % 2];
    }
  };

  char peek() const { return *token_ < end_ ? base_[*token_] : '\0'; }
  bool take(char wanted) {
    const std::uint32_t at = *token_;
    if (at >= end_ || base_[at] != wanted) return false;
    if (token_[1] != at + 1 && !blank(at + 1, token_[1])) return false;
    ++token_;
    return true;
  }
  bool blank(std::size_t from, std::size_t to) const;
  std::string_view scalar() const;
  bool text(std::string_view& into) {
    const std::uint32_t begin = token_[0];
    const std::uint32_t next = begin < end_ ? token_[1] : 0;
    if (escapes_ || next < begin + 2 || base_[begin] != '"' || base_[next - 1] != '"' ||
        next - begin - 2 > limits_.text_bytes)
      return odd_text(into);
    into = {base_ + begin + 1, next - begin - 2};
    ++token_;
    return true;
  }
  bool odd_text(std::string_view& into);
  bool word(std::string_view wanted);
  bool text_or_null(std::string_view& into, bool& there);
  bool text_or_null(std::optional<std::string_view>& into);
  bool id_or_null(std::optional<std::string_view>& into);
  bool moment_or_null(Timestamp& into, bool& there);
  bool root();
  bool key(char before, std::string_view& name, Usual& usual);
  bool member_after(char before, Usual& usual);
  bool member_of_usual(const Usual& usual);
  static Member member_named(std::string_view name);
  bool known_text(std::uint32_t member, const char* first, std::size_t size);
  bool known_member(Member member);
  bool other_member(std::string_view name);
  bool members();
  bool field_after(char before, Usual& usual, SaidMember& member);
  bool field_of_usual(const Usual& usual, SaidMember& member);
  bool value(SaidValue& into);
  bool list(SaidValue& into);
  bool skip(std::size_t depth);
  bool skip_object(std::size_t depth);
  bool finish();
  bool finish_command();

  Limits limits_;
  std::vector<char> scratch_;  ///< texts without their escapes; never grows, for they are looked at
  std::uint32_t learnt_ = 0;
  std::array<Usual, usual_places> usual_members_;
  std::array<TwoUsual, usual_places> usual_fields_;
  std::vector<std::string_view> other_names_;  ///< of the root's unknown members
  std::vector<std::string_view> open_names_;   ///< of the objects that are being skipped

  // The record being read.
  const char* base_ = nullptr;
  const std::uint32_t* token_ = nullptr;
  std::uint32_t end_ = 0;  ///< of the block
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
