// bantam erase: a log without a lead, and the tombstone that stands for the lead.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <string>

#include "arguments.hpp"
#include "bantam/json.hpp"
#include "csv_log.hpp"
#include "output.hpp"

namespace bantam::cli {

namespace {

struct EraseArguments {
  std::string events;
  std::string lead;
  ErasedFiles erased;
};

/// Adds the lead's tombstone to the file, which is made where there is none.
bool bury(const EraseArguments& arguments, ErasureKey key, Console& console) {
  const std::string tombstone =
      to_text(tombstone_of(key, arguments.erased.tenant, arguments.lead)) + "\n";
  std::FILE* file = std::fopen(arguments.erased.tombstones.c_str(), "ab");
  const bool written =
      file && std::fwrite(tombstone.data(), 1, tombstone.size(), file) == tombstone.size();
  if (file && std::fclose(file) == 0 && written) return true;
  console.report(
      {arguments.erased.tombstones, 0, 0, "file/unwritable", "the tombstone cannot be added"});
  return false;
}

/// Writes the lines that are not the lead's, as they are.
bool filter(const EraseArguments& arguments, Input& input, Output& output, Console& console) {
  const Limits limits;
  Line line;
  while (output.good() && input.read_line(line, limits.record_bytes)) {
    if (line.text.find_first_not_of(" \t") != std::string::npos) {
      const Result<Event> event = event_from_json(line.text, limits);
      if (!event) {
        console.report(finding_of(event.error(), input.name(), line.number));
        return false;
      }
      if (event->lead == arguments.lead) continue;
    }
    output.write(line.text);
    output.write(line.end);
  }
  return !input.report_failure(console);
}

int run_erase(const EraseArguments& arguments, Console& console) {
  const std::optional<ErasureKey> key = read_erasure_key(arguments.erased.key, console);
  if (!key) return exit_bad_input;
  std::optional<Input> input = Input::open(arguments.events, Passes::one, console);
  if (!input) return exit_bad_input;
  if (is_csv_header(input->peek_line())) {
    console.report({input->name(), 1, 1, "log/csv", "only a log of JSON lines is erased from"});
    return exit_bad_input;
  }
  Output output;
  // The tombstone first: with it and the old log, the lead is gone; without it, it might come back.
  if (!bury(arguments, *key, console)) return exit_bad_input;
  if (!filter(arguments, *input, output, console)) return exit_bad_input;
  return output.finish(console);
}

}  // namespace

void add_erase(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<EraseArguments>();
  CLI::App* command = app.add_subcommand("erase", "Write a log without a lead, and its tombstone");
  command
      ->add_option("-e,--events", arguments->events,
                   "the log, one JSON object a line; - is standard input")
      ->required()
      ->type_name("FILE");
  command->add_option("--lead", arguments->lead, "the lead's id")->required()->type_name("ID");
  add_erased_options(*command, arguments->erased);
  command->get_option("--tombstones")->required();
  command->footer(
      "Prints the log without the lines of the lead, and adds a tombstone to the file of "
      "tombstones.\n"
      "With --tombstones, every other command that reads a log refuses whatever an old one says of "
      "the\n"
      "lead. The key is 32 hexadecimal digits, drawn by lot once and kept apart:\n"
      "openssl rand -hex 16 > erasure.key\n"
      "docs/people.md says what else there is to erase.\n"
      "\n"
      "Examples:\n"
      "  bantam erase --events events.ndjson --lead L1 --tombstones erased.txt \\\n"
      "      --erasure-key erasure.key > rest.ndjson && mv rest.ndjson events.ndjson\n"
      "  bantam replay --model model.json --events old.ndjson --tombstones erased.txt \\\n"
      "      --erasure-key erasure.key");
  command->callback([&chosen, &console, arguments] {
    chosen = [&console, arguments] { return run_erase(*arguments, console); };
  });
}

}  // namespace bantam::cli
