// Leads with outcomes for the tests of `learn`: tables that own what their columns point into.
#pragma once

#include <cmath>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "analytics/learn_random.hpp"
#include "bantam/learn.hpp"

namespace learn_world {

struct World {
  std::size_t rows = 0;
  std::deque<std::vector<double>> numbers;
  std::deque<std::vector<std::int32_t>> offsets;
  std::deque<std::string> bytes;
  std::deque<std::vector<std::uint8_t>> bits;
  bantam::LeadColumns leads;
  std::vector<std::uint8_t> won;
  std::vector<std::int64_t> at;

  explicit World(std::size_t count) : rows(count), won(count, 0) { leads.rows = count; }

  bantam::OutcomeTable table() const {
    bantam::OutcomeTable outcomes;
    outcomes.leads = leads;
    outcomes.won = won;
    outcomes.at = at;
    return outcomes;
  }
  /// A number column; `known` says which rows have a value.
  void add(const std::string& name, std::vector<double> values, std::vector<bool> known = {}) {
    bantam::Column column;
    column.name = name;
    column.values = bantam::NumberColumn{numbers.emplace_back(std::move(values))};
    if (!known.empty()) {
      std::vector<std::uint8_t>& own = bits.emplace_back((rows + 7) / 8, std::uint8_t{0});
      for (std::size_t i = 0; i < rows; ++i)
        if (known[i]) own[i / 8] = static_cast<std::uint8_t>(own[i / 8] | (1U << (i % 8)));
      column.validity = own;
    }
    leads.attributes.push_back(std::move(column));
  }
  void add(const std::string& name, const std::vector<std::string>& texts) {
    std::string& all = bytes.emplace_back();
    std::vector<std::int32_t>& ends = offsets.emplace_back(1, 0);
    for (const std::string& text : texts) {
      all += text;
      ends.push_back(static_cast<std::int32_t>(all.size()));
    }
    bantam::Column column;
    column.name = name;
    column.values = bantam::TextColumn{ends, bantam::View<char>(all.data(), all.size())};
    leads.attributes.push_back(std::move(column));
  }
};

inline bool happens(bantam::learning::Random& random, double log_odds) {
  return random.share() < 1 / (1 + std::exp(-log_odds));
}

/// 4,000 leads: visits and a source decide, and visits from abroad count double; noise does not.
inline World planted(std::uint64_t seed = 7) {
  bantam::learning::Random random(seed);
  World world(4000);
  std::vector<double> visits, noise;
  std::vector<std::string> source, country;
  static const char* const sources[] = {"ads", "referral", "search", "fair"};
  for (std::size_t i = 0; i < world.rows; ++i) {
    visits.push_back(static_cast<double>(random.below(12)));
    noise.push_back(random.share());
    source.emplace_back(sources[random.below(4)]);
    country.emplace_back(random.below(2) == 0 ? "home" : "abroad");
    double z = -2;
    if (visits[i] >= 6) z += country[i] == "abroad" ? 3 : 1.5;
    if (source[i] == "referral") z += 1.5;
    world.won[i] = happens(random, z) ? 1 : 0;
  }
  world.add("visits", visits);
  world.add("noise", noise);
  world.add("source", source);
  world.add("country", country);
  return world;
}

inline const bantam::LearnWarning* warning(const bantam::LearnReport& report, const std::string& code,
                                           const std::string& attribute) {
  for (const bantam::LearnWarning& each : report.card.warnings)
    if (each.code == code && each.attribute == attribute) return &each;
  return nullptr;
}

}  // namespace learn_world
