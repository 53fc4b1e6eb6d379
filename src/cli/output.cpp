// Output: nothing else writes to standard output.
#include "output.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace bantam::cli {

Output::Output() : terminal_(terminal_of(stdout)) {}

void Output::write(std::string_view text) {
  if (!good()) return;
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
    failure_ = errno != 0 ? errno : EIO;
}

void Output::write_line(std::string_view text) {
  write(text);
  write("\n");
}

int Output::finish(Console& console) {
  console.clear_progress();
  errno = 0;
  if (good() && std::fflush(stdout) != 0) failure_ = errno != 0 ? errno : EIO;
  if (good()) return exit_ok;
  if (failure_ != EPIPE)
    console.report({"standard output", 0, 0, "output/failed", std::strerror(failure_)});
  return exit_bad_input;
}

}  // namespace bantam::cli
