// bantam init: a model to begin with.
#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "arguments.hpp"
#include "new_file.hpp"
#include "starter_model.hpp"

namespace bantam::cli {

namespace {

int run_init(const std::string& path, Console& console) {
  return write_new_file(path.empty() ? "-" : path, starter_model(), console);
}

}  // namespace

void add_init(CLI::App& app, Chosen& chosen, Console& console) {
  auto path = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("init", "Write a commented model to begin with");
  command->add_option("-o,--out", *path, "the new file [standard output]")->type_name("FILE");
  command->footer(
      "Comments are the `x-comment` keys: keys that begin with x- are kept and not read.\n"
      "A file that is there already is never written over.\n"
      "\n"
      "Examples:\n"
      "  bantam init --out model.json\n"
      "  bantam init | bantam describe -");
  command->callback([&chosen, &console, path] {
    chosen = [&console, path] { return run_init(*path, console); };
  });
}

}  // namespace bantam::cli
