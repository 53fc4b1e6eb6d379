// Terminal: what a stream can show. Files and pipes get plain text, always the same bytes.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace bantam::cli {

struct Terminal {
  bool interactive = false;
  bool colours = false;   ///< interactive, and neither NO_COLOR nor TERM=dumb
  std::size_t width = 0;  ///< in columns; 0 where there is no edge
};

Terminal terminal_of(std::FILE* stream);

/// Opens /dev/null, the wrong way round, for each standard stream that the caller closed: no file
/// opened later takes its number, and using the stream fails as it should.
void claim_standard_streams();

enum class Colour { bold, red, yellow, green, dim };

/// `text` between escape sequences, or as it is where `terminal` shows no colours.
std::string in_colour(const Terminal& terminal, Colour colour, std::string_view text);

}  // namespace bantam::cli
