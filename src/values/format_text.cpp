#include "values/format_text.hpp"

namespace bantam {

std::string format_parts(fmt::string_view text, fmt::format_args parts) { return fmt::vformat(text, parts); }

}  // namespace bantam
