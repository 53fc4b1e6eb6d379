// crm_host: a console CRM that scores its leads with bantam.
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "console.hpp"
#include "line.hpp"

namespace {

// Every line gets its answer before the next one is read; what was answered is on the disk.
int read_lines(crm::Crm& crm) {
  const bool prompt = isatty(STDIN_FILENO) != 0;
  std::string text;
  while (true) {
    if (prompt) std::cout << "> " << std::flush;
    if (!std::getline(std::cin, text)) return 0;
    std::vector<std::string> words;
    try {
      words = crm::words_of(text);
    } catch (const crm::UsageError& error) {
      std::cout << "error: " << error.what() << std::endl;
      continue;
    }
    if (words.empty()) continue;
    if (words.front() == "quit") return 0;
    std::cout << crm::carry_out(crm, words).text << std::endl;
  }
}

int run_once(crm::Crm& crm, const std::vector<std::string>& words) {
  const crm::Output output = crm::carry_out(crm, words);
  const bool error = output.text.compare(0, 6, "error:") == 0;
  (error ? std::cerr : std::cout) << output.text << std::endl;
  return output.status;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty() || arguments[0] == "--help") {
    (arguments.empty() ? std::cerr : std::cout) << crm::help() << std::endl;
    return arguments.empty() ? 2 : 0;
  }
  const std::vector<std::string> words(arguments.begin() + 1, arguments.end());
  try {
    // A mistyped name must not leave an empty database behind.
    const bool creating = words.empty() || words.front() == "init";
    crm::Database database(arguments[0], creating ? crm::Open::create : crm::Open::existing);
    crm::Crm crm{database, std::nullopt, std::nullopt, arguments[0] + ".key"};
    return words.empty() ? read_lines(crm) : run_once(crm, words);
  } catch (const std::exception& error) {
    std::cerr << "error: " << arguments[0] << ": " << error.what() << std::endl;
    return 1;
  }
}
