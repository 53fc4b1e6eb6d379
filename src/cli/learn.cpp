// bantam learn: from leads with outcomes to a model that a person can read, edit and sign.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "attribute_wishes.hpp"
#include "bantam/explanation.hpp"
#include "bantam/report.hpp"
#include "bantam/text.hpp"
#include "bantam/threshold.hpp"
#include "capacity_option.hpp"
#include "input.hpp"
#include "judging_options.hpp"
#include "learn_input.hpp"
#include "learn_report.hpp"
#include "model_file.hpp"
#include "new_file.hpp"
#include "output.hpp"
#include "report_file.hpp"
#include "retune.hpp"
#include "threshold_proposal.hpp"

namespace bantam::cli {

namespace {

struct LearnArguments {
  LearnFiles files;
  std::string model;   ///< to learn into
  std::string retune;  ///< the model whose points are chosen
  std::string out;     ///< empty: no document is written
  std::string html;    ///< empty: no page
  std::string score;
  std::size_t choose = 1;
  AttributeNames names;
  std::vector<std::string> sensitive, keep;
  bool sensitive_given = false;
  std::optional<Capacity> capacity;
  LearnOptions options;
  Format format = Format::table;
};

/// What the kept rules give each lead.
std::optional<std::vector<double>> kept_points(const LearnInput& input,
                                               const std::vector<std::string>& kept,
                                               Console& console) {
  std::vector<double> points;
  for (const JudgedLead& lead : input.judged) {
    const Result<Explanation> explanation = explain(*input.model, lead.state, lead.at);
    if (!explanation) {
      console.report(finding_of(explanation.error(), "judging", 0));
      return std::nullopt;
    }
    double sum = 0;
    for (const RuleLine& rule : explanation->rules)
      for (const std::string& id : kept)
        if (rule.rule == id) sum += rule.points.nearest_double();
    points.push_back(sum);
  }
  return points;
}

/// The score that learned rules add to, and the rules that stay.
bool fit_into(const LearnArguments& arguments, const LearnInput& input, LearnOptions& options,
              Console& console) {
  std::vector<std::string_view> scores;
  const std::vector<std::string> own = input.model->scores();
  scores.assign(own.begin(), own.end());
  options.score = arguments.score.empty() ? own.front() : arguments.score;
  if (std::find(own.begin(), own.end(), options.score) == own.end()) {
    console.report({"--score", 0, 0, "learn/unknown_score",
                    fmt::format("the model has no score `{}`", options.score),
                    nearest_help(options.score, scores)});
    return false;
  }
  std::vector<std::string_view> ids;
  const std::vector<RuleSummary> rules = input.model->rules();
  for (const RuleSummary& rule : rules) ids.push_back(rule.id);
  options.kept_rules.clear();
  for (const std::string& id : arguments.keep) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
      console.report({"--keep", 0, 0, "learn/unknown_rule",
                      fmt::format("the model has no rule `{}`", id), nearest_help(id, ids)});
      return false;
    }
    options.kept_rules.push_back(id);
  }
  return true;
}

/// The document that is chosen, with the threshold that is proposed for it; empty where there is
/// none.
std::string chosen_document(const LearnArguments& arguments, const LearnInput& input,
                            const std::string& base, const LearnReport& report, LearnNotes& notes,
                            Console& console) {
  if (arguments.choose > report.models.size()) return {};
  const LearnedModel& model = report.models[arguments.choose - 1];
  std::optional<ThresholdProposal> proposal;
  if (!base.empty())
    proposal = propose_threshold(input, base, model.document, arguments.capacity, console);
  else if (arguments.capacity)
    proposal = propose_threshold(model.points, input.at, *arguments.capacity);
  if (!proposal) return model.document;
  notes.threshold = proposal->words;
  return with_thresholds(model.document, proposal->promote, proposal->demote);
}

int write_model(const LearnArguments& arguments, const LearnReport& report,
                const std::string& document, Console& console) {
  if (report.models.empty()) {
    console.say(fmt::format("{}; no model is written", report.verdict));
    return exit_ok;
  }
  if (!document.empty()) return write_new_file(arguments.out, document, console);
  console.report({"--choose", 0, 0, "learn/no_such_model",
                  report.models.size() == 1
                      ? "there is 1 model to choose from"
                      : fmt::format("there are {} models to choose from", report.models.size())});
  return exit_bad_input;
}

