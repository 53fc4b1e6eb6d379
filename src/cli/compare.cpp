// bantam compare: two models on the same log, as of the same moments.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "arguments.hpp"
#include "backtest_leads.hpp"
#include "bantam/compare.hpp"
#include "bantam/json.hpp"
#include "bantam/report.hpp"
#include "bantam/threshold.hpp"
#include "capacity_option.hpp"
#include "compare_report.hpp"
#include "judging_options.hpp"
#include "model_file.hpp"
#include "output.hpp"
#include "report_file.hpp"

namespace bantam::cli {

namespace {

struct CompareArguments {
  std::string a;
  std::string b;
  JudgingFiles files;
  CompareOptions options;
  std::size_t names = 20;
  Format format = Format::table;
  std::string html;  ///< empty: no page
  bool with_ids = false;
};

/// A model and the threshold that its document says.
struct Candidate {
  Model model;
  std::optional<double> threshold;
};

std::optional<Candidate> load(const std::string& path, Console& console) {
  const std::optional<std::string> document = read_model_text(path, console);
  if (!document) return std::nullopt;
  return Candidate{*compile(*document).model, thresholds(*document).promote};
}

std::string name_in_words(const Model& model, const std::string& path) {
  return model.version().empty() ? model.name() + " (" + path + ")"
                                 : model.name() + " " + model.version() + " (" + path + ")";
}

void print(const CompareReport& report, const Compared& compared, const CompareArguments& arguments,
           Output& output) {
  switch (arguments.format) {
    case Format::table:
      return print_compare(report, compared, arguments.names, output);
    case Format::csv:
      return print_compare_rows(report, compared, output);
    case Format::ndjson:
      for (const std::string& line : compare_to_json(report, compared.leads))
        output.write_line(line);
  }
}

int write_page(const CompareReport& report, const Compared& compared, const std::string& note,
               const CompareArguments& arguments, Console& console) {
  if (arguments.html.empty()) return exit_ok;
  const JudgingFiles& files = arguments.files;
  const ReportHead head{"A and B on the same leads", note,
                        report_foot("compare", {arguments.a, arguments.b, files.events, files.leads,
                                                files.outcomes})};
  const std::vector<std::string> none;
  return write_report(arguments.html,
                      to_html(report, head, arguments.with_ids ? compared.leads : none), console);
}

int run_compare(const CompareArguments& arguments, Console& console) {
  const std::optional<Candidate> a = load(arguments.a, console);
  const std::optional<Candidate> b = load(arguments.b, console);
  if (!a || !b) return exit_bad_input;
  std::optional<Cases> cases = read_cases(a->model, arguments.files, console);
  if (!cases || !leave_out_suppressed(b->model, *cases, console)) return exit_bad_input;
  const std::optional<BacktestLeads> leads_a = backtest_leads(a->model, *cases, "", console);
  if (!leads_a) return exit_bad_input;
  const std::optional<BacktestLeads> leads_b = backtest_leads(b->model, *cases, "", console);
  if (!leads_b) return exit_bad_input;
  CompareOptions options = arguments.options;
  options.threshold_a = a->threshold;
  options.threshold_b = b->threshold;
  const Result<CompareReport> report = compare(*leads_a, *leads_b, options);
  if (!report) {
    console.report(finding_of(report.error(), "compare", 0));
    return exit_bad_input;
  }
  Compared compared{name_in_words(a->model, arguments.a),
                    name_in_words(b->model, arguments.b),
                    judging_text(arguments.files, *cases),
                    {}};
  for (const LeadCase& one : cases->leads) compared.leads.push_back(one.lead);
  console.clear_progress();
  const std::string note =
      fmt::format("A is {}, B is {}. {}", name_in_words(a->model, file_name(arguments.a)),
                  name_in_words(b->model, file_name(arguments.b)), compared.what);
  if (const int failed = write_page(*report, compared, note, arguments, console)) return failed;
  Output output;
  print(*report, compared, arguments, output);
  return output.finish(console);
}

constexpr const char* compare_footer =
    "Both models judge each lead as it stood at its moment, with nothing later visible. MQL is who "
    "had\n"
    "been promoted by then under the model's own stages; a person's command is refused where B has "
    "not\n"
    "brought the lead so far. What the log says became of leads is read with A. Points of two "
    "models need not be\n"
    "of one unit, so changes are ordered by a lead's place among the others. Without outcomes the\n"
    "changes are shown and nothing is judged. docs/backtest.md says what each figure means.\n"
    "\n"
    "Examples:\n"
    "  bantam compare model.json next.json --events events.ndjson --after 14d\n"
    "  bantam compare model.json next.json --events events.ndjson --as-of 2026-11-21T00:00:00Z\n"
    "  bantam compare model.json next.json --events events.ndjson --after 14d --capacity 40/week";

}  // namespace

void add_compare(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<CompareArguments>();
  CLI::App* command =
      app.add_subcommand("compare", "Compare two models on the same leads as of the same moments");
  command->add_option("A", arguments->a, "the model in use, a JSON file")
      ->required()
      ->type_name("FILE");
  command->add_option("B", arguments->b, "the other model")->required()->type_name("FILE");
  add_judging_options(*command, arguments->files);
  add_capacity_option(*command, arguments->options.backtest.capacity);
  command
      ->add_option("--largest", arguments->options.largest,
                   "show so many leads whose place changes most")
      ->capture_default_str()
      ->type_name("N");
  command->add_option("--names", arguments->names, "name so many leads that become MQL or drop")
      ->capture_default_str()
      ->type_name("N");
  command
      ->add_option("--seed", arguments->options.backtest.seed,
                   "of the drawn leads that intervals come from")
      ->capture_default_str()
      ->type_name("N");
  add_format_option(*command, arguments->format);
  add_html_option(*command, arguments->html);
  add_with_ids_flag(*command, arguments->with_ids);
  command->footer(compare_footer);
  command->callback([&chosen, &console, arguments] {
    check_judging(arguments->files);
    chosen = [&console, arguments] { return run_compare(*arguments, console); };
  });
}

}  // namespace bantam::cli
