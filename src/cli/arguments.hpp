// Arguments: what the subcommands have in common on the command line.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "bantam/timestamp.hpp"
#include "console.hpp"
#include "erased_leads.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace bantam::cli {

enum class Format { ndjson, table, csv };

/// What the subcommands that read a log and a table of leads are given.
struct Arguments {
  std::string model;
  std::string events;  ///< empty: none
  std::string leads;   ///< empty: none
  std::string id_column = "lead";
  std::optional<Timestamp> as_of;
  bool arrival = false;
  bool keep_going = false;
  bool notices = false;
  bool require_ids = false;
  ErasedFiles erased;
};

/// A subcommand adds itself to `app`; when it is the one chosen, `chosen` runs it and gives the
/// exit code.
using Chosen = std::function<int()>;

void add_model_option(CLI::App& command, Arguments& arguments);
CLI::Option* add_events_option(CLI::App& command, Arguments& arguments);
CLI::Option* add_leads_options(CLI::App& command, Arguments& arguments);
/// `--as-of`, of which `what` says what it is for.
void add_moment_option(CLI::App& command, std::optional<Timestamp>& moment,
                       const std::string& what);
void add_as_of_option(CLI::App& command, Arguments& arguments);
/// What to do about bad lines and rows.
void add_strictness_flags(CLI::App& command, Arguments& arguments);
/// The same, and how a log is replayed.
void add_reading_flags(CLI::App& command, Arguments& arguments);
/// Throws CLI::ValidationError when two inputs want standard input, or nothing says what to score
/// or when.
void check_arguments(const Arguments& arguments);
CLI::Option* add_format_option(CLI::App& command, Format& format);

/// The subcommands, each in a file of its name.
void add_check(CLI::App& app, Chosen& chosen, Console& console);
void add_describe(CLI::App& app, Chosen& chosen, Console& console);
void add_replay(CLI::App& app, Chosen& chosen, Console& console);
void add_score(CLI::App& app, Chosen& chosen, Console& console);
void add_rank(CLI::App& app, Chosen& chosen, Console& console);
void add_erase(CLI::App& app, Chosen& chosen, Console& console);
void add_explain(CLI::App& app, Chosen& chosen, Console& console);
void add_next(CLI::App& app, Chosen& chosen, Console& console);
void add_funnel(CLI::App& app, Chosen& chosen, Console& console);
void add_init(CLI::App& app, Chosen& chosen, Console& console);
void add_backtest(CLI::App& app, Chosen& chosen, Console& console);
void add_compare(CLI::App& app, Chosen& chosen, Console& console);
void add_learn(CLI::App& app, Chosen& chosen, Console& console);

}  // namespace bantam::cli