int write_page(const LearnArguments& arguments, const LearnInput& input, const LearnReport& report,
               Console& console) {
  if (arguments.html.empty()) return exit_ok;
  const LearnFiles& files = arguments.files;
  const ReportHead head{
      input.model ? input.model->name() : "Points for won and lost leads",
      {},
      report_foot("learn", {arguments.model, files.leads, files.events, files.outcomes})};
  return write_report(arguments.html, to_html(report, input.won, head, arguments.choose), console);
}

int run_learn(const LearnArguments& arguments, Console& console) {
  std::string document;
  if (!arguments.model.empty()) {
    std::optional<std::string> text = read_model_text(arguments.model, console);
    if (!text) return exit_bad_input;
    document = *std::move(text);
  }
  LearnFiles files = arguments.files;
  for (const std::vector<std::string>* names : {&arguments.names.use, &arguments.names.must})
    for (const std::string& name : names_in(*names, {})) files.named.push_back(name);
  const std::optional<LearnInput> input = read_learn_input(files, document, console);
  if (!input || (arguments.capacity && !capacity_fits(*arguments.capacity, *input, console)))
    return exit_bad_input;
  LearnOptions options = arguments.options;
  options.signals = input->signals;
  options.nulls = arguments.files.nulls;
  options.document = document;
  if (arguments.sensitive_given) options.sensitive_names = names_in(arguments.sensitive, {});
  if (!add_wishes(arguments.names, *input, options, console)) return exit_bad_input;
  std::vector<double> kept;
  if (!document.empty()) {
    if (!fit_into(arguments, *input, options, console)) return exit_bad_input;
    if (!options.kept_rules.empty()) {
      std::optional<std::vector<double>> points = kept_points(*input, options.kept_rules, console);
      if (!points) return exit_bad_input;
      kept = *std::move(points);
      options.fixed_points = kept;
    }
  }
  const Result<LearnReport> report = learn(input->table(), options);
  if (!report) {
    console.report({arguments.files.leads.empty() ? arguments.files.events : arguments.files.leads,
                    0, 0, std::string(to_text(report.error().code)), report.error().message});
    return exit_bad_input;
  }
  LearnNotes notes{input->remarks, {}, arguments.choose};
  const std::string chosen = chosen_document(arguments, *input, document, *report, notes, console);
  if (const int failed = write_page(arguments, *input, *report, console)) return failed;
  if (arguments.out == "-") {
    for (const std::string& line : notes.remarks) console.say(line);
    if (!notes.threshold.empty()) console.say(notes.threshold);
    return write_model(arguments, *report, chosen, console);
  }
  Output output;
  print_learned(*report, notes, arguments.format, output);
  if (const int code = output.finish(console); code != exit_ok || arguments.out.empty())
    return code;
  return write_model(arguments, *report, chosen, console);
}

void add_choices(CLI::App& command, LearnArguments& arguments) {
  LearnOptions& options = arguments.options;
  const auto count = [&](const char* option, std::size_t& value, std::size_t least,
                         std::size_t most, const char* what) {
    command.add_option(option, value, what)
        ->capture_default_str()
        ->check(CLI::Range(least, most).description(""))
        ->type_name("COUNT");
  };
  count("--rules", options.most_rules, 1, 200, "the most rules");
  count("--points", options.most_points, 1, 100000, "the most points of one rule");
  count("--levels", options.most_levels, 2, 64, "the most levels of one rule, missing apart");
  command.add_flag_callback(
      "--no-conditions", [&options] { options.conditions = false; }, "no rules under a condition");
  const auto names = [&](const char* option, std::vector<std::string>& list, const char* what) {
    command.add_option(option, list, what)->allow_extra_args(false)->type_name("NAMES");
  };
  names("--use", arguments.names.use, "attributes to use though their names are sensitive");
  names("--must", arguments.names.must, "attributes that must be used");
  names("--never", arguments.names.never, "attributes that must not be used");
  names("--rising", arguments.names.rising, "numbers whose points never fall as they grow");
  names("--falling", arguments.names.falling, "numbers whose points never rise as they grow");
  names("--positive", arguments.names.positive, "attributes that only give points");
  names("--negative", arguments.names.negative, "attributes that only take points");
  names("--sensitive", arguments.sensitive,
        "words that make a name sensitive, instead of the usual ones");
  command.add_option("--seed", options.seed, "of what is drawn by lot")
      ->capture_default_str()
      ->type_name("NUMBER");
  count("--choose", arguments.choose, 1, 100, "which of the near-equal models to write");
}

