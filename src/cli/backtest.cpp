// bantam backtest: what a model's points would have been worth, by what came later.
#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "arguments.hpp"
#include "backtest_leads.hpp"
#include "backtest_report.hpp"
#include "bantam/json.hpp"
#include "bantam/report.hpp"
#include "bantam/threshold.hpp"
#include "capacity_option.hpp"
#include "judging_options.hpp"
#include "model_file.hpp"
#include "output.hpp"
#include "report_file.hpp"
#include "report_leads.hpp"

namespace bantam::cli {

namespace {

struct BacktestArguments {
  std::string model;
  std::string scores;
  std::string score_column;
  std::string by;
  JudgingFiles files;
  BacktestOptions options;
  Format format = Format::table;
  std::string html;  ///< empty: no page
  bool with_ids = false;
};

/// The leads to judge, and which they are in words.
struct Material {
  BacktestLeads leads;
  std::string what;
  std::string title = "Points from elsewhere";  ///< of a page
  std::vector<ReportLead> examples = {};        ///< the same
};

std::optional<Material> judged_by_model(const BacktestArguments& arguments,
                                        BacktestOptions& options, Console& console) {
  const std::optional<std::string> document = read_model_text(arguments.model, console);
  if (!document) return std::nullopt;
  const Model model = *compile(*document).model;
  if (!options.threshold) options.threshold = thresholds(*document).promote;
  std::optional<Cases> cases = read_cases(model, arguments.files, console);
  if (!cases) return std::nullopt;
  std::optional<BacktestLeads> leads = backtest_leads(model, *cases, arguments.by, console);
  if (!leads) return std::nullopt;
  std::string what = judging_text(arguments.files, *cases);
  Material material{*std::move(leads), std::move(what), model.name()};
  if (!arguments.html.empty())
    material.examples =
        report_leads(model, *std::move(cases), material.leads, arguments.with_ids, console);
  return material;
}

std::optional<Material> from_scores(const BacktestArguments& arguments, Console& console) {
  ScoreFile file;
  file.path = arguments.scores;
  file.id_column = arguments.files.id_column;
  if (!arguments.score_column.empty()) file.score_column = arguments.score_column;
  if (!arguments.files.outcome_column.empty()) file.outcome_column = arguments.files.outcome_column;
  file.words = arguments.files.words;
  file.known_column = arguments.files.outcome_at_column;
  file.time_column = arguments.files.time_column;
  file.folds = arguments.files.folds;
  file.by = arguments.by;
  std::optional<BacktestLeads> leads = read_scores(file, console);
  if (!leads) return std::nullopt;
  std::string what = std::to_string(leads->points.size()) + " leads with points from " +
                     file_name(arguments.scores);
  return Material{*std::move(leads), std::move(what)};
}

void print(const BacktestReport& report, const BacktestArguments& arguments,
           const std::string& what, Output& output) {
  switch (arguments.format) {
    case Format::table:
      return print_backtest(report, arguments.options, what, output);
    case Format::csv:
      return print_backtest_rows(report, output);
    case Format::ndjson:
      for (const std::string& line : backtest_to_json(report)) output.write_line(line);
  }
}

int run_backtest(const BacktestArguments& arguments, Console& console) {
  BacktestOptions options = arguments.options;
  const std::optional<Material> material = arguments.scores.empty()
                                               ? judged_by_model(arguments, options, console)
                                               : from_scores(arguments, console);
  if (!material) return exit_bad_input;
  const Result<BacktestReport> report = backtest(material->leads, options);
  if (!report) {
    console.report(finding_of(report.error(), "backtest", 0));
    return exit_bad_input;
  }
  console.clear_progress();
  if (!arguments.html.empty()) {
    const JudgingFiles& files = arguments.files;
    const ReportHead head{material->title, material->what,
                          report_foot("backtest", {arguments.model, arguments.scores, files.events,
                                                   files.leads, files.outcomes})};
    if (const int failed =
            write_report(arguments.html, to_html(*report, head, material->examples), console))
      return failed;
  }
  Output output;
  print(*report, arguments, material->what, output);
  return output.finish(console);
}

void check(const BacktestArguments& arguments) {
  if (arguments.scores.empty()) {
    if (arguments.model.empty())
      throw CLI::ValidationError("--model", "say what is judged: --model, or --scores");
    if (!arguments.score_column.empty())
      throw CLI::ValidationError("--score", "it is a column of --scores");
    return check_judging(arguments.files);
  }
  const JudgingFiles& files = arguments.files;
  if (!arguments.model.empty() || !files.events.empty() || !files.leads.empty() ||
      !files.outcomes.empty() || !files.erased.tombstones.empty())
    throw CLI::ValidationError("--scores", "it stands alone: no model, log or table beside it");
  if (files.after || files.as_of || files.within)
    throw CLI::ValidationError("--scores",
                               "the points are there already: no --after, --as-of or --within");
}

constexpr const char* backtest_footer =
    "Each lead is judged as it stood at its moment: what happened or was received later is not "
    "seen.\n"
    "Leads whose outcome was known by then are left out and counted. Without --outcomes and\n"
    "--outcome the log says what became of leads: the first move to closed_won, or to closed_lost "
    "or\n"
    "disqualified. Open leads count against a capacity and for nothing else; where most leads "
    "stay\n"
    "open, say --within: who is not won by then is lost, and leads too young to tell are left "
    "out.\n"
    "Chances are judged on leads they were not made from: by --folds, else the later 30 % by "
    "time,\n"
    "else five drawn folds.\n"
    "docs/backtest.md says what each figure means.\n"
    "\n"
    "Examples:\n"
    "  bantam backtest --model model.json --events events.ndjson --after 14d\n"
    "  bantam backtest --model model.json --events events.ndjson --after 14d --within 90d "
    "--capacity 40/week\n"
    "  bantam backtest --model model.json --leads leads.csv --id 'Lead Number' --outcome Converted "
    "\\\n"
    "                  --as-of 2026-11-21T00:00:00Z --folds folds.csv\n"
    "  bantam backtest --scores scores.csv --score points --outcome won";

}  // namespace

void add_backtest(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<BacktestArguments>();
  CLI::App* command =
      app.add_subcommand("backtest", "Judge a model's points by what became of the leads");
  command->add_option("-m,--model", arguments->model, "the model, a JSON file")->type_name("FILE");
  add_judging_options(*command, arguments->files);
  command
      ->add_option("--scores", arguments->scores, "or points from elsewhere, CSV: lead, score, won")
      ->type_name("FILE");
  command
      ->add_option("--score", arguments->score_column,
                   "the column of the points in --scores [score]")
      ->type_name("COLUMN");
  command
      ->add_option("--by", arguments->by,
                   "also judge the leads of each value of an attribute, or of a column of --scores")
      ->type_name("NAME");
  add_capacity_option(*command, arguments->options.capacity);
  command
      ->add_option("--threshold", arguments->options.threshold,
                   "show what lies at so many points [the model's]")
      ->type_name("POINTS");
  command
      ->add_option("--seed", arguments->options.seed, "of the drawn leads that intervals come from")
      ->capture_default_str()
      ->type_name("N");
  add_format_option(*command, arguments->format);
  add_html_option(*command, arguments->html);
  add_with_ids_flag(*command, arguments->with_ids);
  command->footer(backtest_footer);
  command->callback([&chosen, &console, arguments] {
    check(*arguments);
    chosen = [&console, arguments] { return run_backtest(*arguments, console); };
  });
}

}  // namespace bantam::cli
