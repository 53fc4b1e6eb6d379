// Retune: each number of points in the document is a rule of its own to the library.
#include "retune.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "bantam/explanation.hpp"
#include "bantam/learn.hpp"
#include "bantam/report.hpp"
#include "bantam/text.hpp"
#include "csv.hpp"
#include "learn_report.hpp"
#include "model_file.hpp"
#include "new_file.hpp"
#include "output.hpp"
#include "report_file.hpp"
#include "table.hpp"

namespace bantam::cli {

namespace {

constexpr double hundred = 100;  // what points that are not whole are tuned in: percent of the old

bool is_whole(double points) { return points == std::floor(points); }

/// The points of a document that can be tuned: 0 has no sign to keep, and stays.
std::vector<WrittenPoints> tunable(const std::string& document) {
  std::vector<WrittenPoints> places = written_points(document);
  places.erase(std::remove_if(places.begin(), places.end(),
                              [](const WrittenPoints& place) { return place.points == 0; }),
               places.end());
  return places;
}

/// What each place was worth to each lead.
struct Worths {
  std::vector<std::vector<double>> of;  ///< by place, then by lead
  std::size_t cut = 0;                  ///< leads whose points a bound of a group or score cut
};

/// The place that gave a rule's points.
std::size_t place_of(const RuleLine& line, const std::vector<WrittenPoints>& places,
                     const std::vector<std::size_t>& own) {
  std::size_t found = places.size();
  for (const std::size_t p : own) {
    if (places[p].why != line.why) continue;
    found = p;
    if (line.why.empty() || places[p].points == line.points.nearest_double()) break;
  }
  return found;
}

std::optional<Worths> worths_of(const LearnInput& input, const std::vector<WrittenPoints>& places,
                                Console& console) {
  std::map<std::string, std::vector<std::size_t>> of_rule;
  for (std::size_t p = 0; p < places.size(); ++p) of_rule[places[p].rule].push_back(p);
  Worths worths;
  worths.of.assign(places.size(), std::vector<double>(input.judged.size(), 0.0));
  for (std::size_t i = 0; i < input.judged.size(); ++i) {
    const Result<Explanation> explanation =
        explain(*input.model, input.judged[i].state, input.judged[i].at);
    if (!explanation) {
      console.report(finding_of(explanation.error(), "judging", 0));
      return std::nullopt;
    }
    for (const RuleLine& line : explanation->rules) {
      const auto own = of_rule.find(line.rule);
      if (line.points == Points{} || own == of_rule.end()) continue;
      const std::size_t place = place_of(line, places, own->second);
      if (place < places.size()) worths.of[place][i] = line.points.nearest_double();
    }
    const auto cut = [](const auto& line) { return line.clamp != Points{}; };
    worths.cut += std::any_of(explanation->groups.begin(), explanation->groups.end(), cut) ||
                  std::any_of(explanation->scores.begin(), explanation->scores.end(), cut);
  }
  return worths;
}

std::vector<RuleFirings> firings_of(const std::vector<WrittenPoints>& places, const Worths& worths,
                                    const std::vector<std::string>& keep) {
  std::vector<RuleFirings> firings;
  for (std::size_t p = 0; p < places.size(); ++p) {
    RuleFirings firing;
    firing.id = places[p].rule;
    firing.level = places[p].level;
    firing.worth = worths.of[p];
    firing.points = is_whole(places[p].points) ? places[p].points : hundred;
    firing.most = std::max(50.0, 10 * std::abs(firing.points));
    firing.least = -firing.most;
    firing.fixed = std::find(keep.begin(), keep.end(), firing.id) != keep.end();
    firings.push_back(firing);
  }
  return firings;
}

/// From percent of the old points back to points.
void to_points(RetuneReport& report, const std::vector<WrittenPoints>& places) {
  for (std::size_t p = 0; p < places.size(); ++p) {
    if (is_whole(places[p].points)) continue;
    RetunedRule& rule = report.rules[p];
    const double unit = places[p].points / hundred;
    rule.old_points = places[p].points;
    rule.points = std::round(rule.points * unit * 1000) / 1000;
    rule.error *= std::abs(unit);
  }
}

void print_side_by_side(const RetuneReport& report, const LearnInput& input,
                        const std::string& threshold, Output& output) {
  const auto won = static_cast<std::size_t>(std::count(input.won.begin(), input.won.end(), 1));
  output.write_line(fmt::format("leads      {}, of which {} won ({})", input.won.size(), won,
                                percent(won, input.won.size())));
  for (const std::string& remark : input.remarks) write_wrapped("read       ", remark, output);
  if (!threshold.empty()) write_wrapped("threshold  ", threshold, output);
  output.write_line("");
  print_validations({{"old points", report.before}, {"new points", report.after}}, output);
  output.write_line("");
  std::vector<std::vector<std::string>> rows;
  std::string before;
  for (const RetunedRule& rule : report.rules) {
    const bool told = rule.id == before;
    before = rule.id;
    rows.push_back({told ? "" : rule.id, rule.level, signed_points(rule.old_points),
                    signed_points(rule.points),
                    rule.error > 0 ? fmt::format("{:.1f}", rule.error) : "–",
                    std::to_string(rule.fired)});
  }
  using Side = Column::Side;
  print_table({{"rule", Side::left, Column::Fit::may_be_cut},
               {"values", Side::left, Column::Fit::may_be_cut},
               {"old", Side::point},
               {"new", Side::point},
               {"error", Side::point},
               {"leads", Side::right}},
              std::move(rows), output);
  print_warnings(report.warnings, output);
}

void print_csv(const RetuneReport& report, Output& output) {
  output.write("rule,values,old_points,points,error,leads\r\n");
  for (const RetunedRule& rule : report.rules)
    output.write(fmt::format("{},{},{},{},{:.3f},{}\r\n", csv_text(rule.id), csv_text(rule.level),
                             rule.old_points, rule.points, rule.error, rule.fired));
}

void print(const RetuneReport& report, const LearnInput& input, const std::string& threshold,
           Format format, Output& output) {
  switch (format) {
    case Format::table:
      return print_side_by_side(report, input, threshold, output);
    case Format::ndjson:
      return output.write_line(retune_report_to_json(report));
    case Format::csv:
      return print_csv(report, output);
  }
}

bool rules_known(const RetuneRequest& request, const Model& model, Console& console) {
  std::vector<std::string_view> ids;
  const std::vector<RuleSummary> rules = model.rules();
  for (const RuleSummary& rule : rules) ids.push_back(rule.id);
  for (const std::string& id : request.keep) {
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    console.report({"--keep", 0, 0, "learn/unknown_rule",
                    fmt::format("the model has no rule `{}`", id), nearest_help(id, ids)});
    return false;
  }
  return true;
}

}  // namespace

int run_retune(const RetuneRequest& request, Console& console) {
  const std::optional<std::string> document = read_model_text(request.model, console);
  if (!document) return exit_bad_input;
  LearnFiles files = request.files;
  files.candidates = false;
  const std::optional<LearnInput> input = read_learn_input(files, *document, console);
  if (!input || !rules_known(request, *input->model, console)) return exit_bad_input;
  if (request.capacity && !capacity_fits(*request.capacity, *input, console)) return exit_bad_input;
  const std::vector<WrittenPoints> places = tunable(*document);
  const std::optional<Worths> worths = worths_of(*input, places, console);
  if (!worths) return exit_bad_input;
  RetuneOptions options;
  options.seed = request.seed;
  Result<RetuneReport> report =
      retune(firings_of(places, *worths, request.keep), input->table(), options);
  if (!report) {
    console.report(
        {request.model, 0, 0, std::string(to_text(report.error().code)), report.error().message});
    return exit_bad_input;
  }
  to_points(*report, places);
  if (worths->cut > 0)
    report->warnings.push_back(
        {"retune/bounds", "",
         fmt::format("bounds of groups or scores cut the points of {} leads; "
                     "the figures are of the rules before them",
                     worths->cut),
         false});
  std::vector<double> points;
  for (const RetunedRule& rule : report->rules) points.push_back(rule.points);
  const std::string retuned = with_points(*document, places, points);
  const auto proposal = propose_threshold(*input, *document, retuned, request.capacity, console);
  const std::string threshold = proposal ? proposal->words : "";
  if (!request.html.empty()) {
    const ReportHead head{
        input->model->name(),
        {},
        report_foot("learn --retune", {request.model, files.leads, files.events, files.outcomes})};
    if (const int failed = write_report(request.html, to_html(*report, head), console))
      return failed;
  }
  if (request.out == "-") {
    if (!threshold.empty()) console.say(threshold);
  } else {
    Output output;
    print(*report, *input, threshold, request.format, output);
    if (const int code = output.finish(console); code != exit_ok || request.out.empty())
      return code;
  }
  return write_new_file(request.out, retuned, console);
}

}  // namespace bantam::cli
