// Growth: how the cost of a batch and of a compilation grows with what there is.
#include "bench/lines.hpp"
#include "bench/stream.hpp"

namespace bench {
namespace {

/// One world, scored on one thread in lead order.
void add_batch(const Options& options, const std::string& name, const ScoringModel& tables,
               const Workload& workload, Report& report) {
  const bantam::Model model = compiled(tables);
  const bantam::LeadColumns leads = lead_columns(workload);
  const bantam::ActivityColumns activities = in_lead_order(workload);
  const auto score = [&] {
    auto scores = score_batch(model, leads, activities, as_of);
    if (!scores) fail(name + ": " + to_text(scores.error()));
    return *std::move(scores);
  };
  if (const std::string wrong = difference(score(), expected_scores(tables, workload));
      !wrong.empty())
    fail(name + ": " + wrong);
  const std::vector<Timing> timings = time_in_turns(
      {[&] { return std::any(stream_sum(workload)); }, [&] { return std::any(score()); }},
      options.runs);
  const Timing each = timings[1].each(static_cast<double>(workload.activities.size()));
  const std::string note = std::to_string(leads.rows) + " leads, " +
                           std::to_string(workload.activities.size()) + " activities, " +
                           std::to_string(tables.rule_count()) + " rules";
  report.times.push_back({"growth of a batch",
                          name,
                          "activity",
                          each,
                          timings[1].median_ns / timings[0].median_ns,
                          {},
                          note});
}

}  // namespace

void growth_lines(const World& world, Report& report) {
  const std::size_t base = world.workload.leads.size() / 10;
  if (base < 10) return;
  const auto add = [&](const char* name, std::size_t leads, std::size_t activities_times,
                       std::size_t rules_times) {
    add_batch(world.options, name, scoring_model(rules_times),
              make_workload(leads, activities_times), report);
  };
  add("a tenth", base / 10, 1, 1);
  add("base", base, 1, 1);
  add_batch(world.options, "leads x 10", world.tables, world.workload, report);
  add("activities x 10", base, 10, 1);
  add("rules x 10", base, 1, 10);
}

void compile_lines(const World& world, Report& report) {
  for (const std::size_t copies : {1U, 20U}) {
    const ScoringModel tables = scoring_model(copies);
    const std::string document = to_document(tables);
    compiled(tables);
    const Timing timing =
        time_alone([&] { return std::any(bantam::compile(document)); }, world.options.runs)
            .each(1e6);
    report.figures.push_back({"compile", std::to_string(tables.rule_count()) + " rules",
                              timing.median_ns, "ms",
                              std::to_string(document.size() / 1024) + " KiB of JSON"});
  }
}

}  // namespace bench
