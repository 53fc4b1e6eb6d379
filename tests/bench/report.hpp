// The report: lines of time, figures of everything else, as tables or as one JSON object.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/machine.hpp"
#include "bench/timing.hpp"

namespace bench {

/// What something takes, for each item of its kind.
struct TimeLine {
  std::string section;  ///< "batch", "apply", …
  std::string name;
  std::string item;     ///< "activity", "event", …
  Timing each;
  std::optional<double> of_stream = {};         ///< how many times the stream's time
  std::optional<double> than_handwritten = {};  ///< how many times faster than the handwritten scorer
  std::string note = {};
};

/// Anything that is no time.
struct Figure {
  std::string section;
  std::string name;
  double value = 0;
  std::string unit;
  std::string note = {};
};

struct Report {
  std::size_t leads = 0, activities = 0, rules = 0, runs = 0;
  Machine machine;
  std::vector<TimeLine> times;
  std::vector<Figure> figures;
};

std::string to_table(const Report& report);
std::string to_json(const Report& report);

}  // namespace bench
