/// reference MODEL EVENTS [--as-of T] [--arrival] [--explain] [--keep-going] [--next LEAD HORIZON]
///
/// Prints the leads on standard output and what became of each line on standard error.

#include <fstream>
#include <iostream>
#include <iterator>

#include "reference.hpp"

namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) std::cerr << "cannot read " << path << "\n";
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int count, char** arguments) {
  reference::Options options;
  std::vector<std::string> paths;
  std::string lead, horizon;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (argument == "--as-of" && i + 1 < count) options.as_of = arguments[++i];
    else if (argument == "--arrival") options.arrival = true;
    else if (argument == "--explain") options.explain = true;
    else if (argument == "--keep-going") options.keep_going = true;
    else if (argument == "--next" && i + 2 < count) {
      lead = arguments[++i];
      horizon = arguments[++i];
    } else paths.push_back(argument);
  }
  if (paths.size() != 2) {
    std::cerr << "usage: reference MODEL EVENTS [--as-of T] [--arrival] [--explain] [--keep-going]"
                 " [--next LEAD HORIZON]\n";
    return 2;
  }
  const std::string model = read_file(paths[0]);
  const std::string events = read_file(paths[1]);

  const reference::Replay replay = reference::replay(model, events, options);
  for (const std::string& line : replay.lines) std::cout << line << "\n";
  for (const reference::Outcome& outcome : replay.outcomes) {
    std::cerr << outcome.line << ": " << outcome.result;
    for (const std::string& blocker : outcome.blockers) std::cerr << " [" << blocker << "]";
    for (const std::string& notice : outcome.notices) std::cerr << " (" << notice << ")";
    std::cerr << "\n";
  }
  if (!horizon.empty())
    std::cout << reference::next_change(model, events, lead, options, horizon).value_or("none") << "\n";
  if (!replay.stopped) return 0;
  std::cerr << "stopped at line " << replay.bad_line << "\n";
  return 1;
}
