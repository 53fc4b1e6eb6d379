// bantam check: what is wrong, or doubtful, in a model.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <string>

#include "arguments.hpp"
#include "input.hpp"
#include "model_file.hpp"
#include "output.hpp"

namespace bantam::cli {

namespace {

struct CheckArguments {
  std::string model;
  CompileOptions options;
};

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

int run_check(const CheckArguments& arguments, Console& console) {
  const std::string& path = arguments.model;
  const std::optional<CompileReport> report = compile_file(path, console, arguments.options);
  if (!report) return exit_bad_input;
  Output output;
  std::size_t errors = 0;
  for (const Diagnostic& diagnostic : report->diagnostics) {
    if (diagnostic.severity == Severity::error) ++errors;
    output.write_line(to_text(finding_of(diagnostic, name_of(path)), output.terminal()));
  }
  const std::size_t warnings = report->diagnostics.size() - errors;
  if (!report->model) {
    output.write_line(fmt::format("{}: {}, {}", name_of(path), counted(errors, "error"),
                                  counted(warnings, "warning")));
    output.finish(console);
    return exit_bad_input;
  }
  const Model& model = *report->model;
  output.write_line(fmt::format(
      "{}: {}: `{}` {}, {}, {}, {}, fingerprint {}", name_of(path),
      in_colour(output.terminal(), Colour::green, "ok"), model.name(), model.version(),
      counted(model.scores().size(), "score"), counted(model.rules().size(), "rule"),
      counted(warnings, "warning"), to_text(model.fingerprint())));
  return output.finish(console);
}

}  // namespace

void add_check(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* command = app.add_subcommand("check", "Say what is wrong, or doubtful, in a model");
  command->add_option("model", arguments->model, "the model, a JSON file; - is standard input")
      ->required()
      ->type_name("MODEL");
  command->add_flag_callback(
      "--strict", [arguments] { arguments->options.warnings = Warnings::refuse; },
      "take warnings for errors");
  command
      ->add_option("--sensitive", arguments->options.sensitive_names,
                   "words that make a name sensitive, instead of the usual ones")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAMES");
  command->footer(
      "Prints a line for each finding, FILE:LINE:COLUMN: error CODE: MESSAGE, and the same with\n"
      "`warning`. The exit code is 1 when there is an error; warnings alone give 0 without --strict.\n"
      "\n"
      "Examples:\n"
      "  bantam check model.json\n"
      "  bantam check model.json --strict\n"
      "  bantam init | bantam check -");
  command->callback([&chosen, &console, arguments] {
    chosen = [&console, arguments] { return run_check(*arguments, console); };
  });
}

}  // namespace bantam::cli
