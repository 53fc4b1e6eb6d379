// The lines of the report: each function measures one kind of thing and checks what it measured.
#pragma once

#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "bantam/batch.hpp"
#include "bench/handwritten.hpp"
#include "bench/report.hpp"
#include "bench/scoring_model.hpp"
#include "bench/workload.hpp"

namespace bench {

struct Options {
  std::size_t leads = 1'000'000;
  std::size_t runs = 7;
  std::vector<std::string> only = {};    ///< lines; empty: all
  std::size_t cold_leads = 0;            ///< 0: as many as time and memory allow
  std::size_t ingest_events = 2'000'000;
  unsigned threads = 1;
  std::string export_to = {};            ///< a folder

  bool wants(const std::string& line) const;
};

struct World {
  Options options;
  ScoringModel tables;
  bantam::Model model;
  Workload workload;
};

/// Ends the program with exit code 1: results differ, or nothing can be measured.
[[noreturn]] void fail(const std::string& message);

/// Compiles, or fails with what is wrong.
bantam::Model compiled(const ScoringModel& tables);

void batch_lines(const World& world, Report& report);    // stream, handwritten, bantam
void apply_lines(const World& world, Report& report);    // apply and state
void ingest_lines(const World& world, Report& report);
void compile_lines(const World& world, Report& report);
void growth_lines(const World& world, Report& report);

/// Writes model, leads, activities, scores and bantam's own time for `tests/bench/peers/`.
void export_to_peers(const World& world, const std::string& folder);

/// The first lead that does not stand as expected, in words; empty: all do.
std::string difference(const bantam::BatchScores& scores, const std::vector<LeadScore>& expected);
std::string difference(const bantam::Decision& decision, const LeadScore& expected);

/// Scores lead by lead, without keeping the leads.
std::vector<LeadScore> expected_scores(const ScoringModel& tables, const Workload& workload);

}  // namespace bench
