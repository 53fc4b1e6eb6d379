// Output: standard output, where every write is checked.
#pragma once

#include <string_view>

#include "console.hpp"
#include "terminal.hpp"

namespace bantam::cli {

class Output {
 public:
  Output();

  /// After a failure this does nothing; `good` tells loops to stop.
  void write(std::string_view text);
  void write_line(std::string_view text);
  bool good() const { return failure_ == 0; }
  const Terminal& terminal() const { return terminal_; }

  /// Flushes. Gives exit_ok, or says what went wrong and gives exit_bad_input; a reader that left
  /// (`| head`) is no news and is not spoken of.
  int finish(Console& console);

 private:
  Terminal terminal_;
  int failure_ = 0;  ///< errno of the first failure
};

}  // namespace bantam::cli
