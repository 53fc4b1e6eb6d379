// bantam_bench: how fast the library is on one seeded workload, beside what memory allows and
// beside a scorer written by hand.
//
// A main of its own instead of Google Benchmark, because what matters here are ratios within one
// run: all lines of a section run in turns over the same columns, so that a busy machine slows
// them alike; their results are compared with each other, and a difference ends the program;
// memory is measured in forked children. Google Benchmark runs each case to its end before the
// next, and has no place for the rest.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <thread>

#include "bench/lines.hpp"

namespace {

bench::Report measured(const bench::World& world) {
  const bench::Options& options = world.options;
  bench::Report report;
  report.leads = world.workload.leads.size();
  report.activities = world.workload.activities.size();
  report.rules = world.tables.rule_count();
  report.runs = options.runs;
  report.machine = bench::this_machine();
  if (options.wants("stream") || options.wants("handwritten") || options.wants("bantam"))
    bench::batch_lines(world, report);
  if (options.wants("apply") || options.wants("state")) bench::apply_lines(world, report);
  if (options.wants("ingest")) bench::ingest_lines(world, report);
  if (options.wants("growth")) bench::growth_lines(world, report);
  if (options.wants("compile")) bench::compile_lines(world, report);
  return report;
}

}  // namespace

int main(int argc, char** argv) {
  bench::Options options;
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  bool json = false;
  CLI::App app("Measures bantam on a seeded workload and checks that all who score it agree.");
  app.add_option("--leads", options.leads, "how many leads")
      ->capture_default_str()
      ->check(CLI::Range(1, 10'000'000));
  app.add_option("--runs", options.runs, "of each line, in turns")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  app.add_option("--only", options.only, "measure this line; may be repeated")
      ->check(CLI::IsMember(
          {"stream", "handwritten", "bantam", "apply", "state", "ingest", "growth", "compile"}))
      ->type_name("LINE");
  app.add_option("--threads", options.threads, "of the lines on all cores")
      ->capture_default_str()
      ->check(CLI::Range(1, 1024));
  app.add_option(
         "--cold-leads", options.cold_leads,
         "how many leads `cold` picks from; 0: all, or as many as 8 GiB and five minutes allow")
      ->capture_default_str();
  app.add_option("--ingest-events", options.ingest_events, "how many events `ingest` reads")
      ->capture_default_str();
  app.add_option("--export", options.export_to,
                 "write the workload for the peers to this folder, and stop")
      ->type_name("FOLDER");
  app.add_flag("--json", json, "one JSON object instead of tables");
  CLI11_PARSE(app, argc, argv);

  const bench::ScoringModel tables = bench::scoring_model();
  const bench::World world{options, tables, bench::compiled(tables),
                           bench::make_workload(options.leads)};
  if (!options.export_to.empty()) {
    bench::export_to_peers(world, options.export_to);
    return 0;
  }
  const bench::Report report = measured(world);
  std::fputs((json ? to_json(report) : to_table(report)).c_str(), stdout);
  return 0;
}
