// Bytes become a model and a log: library and reference print the same, and the library says the
// same whichever way the history is taken.
#include <cstddef>
#include <cstdint>

#include "fuzz/expect.hpp"
#include "laws/history.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  generate::Random random(data, size);
  const laws::History history = laws::generated(random);
  const std::string wrong = laws::difference(history);
  fuzz::expect_nothing(wrong.empty() ? wrong
                                     : history.model + "\n" + laws::log_of(history) + wrong);
  return 0;
}
