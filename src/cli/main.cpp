// bantam: scores and qualifies leads from the command line.
//
// Nothing here but the choice of a subcommand; each has a file of its name.
#include <CLI/CLI.hpp>

#include <csignal>
#include <exception>
#include <iostream>
#include <new>

#include "arguments.hpp"
#include "console.hpp"
#include "terminal.hpp"

namespace {

using namespace bantam::cli;

int run(int argc, char** argv) {
  Console console;
  Chosen chosen;
  CLI::App app{
      "Scores leads with a model, moves them from stage to stage, and says why.\n"
      "A model is a JSON file (bantam init makes one); events are one JSON object a line.",
      "bantam"};
  app.set_version_flag("--version", "bantam " BANTAM_VERSION);
  app.require_subcommand(1);
  add_check(app, chosen, console);
  add_describe(app, chosen, console);
  add_replay(app, chosen, console);
  add_score(app, chosen, console);
  add_rank(app, chosen, console);
  add_erase(app, chosen, console);
  add_explain(app, chosen, console);
  add_next(app, chosen, console);
  add_backtest(app, chosen, console);
  add_compare(app, chosen, console);
  add_learn(app, chosen, console);
  add_funnel(app, chosen, console);
  add_init(app, chosen, console);
  app.footer(
      "bantam COMMAND --help explains a command and gives examples.\n"
      "Exit codes: 0 done, 1 bad input or output failed, 2 wrong usage.\n"
      "Colours and progress are for terminals only; NO_COLOR turns colours off.\n"
      "\n"
      "Examples:\n"
      "  bantam init --out model.json\n"
      "  bantam check model.json\n"
      "  bantam replay --model model.json --events events.ndjson --format table\n"
      "  bantam explain --model model.json --events events.ndjson --lead L1");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& refusal) {
    const int code = app.exit(refusal);
    std::cout.flush();
    if (!std::cout) return exit_bad_input;
    return code == 0 ? exit_ok : exit_usage;
  }
  return chosen();
}

}  // namespace

int main(int argc, char** argv) {
  claim_standard_streams();
  std::signal(SIGPIPE, SIG_IGN);  // a reader that left is an error of a write, see Output
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("bantam: error memory/exhausted: out of memory\n", stderr);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "bantam: error internal: %s\n", failure.what());
  }
  return exit_bad_input;
}
