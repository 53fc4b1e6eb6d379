// Terminal: the one place that asks the operating system about streams.
#include "terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace bantam::cli {

namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool dumb_terminal() {
  const char* term = std::getenv("TERM");
  return term == nullptr || std::string_view(term) == "dumb";
}

std::string_view escape(Colour colour) {
  switch (colour) {
    case Colour::bold: return "\033[1m";
    case Colour::red: return "\033[1;31m";
    case Colour::yellow: return "\033[1;33m";
    case Colour::green: return "\033[32m";
    case Colour::dim: return "\033[2m";
  }
  return "";
}

}  // namespace

Terminal terminal_of(std::FILE* stream) {
  Terminal terminal;
  const int descriptor = fileno(stream);
  if (isatty(descriptor) == 0) return terminal;
  terminal.interactive = true;
  terminal.colours = !is_set("NO_COLOR") && !dumb_terminal();
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0) terminal.width = size.ws_col;
  return terminal;
}

void claim_standard_streams() {
  for (int descriptor = 0; descriptor < 3; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free number is taken, which is `descriptor`.
    if (open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) == -1) return;
  }
}

std::string in_colour(const Terminal& terminal, Colour colour, std::string_view text) {
  if (!terminal.colours) return std::string(text);
  std::string coloured(escape(colour));
  coloured += text;
  coloured += "\033[0m";
  return coloured;
}

}  // namespace bantam::cli
