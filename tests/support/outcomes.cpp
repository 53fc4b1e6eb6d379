#include "support/outcomes.hpp"

#include <string_view>

#include "analytics/learn_random.hpp"

namespace support {

using namespace bantam;

Outcomes::Outcomes(std::size_t rows) : source_ends_(1, 0), known_((rows + 7) / 8) {
  constexpr std::string_view names[] = {"ads", "referral", "search", "fair"};
  learning::Random random(11);
  for (std::size_t i = 0; i < rows; ++i) {
    visits_.push_back(static_cast<double>(random.below(12)));
    noise_.push_back(random.share());
    const std::string_view source = names[random.below(4)];
    sources_.insert(sources_.end(), source.begin(), source.end());
    source_ends_.push_back(static_cast<std::int32_t>(sources_.size()));
    if (random.below(8) != 0) known_[i / 8] = static_cast<std::uint8_t>(known_[i / 8] | 1U << i % 8);
    const double chance = 0.1 + 0.05 * visits_[i] + (source == "referral" ? 0.2 : 0);
    won_.push_back(random.share() < chance ? 1 : 0);
    at_.push_back(static_cast<std::int64_t>(i) * 3'600'000);
  }
}

OutcomeTable Outcomes::table() const {
  OutcomeTable table;
  table.leads.rows = won_.size();
  table.leads.attributes = {
      {"visits", NumberColumn{visits_}, known_},
      {"noise", NumberColumn{noise_}, {}},
      {"source", TextColumn{source_ends_, View<char>(sources_.data(), sources_.size())}, {}}};
  table.won = won_;
  table.at = at_;
  return table;
}

std::vector<RuleFirings> Outcomes::firings() const {
  std::vector<RuleFirings> rules(2);
  rules[0].id = "visits";
  rules[0].worth = visits_;
  rules[0].points = 1;
  rules[1].id = "noise";
  rules[1].worth = noise_;
  rules[1].points = 1;
  return rules;
}

BacktestLeads Outcomes::judged(double shift) const {
  BacktestLeads leads;
  leads.rules = {{"visits", visits_}, {"noise", noise_}};
  leads.groupings = {{"half", {}}};
  leads.at = at_;
  for (std::size_t i = 0; i < won_.size(); ++i) {
    leads.points.push_back(visits_[i] + shift * noise_[i]);
    leads.outcomes.push_back(i % 9 == 0 ? LeadOutcome::open : won_[i] == 1 ? LeadOutcome::won : LeadOutcome::lost);
    leads.promoted.push_back(leads.points[i] >= 6 ? 1 : 0);
    leads.folds.push_back(leads.outcomes[i] == LeadOutcome::open ? no_fold : static_cast<std::uint32_t>(i % 3));
    leads.groupings[0].group_of.push_back(noise_[i] < 0.5 ? "a" : "b");
  }
  return leads;
}

}  // namespace support
