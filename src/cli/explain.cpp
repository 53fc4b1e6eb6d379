// bantam explain: why one lead stands where it stands, and what is missing.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <string>

#include "arguments.hpp"
#include "bantam/json.hpp"
#include "bantam/subject.hpp"
#include "bantam/text.hpp"
#include "missing_json.hpp"
#include "output.hpp"
#include "report_file.hpp"
#include "scored_leads.hpp"
#include "utf8.hpp"

namespace bantam::cli {

namespace {

struct ExplainArguments {
  Arguments common;
  std::string lead;
  bool json = false;
  bool for_subject = false;
  std::string contact;
  std::string html;
};

std::string move_text(const Move& move) {
  std::string text = fmt::format("  {}  {} -> {} ({}", to_text(move.at), to_text(move.from),
                                 to_text(move.to), to_text(move.trigger));
  if (move.reason) text += fmt::format(", {}", printable(*move.reason));
  if (move.by) text += fmt::format(", by {}", printable(*move.by));
  return text + (move.suppressed ? "), not scored\n" : fmt::format("), total {}\n", to_text(move.total)));
}

/// The moves and alerts of a lead, oldest first.
std::string history_text(const ReplayedLead& lead) {
  if (lead.moves.empty() && lead.alerts.empty()) return {};
  std::string text = "\nhistory\n";
  auto alert = lead.alerts.begin();
  // At one moment the alert comes first: no stay is breached when it has just begun.
  const auto alerts_until = [&](Timestamp at) {
    for (; alert != lead.alerts.end() && alert->at <= at; ++alert)
      text += fmt::format("  {}  SLA of {} breached, due {}\n", to_text(alert->at),
                          to_text(alert->stage), to_text(alert->due));
  };
  for (const Move& move : lead.moves) {
    alerts_until(move.at);
    text += move_text(move);
  }
  alerts_until(timestamp_end);
  return text;
}

/// What the person behind the lead is told.
int write_for_subject(const ExplainArguments& arguments, const ScoredLeads& scored,
                      const LeadState& state, Console& console) {
  const Result<SubjectReport> report =
      subject_report(scored.model, state, scored.as_of, arguments.contact);
  if (!report) {
    console.report(finding_of(report.error(), "decision", 0));
    return exit_bad_input;
  }
  if (!arguments.html.empty()) {
    const int written =
        write_report(arguments.html, to_html(*report, {scored.model.name(), {}, {}}), console);
    if (written != exit_ok) return written;
  }
  Output output;
  output.write(to_text(*report));
  return output.finish(console);
}

int run_explain(const ExplainArguments& arguments, Console& console) {
  const auto wanted = [&](const std::string& lead) { return lead == arguments.lead; };
  const std::optional<ScoredLeads> scored = score_leads(arguments.common, console, wanted);
  if (!scored) return exit_bad_input;
  const auto found = scored->leads.find(arguments.lead);
  if (found == scored->leads.end()) {
    const std::string& file = arguments.common.leads.empty() ? arguments.common.events
                                                             : arguments.common.leads;
    console.report({file, 0, 0, "lead/unknown", "nothing is known of this lead at that moment"});
    return exit_bad_input;
  }
  const ReplayedLead& lead = found->second;
  if (arguments.for_subject) return write_for_subject(arguments, *scored, lead.state, console);
  const Result<Explanation> explanation = explain(scored->model, lead.state, scored->as_of);
  const Result<WhatIsMissing> missing = what_is_missing(scored->model, lead.state);
  if (!explanation || !missing) {
    console.report(finding_of(explanation ? missing.error() : explanation.error(), "decision", 0));
    return exit_bad_input;
  }
  Output output;
  if (arguments.json) {
    output.write_line(fmt::format(R"({{"explanation":{},"missing":{}}})",
                                  explanation_to_json(*explanation), missing_to_json(*missing)));
  } else {
    output.write(to_text(*explanation));
    output.write(history_text(lead));
    output.write("\n");
    output.write(to_text(*missing));
  }
  return output.finish(console);
}

void add_subject_options(CLI::App& command, ExplainArguments& arguments, CLI::Option* format) {
  CLI::Option* for_subject = command.add_flag("--for-subject", arguments.for_subject,
                                              "in plain words, for the person whose data it is");
  for_subject->excludes(format);
  command.add_option("--contact", arguments.contact, "whom that person may ask: a line at its end")
      ->needs(for_subject)
      ->type_name("TEXT");
  command.add_option("--html", arguments.html, "also as a page, for that person")
      ->needs(for_subject)
      ->type_name("FILE");
}

}  // namespace

void add_explain(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<ExplainArguments>();
  CLI::App* command =
      app.add_subcommand("explain", "Explain one lead's total, and say what is missing");
  add_model_option(*command, arguments->common);
  add_events_option(*command, arguments->common);
  add_leads_options(*command, arguments->common);
  command->add_option("--lead", arguments->lead, "the lead's id")->required()->type_name("ID");
  add_as_of_option(*command, arguments->common);
  CLI::Option* format = command->add_option_function<std::string>(
      "-f,--format", [arguments](const std::string& name) { arguments->json = name == "json"; },
      "how to print it");
  format->check(CLI::IsMember({"text", "json"}))->default_str("text")->type_name("FORMAT");
  add_subject_options(*command, *arguments, format);
  add_reading_flags(*command, arguments->common);
  command->footer(
      "The lines of a score add up to it, exactly. What is missing for the next stage comes last;\n"
      "each of its single changes was tried.\n"
      "\n"
      "Examples:\n"
      "  bantam explain --model model.json --events events.ndjson --lead L1\n"
      "  bantam explain --model model.json --leads leads.csv --lead L1 --as-of 2026-11-21T00:00:00Z\n"
      "  bantam explain --model model.json --events events.ndjson --lead L1 --format json\n"
      "  bantam explain --model model.json --events events.ndjson --lead L1 --for-subject\n"
      "      --contact 'privacy@example.com'");
  command->callback([&chosen, &console, arguments] {
    check_arguments(arguments->common);
    chosen = [&console, arguments] { return run_explain(*arguments, console); };
  });
}

}  // namespace bantam::cli
