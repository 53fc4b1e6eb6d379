// Console: every byte on standard error is written here.
#include "console.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "utf8.hpp"

namespace bantam::cli {

namespace {

constexpr std::chrono::seconds patience{1};
constexpr std::chrono::milliseconds between_two{200};

/// 1204000 as "1,204,000".
std::string grouped(std::uint64_t number) {
  const std::string digits = fmt::format("{}", number);
  std::string text;
  for (std::size_t place = 0; place < digits.size(); ++place) {
    if (place != 0 && (digits.size() - place) % 3 == 0) text += ',';
    text += digits[place];
  }
  return text;
}

}  // namespace

std::string to_text(const Finding& finding, const Terminal& terminal) {
  std::string text = printable(finding.file);
  if (finding.line != 0) text += fmt::format(":{}", finding.line);
  if (finding.line != 0 && finding.column != 0) text += fmt::format(":{}", finding.column);
  text += ": ";
  text += finding.severity == Severity::error ? in_colour(terminal, Colour::red, "error")
                                              : in_colour(terminal, Colour::yellow, "warning");
  text += fmt::format(" {}: {}", finding.code, printable(finding.message));
  if (!finding.help.empty()) text += fmt::format("; {}", printable(finding.help));
  return text;
}

Finding finding_of(const Error& error, std::string file, std::size_t line) {
  return Finding{std::move(file), line, error.column == 0 ? 1 : error.column,
                 std::string(to_text(error.code)), error.message};
}

Console::Console() : terminal_(terminal_of(stderr)), next_progress_(Clock::now() + patience) {}

void Console::report(const Finding& finding) { say(to_text(finding, terminal_)); }

void Console::say(std::string_view line) {
  clear_progress();
  std::string text(line);
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Console::progress(std::string_view what, std::uint64_t count, std::uint64_t done,
                       std::uint64_t total) {
  if (!terminal_.interactive) return;
  const Clock::time_point now = Clock::now();
  if (now < next_progress_) return;
  next_progress_ = now + between_two;
  std::string line = fmt::format("\r\033[K{} {}", grouped(count), what);
  if (total != 0) line += fmt::format(" ({} %)", done >= total ? 100 : done * 100 / total);
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
  progress_shown_ = true;
}

void Console::clear_progress() {
  if (!progress_shown_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  progress_shown_ = false;
}

}  // namespace bantam::cli
