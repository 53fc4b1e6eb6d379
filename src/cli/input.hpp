// Input: a file, standard input or a text in memory, read line by line or in blocks of whole lines
// and, where that was asked for, twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console.hpp"

namespace bantam::cli {

enum class Passes { one, two };

/// A line without its end. Ends are LF, CRLF and CR; the last line may do without.
struct Line {
  std::string text;
  std::string_view end;      ///< "\n", "\r\n", "\r" or "" at the end of the input
  std::size_t number = 0;    ///< 1-based
  bool cut = false;          ///< longer than the bound: only the beginning is in `text`
};

class Input {
 public:
  /// Opens a file, or standard input for `-`; says so and gives nothing when that fails.
  /// With Passes::two, what cannot be read again (a pipe) is copied while it is read to a
  /// temporary file that has no name.
  static std::optional<Input> open(const std::string& path, Passes passes, Console& console);

  /// Reads `text`, which must outlive it; `name` is what messages call it.
  static Input over(std::string_view text, std::string name);

  /// The lines that are at hand, each with its end: at least one, but nothing at the end of the
  /// input, when reading failed, and where the next line is longer than a block. What is at hand
  /// stays until the next call of anything here but `consume`.
  std::string_view whole_lines();

  /// Takes some of the lines that `whole_lines` gave.
  void consume(std::size_t bytes, std::size_t lines) {
    next_ += bytes;
    line_number_ += lines;
  }

  /// The next line, of which at most `bound` bytes are kept in memory. False at the end and when
  /// reading failed. One byte-order mark at the start of the input is skipped.
  bool read_line(Line& line, std::size_t bound);

  /// How often bytes have been brought in: while it stays, so do the bytes at hand.
  std::size_t fills() const { return fills_; }

  /// How many lines have been taken.
  std::size_t lines_taken() const { return line_number_; }

  /// The first byte that is no white space, left unread: only before the first line. Nothing
  /// where there is none near.
  std::optional<char> peek();

  /// The first line as far as it is at hand, left unread: only before the first line.
  std::string_view peek_line();

  /// Goes back to the start. What was appended to the file since the first pass is not read.
  bool rewind();

  /// Whether reading failed; that has then been reported.
  bool report_failure(Console& console) const;

  const std::string& name() const { return name_; }
  std::uint64_t bytes_read() const { return bytes_read_; }
  std::uint64_t bytes_total() const { return bytes_total_; }  ///< 0: not known

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Close>;

  bool fill();
  bool fill_from_file();
  void skip_mark();
  std::size_t whole_bytes();

  std::string name_;
  File file_;    ///< none: a text in memory
  File spool_;
  std::vector<char> buffer_;
  std::string_view text_;       ///< of a text in memory
  const char* data_ = nullptr;  ///< the buffer, or the text
  std::size_t next_ = 0;        ///< of the data
  std::size_t filled_ = 0;      ///< of the data
  std::size_t fills_ = 0;
  std::size_t whole_ = 0;        ///< the data up to here is whole lines
  std::size_t whole_fills_ = 0;  ///< when that was found out
  std::uint64_t bytes_read_ = 0;
  std::uint64_t bytes_total_ = 0;
  std::optional<std::uint64_t> bytes_left_;  ///< of the second pass
  std::size_t line_number_ = 0;
  bool mark_skipped_ = false;
  int failure_ = 0;
  bool spool_failed_ = false;
};

/// All bytes of a file (`-`: standard input), at most `bound` + 1 of them; reports a failure.
std::optional<std::string> read_whole(const std::string& path, std::size_t bound,
                                      Console& console);

/// The name that messages give to a path: `-` is "standard input".
std::string name_of(const std::string& path);

}  // namespace bantam::cli
