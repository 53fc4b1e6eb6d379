// JSON tokens: where the tokens of a block of lines begin. The one place that uses simdjson.
//
// simdjson's first stage reads a block with the widest instructions that the processor has, finds
// what JSON has its tokens by, and checks UTF-8 on the way. The grammar is event_line.cpp's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace bantam::cli {

/// Each offset is that of a `{`, `}`, `[`, `]`, `:`, `,`, of the quote that opens a text, or of the
/// first byte of anything else that is no white space. Only white space follows a token's own end.
struct Tokens {
  const char* base = nullptr;
  const std::uint32_t* first = nullptr;
  const std::uint32_t* last = nullptr;  ///< behind the last token; readable, and the block's size
  bool escapes = false;                 ///< whether there is a backslash anywhere in the block
};

class JsonTokens {
 public:
  JsonTokens();
  ~JsonTokens();
  JsonTokens(JsonTokens&&) noexcept;
  JsonTokens& operator=(JsonTokens&&) noexcept;

  /// Finds the tokens of `block`. False where it is no UTF-8, a text is not closed, or a control
  /// character stands in one. After true no text reaches over the end of a line.
  ///
  /// Cost  linear; memory for five bytes a byte of the largest block.
  bool find(std::string_view block);

  /// As long as the block lives, until the next `find`.
  const Tokens& tokens() const { return tokens_; }

 private:
  struct Room;
  std::unique_ptr<Room> room_;
  Tokens tokens_;
};

/// Whether all of `text` is UTF-8 (RFC 3629).
bool is_utf8(std::string_view text);

}  // namespace bantam::cli
