// bantam init: a model to begin with.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "arguments.hpp"
#include "output.hpp"
#include "starter_model.hpp"

namespace bantam::cli {

namespace {

int fail(const std::string& path, Console& console) {
  const int failure = errno;
  if (failure == EEXIST)
    console.report({path, 0, 0, "file/exists", "there is a file of that name, and it is kept"});
  else
    console.report({path, 0, 0, "file/unwritable", std::strerror(failure)});
  return exit_bad_input;
}

int run_init(const std::string& path, Console& console) {
  const std::string_view model = starter_model();
  if (path.empty() || path == "-") {
    Output output;
    output.write(model);
    return output.finish(console);
  }
  std::FILE* file = std::fopen(path.c_str(), "wbx");  // x: never over somebody's model
  if (file == nullptr) return fail(path, console);
  const bool written = std::fwrite(model.data(), 1, model.size(), file) == model.size();
  if (std::fclose(file) != 0 || !written) return fail(path, console);
  console.say(fmt::format("wrote {0}; bantam describe {0} explains it", path));
  return exit_ok;
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
