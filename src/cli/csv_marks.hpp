// CSV marks: where a block of CSV has commas, quotes and line ends.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace bantam::cli {

/// The offsets of `,`, `"`, LF and CR in `block`, ascending.
void find_marks(std::string_view block, std::vector<std::uint32_t>& marks);

/// The same, byte by byte: what the other is held to, and all there is without SSE2.
void find_marks_plainly(std::string_view block, std::vector<std::uint32_t>& marks);

}  // namespace bantam::cli
