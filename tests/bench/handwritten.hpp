// The handwritten scorer: what a good engineer writes in an afternoon for this kind of model.
//
// Leads as structs, rules in a list, the ones that listen to a type found in a map by its name, for
// each rule the activities that match, sorted where only the newest count. Neither tuned nor spoilt:
// it is the yardstick. It keeps points as whole thousandths and takes decay from a table, because its
// scores have to equal bantam's; it has no ties, late events, stages or explanation.
//
// Beside it stands what half an hour with a profiler makes of it: types as numbers, and no sorting
// where all that match count.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "bench/scoring_model.hpp"
#include "bench/workload.hpp"

namespace bench {

struct HandwrittenActivity {
  std::string type;
  int type_code = 0;
  std::int64_t at_ms = 0;
  std::string path;  ///< empty without one
  std::optional<double> seconds;
};

struct HandwrittenLead {
  std::optional<double> team_size, budget, timeline;
  std::string industry, role, country;
  std::vector<HandwrittenActivity> activities;
};

/// How a lead stands; bands by their place.
struct LeadScore {
  std::array<Thousandths, score_count> scores = {};
  std::array<std::uint16_t, score_count> bands = {};
  Thousandths total = 0;

  friend bool operator==(const LeadScore& a, const LeadScore& b) {
    return a.scores == b.scores && a.bands == b.bands && a.total == b.total;
  }
};

class HandwrittenScorer {
 public:
  explicit HandwrittenScorer(const ScoringModel& model, bool tuned = true);

  LeadScore score(const HandwrittenLead& lead, std::int64_t as_of_ms);
  std::vector<LeadScore> score_all(const std::vector<HandwrittenLead>& leads, std::int64_t as_of_ms);

 private:
  using Rules = std::vector<std::size_t>;
  const Rules* listening(const HandwrittenActivity& activity) const;
  Thousandths points_of(std::size_t rule, std::int64_t as_of_ms);

  ScoringModel model_;
  bool tuned_;
  std::unordered_map<std::string, Rules> rules_by_type_;
  std::unordered_map<int, Rules> rules_by_code_;
  std::vector<std::unordered_map<std::string, Thousandths>> values_;   ///< of each attribute rule
  std::unordered_map<int, std::vector<std::uint64_t>> decay_;          ///< by half-life, then age, in days
  std::vector<std::vector<const HandwrittenActivity*>> matches_;       ///< of each activity rule
};

HandwrittenLead handwritten_lead(const Workload& workload, std::size_t lead);
std::vector<HandwrittenLead> handwritten_leads(const Workload& workload);

}  // namespace bench
