// bantam describe: a model as a sales manager reads it.
#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "arguments.hpp"
#include "bantam/text.hpp"
#include "model_file.hpp"
#include "output.hpp"

namespace bantam::cli {

namespace {

int run_describe(const std::string& path, Console& console) {
  const std::optional<Model> model = load_model(path, console);
  if (!model) return exit_bad_input;
  Output output;
  output.write(describe(*model));
  return output.finish(console);
}

}  // namespace

void add_describe(CLI::App& app, Chosen& chosen, Console& console) {
  auto path = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("describe", "Print a model as sentences and tables for people");
  command->add_option("model", *path, "the model, a JSON file; - is standard input")
      ->required()
      ->type_name("MODEL");
  command->footer(
      "The text is Markdown.\n"
      "\n"
      "Examples:\n"
      "  bantam describe model.json\n"
      "  bantam describe model.json > model.md");
  command->callback([&chosen, &console, path] {
    chosen = [&console, path] { return run_describe(*path, console); };
  });
}

}  // namespace bantam::cli
