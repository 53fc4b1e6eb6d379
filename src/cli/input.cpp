// Input: bytes are read here and nowhere else; memory is one block and one line.
#include "input.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace bantam::cli {

namespace {

/// More than the longest record, and little enough to stay in a processor's second cache together
/// with what is made of it.
constexpr std::size_t block_bytes = 128U << 10U;

std::string lower_first(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

void report_unreadable(const std::string& name, int failure, Console& console) {
  console.report({name, 0, 0, "file/unreadable", lower_first(std::strerror(failure))});
}

std::FILE* open_file(const std::string& path) {
  if (path == "-") return fdopen(dup(STDIN_FILENO), "rb");
  return std::fopen(path.c_str(), "rb");
}

/// A file that nobody else can open and that is gone when it is closed.
std::FILE* open_nameless() {
  const char* folder = std::getenv("TMPDIR");
  std::string path = folder != nullptr && *folder != '\0' ? folder : "/tmp";
  path += "/bantam-XXXXXX";
  const int descriptor = mkstemp(path.data());
  if (descriptor == -1) return nullptr;
  unlink(path.c_str());
  return fdopen(descriptor, "w+b");
}

}  // namespace

std::string name_of(const std::string& path) { return path == "-" ? "standard input" : path; }

std::optional<Input> Input::open(const std::string& path, Passes passes, Console& console) {
  Input input;
  input.name_ = name_of(path);
  errno = 0;
  input.file_.reset(open_file(path));
  if (!input.file_) {
    report_unreadable(input.name_, errno != 0 ? errno : EBADF, console);
    return std::nullopt;
  }
  struct stat status {};
  const bool known = fstat(fileno(input.file_.get()), &status) == 0;
  // Standard input may be a file that somebody read half of: it counts as a pipe.
  const bool seekable = known && S_ISREG(status.st_mode) && path != "-";
  if (seekable) input.bytes_total_ = static_cast<std::uint64_t>(status.st_size);
  if (passes == Passes::two && !seekable) {
    input.spool_.reset(open_nameless());
    if (!input.spool_) {
      report_unreadable("temporary file", errno, console);
      return std::nullopt;
    }
  }
  input.buffer_.resize(block_bytes);
  input.data_ = input.buffer_.data();
  return input;
}

Input Input::over(std::string_view text, std::string name) {
  Input input;
  input.name_ = std::move(name);
  input.text_ = text;
  input.data_ = text.data();
  input.bytes_total_ = text.size();
  return input;
}

/// Brings more bytes behind those that are at hand. False at the end and when reading failed.
bool Input::fill() {
  if (failure_ != 0) return false;
  ++fills_;
  if (file_) return fill_from_file();
  const std::size_t more = std::min(block_bytes, text_.size() - filled_);
  filled_ += more;
  bytes_read_ += more;
  return more != 0;
}

bool Input::fill_from_file() {
  if (next_ != 0) {
    std::memmove(buffer_.data(), &buffer_[next_], filled_ - next_);
    filled_ -= next_;
    next_ = 0;
  }
  std::size_t wanted = buffer_.size() - filled_;
  if (bytes_left_ && *bytes_left_ < wanted) wanted = static_cast<std::size_t>(*bytes_left_);
  if (wanted == 0) return false;
  errno = 0;
  const std::size_t count = std::fread(&buffer_[filled_], 1, wanted, file_.get());
  if (count == 0) {
    if (std::ferror(file_.get()) != 0) failure_ = errno != 0 ? errno : EIO;
    return false;
  }
  bytes_read_ += count;
  if (bytes_left_) *bytes_left_ -= count;
  if (spool_ && std::fwrite(&buffer_[filled_], 1, count, spool_.get()) != count) {
    failure_ = errno != 0 ? errno : EIO;
    spool_failed_ = true;
    return false;
  }
  filled_ += count;
  return true;
}

void Input::skip_mark() {
  if (mark_skipped_) return;
  mark_skipped_ = true;
  if (next_ == filled_ && !fill()) return;
  if (filled_ - next_ >= 3 && std::memcmp(data_ + next_, "\xEF\xBB\xBF", 3) == 0) next_ += 3;
}

/// The bytes at hand up to behind the last line end that is one whatever follows: behind a CR at
/// the very end there may come the LF that belongs to it.
std::size_t Input::whole_bytes() {
  if (whole_fills_ != fills_) {
    whole_fills_ = fills_;
    const auto ends_a_line = [&](std::size_t end) {
      return data_[end - 1] == '\n' || (data_[end - 1] == '\r' && end < filled_);
    };
    whole_ = filled_;
    while (whole_ > next_ && !ends_a_line(whole_)) --whole_;
  }
  return whole_ > next_ ? whole_ - next_ : 0;
}

std::string_view Input::whole_lines() {
  skip_mark();
  while (true) {
    const std::size_t whole = whole_bytes();
    if (whole != 0) return {data_ + next_, whole};
    if (filled_ - next_ >= block_bytes) return {};
    if (!fill()) break;
  }
  if (failure_ != 0 || next_ == filled_) return {};
  return {data_ + next_, filled_ - next_};
}

bool Input::read_line(Line& line, std::size_t bound) {
  skip_mark();
  line.text.clear();
  line.end = "";
  line.cut = false;
  line.number = line_number_ + 1;
  bool any = false;
  while (next_ < filled_ || fill()) {
    any = true;
    std::size_t stop = next_;
    while (stop < filled_ && data_[stop] != '\n' && data_[stop] != '\r') ++stop;
    const std::size_t room = bound - std::min(bound, line.text.size());
    line.text.append(data_ + next_, std::min(room, stop - next_));
    line.cut = line.cut || stop - next_ > room;
    next_ = stop;
    if (stop == filled_) continue;
    const bool carriage_return = data_[next_++] == '\r';
    line.end = carriage_return ? "\r" : "\n";
    if (carriage_return && (next_ < filled_ || fill()) && data_[next_] == '\n') {
      ++next_;
      line.end = "\r\n";
    }
    break;
  }
  if (failure_ != 0 || !any) return false;
  ++line_number_;
  return true;
}

std::optional<char> Input::peek() {
  skip_mark();
  for (std::size_t i = next_; i < filled_; ++i)
    if (std::strchr(" \t\r\n", data_[i]) == nullptr) return data_[i];
  return std::nullopt;
}

std::string_view Input::peek_line() {
  skip_mark();
  const std::string_view at_hand(data_ + next_, filled_ - next_);
  return at_hand.substr(0, at_hand.find_first_of("\r\n"));
}

bool Input::rewind() {
  if (!file_) {
    *this = over(text_, name_);
    return true;
  }
  if (spool_) {
    if (std::fflush(spool_.get()) != 0) {
      failure_ = errno;
      spool_failed_ = true;
      return false;
    }
    file_ = std::move(spool_);
  }
  if (std::fseek(file_.get(), 0, SEEK_SET) != 0) {
    failure_ = errno;
    return false;
  }
  std::clearerr(file_.get());
  bytes_total_ = bytes_read_;
  bytes_left_ = bytes_read_;
  bytes_read_ = 0;
  next_ = filled_ = 0;
  ++fills_;
  line_number_ = 0;
  mark_skipped_ = false;
  return true;
}

bool Input::report_failure(Console& console) const {
  if (failure_ == 0) return false;
  report_unreadable(spool_failed_ ? "temporary file" : name_, failure_, console);
  return true;
}

std::optional<std::string> read_whole(const std::string& path, std::size_t bound,
                                      Console& console) {
  errno = 0;
  std::FILE* file = open_file(path);
  if (file == nullptr) {
    report_unreadable(name_of(path), errno != 0 ? errno : EBADF, console);
    return std::nullopt;
  }
  std::string content;
  std::vector<char> buffer(64U << 10U);
  errno = 0;
  while (content.size() <= bound) {
    const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file);
    if (count == 0) break;
    content.append(buffer.data(), count);
  }
  const int failure = std::ferror(file) != 0 ? (errno != 0 ? errno : EIO) : 0;
  std::fclose(file);
  if (failure != 0) {
    report_unreadable(name_of(path), failure, console);
    return std::nullopt;
  }
  if (content.size() > bound) content.resize(bound + 1);
  return content;
}

}  // namespace bantam::cli
