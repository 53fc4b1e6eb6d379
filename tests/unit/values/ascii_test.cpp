// Texts without a locale.
#include "values/ascii.hpp"

#include "test.hpp"

namespace bantam {

TEST_CASE("two texts are equal when no byte of them differs, at any length") {
  for (std::size_t size = 0; size <= 40; ++size) {
    const std::string text(size, 'a');
    CHECK(equal_text(text, std::string(size, 'a'), false));
    CHECK(equal_text(text, std::string(size, 'A'), true));
    CHECK_FALSE(equal_text(text, std::string(size + 1, 'a'), false));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = 'b';
      INFO(size << " bytes, byte " << at);
      CHECK_FALSE(equal_text(text, other, false));
      CHECK_FALSE(equal_text(text, other, true));
    }
  }
}

TEST_CASE("texts are ordered by bytes, the shorter first, and case counts only where it is not ignored") {
  CHECK(compare_text("a", "b", true) < 0);
  CHECK(compare_text("B", "a", true) > 0);
  CHECK(compare_text("B", "a", false) < 0);
  CHECK(compare_text("AB", "ab", true) == 0);
  CHECK(compare_text("a", "AB", true) < 0);
  CHECK(compare_text("AB", "a", true) > 0);
  CHECK(compare_text("\xC3\xA9", "z", true) > 0);
}

}  // namespace bantam
