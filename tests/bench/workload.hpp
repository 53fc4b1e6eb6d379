// The workload: leads and activities made from a seed, as the columns that a host would hold.
//
//   leads        six attributes: team size; industry of 20, role of 16, country of 30; budget and
//                timeline, each missing for 40 %
//   activities   20.8 a lead on average, skewed: 40 % of the leads have 0 to 9, one in a thousand
//                300 to 700; 24 types; over 180 days, leaning to the recent
//   fields       64 % have a path of about 19 bytes, one in five of these with a query string that
//                no other has; half have a number of seconds
//
// The rows of a smaller workload are the first rows of a larger one. No two activities of a lead
// share a moment, so a scorer without a rule for ties gives the same points as one with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/columns.hpp"
#include "bantam/timestamp.hpp"

namespace bench {

inline constexpr bantam::Timestamp as_of{1'782'864'000'000};  ///< 2026-07-01T00:00:00Z

/// A column of texts as Arrow lays them out.
struct Texts {
  std::vector<std::int32_t> offsets = {0};
  std::vector<char> bytes;

  std::size_t size() const { return offsets.size() - 1; }
  std::string_view operator[](std::size_t i) const;
  void add(std::string_view text);
  bantam::TextColumn column() const { return {offsets, bytes}; }
};

/// One bit a row, the least significant first.
struct Bits {
  std::vector<std::uint8_t> bytes;
  std::size_t size = 0;

  bool operator[](std::size_t i) const { return ((bytes[i / 8] >> (i % 8)) & 1U) != 0; }
  void add(bool bit);
};

struct Leads {
  std::vector<double> team_size, budget, timeline;  ///< timeline in months
  Bits has_budget, has_timeline;
  std::vector<std::uint32_t> industry, role, country;

  std::size_t size() const { return team_size.size(); }
};

struct Activities {
  std::vector<std::uint8_t> type;
  std::vector<std::int64_t> at;
  std::vector<std::uint32_t> path;  ///< a code of Workload::paths; 0 without a path
  Bits has_path;
  std::vector<double> seconds;      ///< 0 without one
  Bits has_seconds;

  std::size_t size() const { return type.size(); }
};

struct Workload {
  Leads leads;
  std::vector<std::uint64_t> offsets;  ///< of the activities of each lead, and one more
  Activities activities;               ///< in lead order, ascending in time for each lead
  Texts paths;                         ///< each once
};

/// Cost     about 50 ns and 22 bytes an activity.
Workload make_workload(std::size_t leads, std::size_t activities_times = 1, std::uint64_t seed = 1);

/// The same rows as they would have arrived, and the paths as whoever encodes them then meets them.
struct TimeOrder {
  std::vector<std::uint32_t> lead;
  Activities activities;
  Texts paths;
};
TimeOrder in_time_order(const Workload& workload);

/// The paths of all rows, each spelled out; empty where there is none.
Texts spelled_paths(const Workload& workload);

/// "L0000042"
std::string lead_name(std::size_t lead);

// Views of the above; what they point at must outlive them.
bantam::LeadColumns lead_columns(const Workload& workload);
bantam::ActivityColumns in_lead_order(const Workload& workload);
bantam::ActivityColumns in_lead_order(const Workload& workload, const Texts& spelled);
bantam::ActivityColumns in_time_order(const TimeOrder& order);

}  // namespace bench