constexpr const char* footer =
    "Without --model, columns are taken for numbers, flags and texts by what stands in them. With "
    "it\n"
    "they are read as the model declares; what is learned takes the place of its rules, and all "
    "else\n"
    "of the model stays. --events adds counts and recency of activities, made from what a lead "
    "had\n"
    "done when it is judged: --after its entry, or --as-of a moment. What the log or the table "
    "say\n"
    "later is not looked at, and a table has to hold what was known then.\n"
    "Where nothing can be learned, that is said, no model is written, and the exit code is 0.\n"
    "A file that is there already is never written over.\n"
    "\n"
    "Examples:\n"
    "  bantam learn --leads leads.csv --outcome won --out model.json\n"
    "  bantam learn --leads leads.csv --outcome won --never salesperson --rising visits\n"
    "  bantam learn --events events.ndjson --after 14d --model model.json --keep 'own rule'\n"
    "  bantam learn --retune model.json --leads leads.csv --outcome won --out retuned.json";

void check(const LearnArguments& arguments) {
  const LearnFiles& files = arguments.files;
  if (files.leads.empty() && files.events.empty())
    throw CLI::ValidationError("--leads", "say what to learn from: --leads, --events, or both");
  check_files(files);
  if (files.events.empty() && files.outcome_column.empty() && files.outcomes.empty())
    throw CLI::ValidationError("--outcome", "say which column holds won or lost");
  if (!files.events.empty() && !files.after && !files.as_of)
    throw CLI::ValidationError("--after",
                               "say when leads are judged: --after 14d, or --as-of a moment");
  if (!arguments.retune.empty() && !arguments.model.empty())
    throw CLI::ValidationError("--retune", "names the model; leave --model out");
}

}  // namespace

void add_learn(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<LearnArguments>();
  CLI::App* command = app.add_subcommand("learn", "Learn points from won and lost leads");
  add_judging_options(*command, arguments->files);
  command
      ->add_option("--nulls", arguments->files.nulls,
                   "cells that count as missing, with commas between")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("TEXTS");
  command
      ->add_option("-m,--model", arguments->model, "a model to learn into: what it declares stays")
      ->type_name("FILE");
  command
      ->add_option("--score", arguments->score,
                   "the score that learned rules add to [the model's first]")
      ->type_name("NAME");
  command
      ->add_option("--keep", arguments->keep,
                   "a rule of the model that stays as it is; may be given again")
      ->allow_extra_args(false)
      ->type_name("ID");
  command
      ->add_option("--retune", arguments->retune,
                   "keep all rules of this model and choose their points")
      ->type_name("FILE");
  add_choices(*command, *arguments);
  add_capacity_option(*command, arguments->capacity);
  command->add_option("-o,--out", arguments->out, "the new model's file; - is standard output")
      ->type_name("FILE");
  add_format_option(*command, arguments->format)->description("how to print the card");
  add_html_option(*command, arguments->html);
  command->footer(footer);
  command->callback([&chosen, &console, arguments, command] {
    check(*arguments);
    arguments->files.words.open = arguments->files.nulls;
    arguments->sensitive_given = command->count("--sensitive") > 0;
    chosen = [&console, arguments] {
      if (arguments->retune.empty()) return run_learn(*arguments, console);
      RetuneRequest request{arguments->files,    arguments->retune,       arguments->out,
                            arguments->keep,     arguments->options.seed, arguments->format,
                            arguments->capacity, arguments->html};
      return run_retune(request, console);
    };
  });
}

}  // namespace bantam::cli
