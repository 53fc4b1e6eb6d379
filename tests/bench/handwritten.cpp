#include "bench/handwritten.hpp"

#include <algorithm>

#include "model/decay.hpp"

namespace bench {
namespace {

constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;

const std::optional<double>& number_of(const HandwrittenLead& lead, Attribute attribute) {
  if (attribute == Attribute::team_size) return lead.team_size;
  return attribute == Attribute::budget ? lead.budget : lead.timeline;
}

const std::string& text_of(const HandwrittenLead& lead, Attribute attribute) {
  if (attribute == Attribute::industry) return lead.industry;
  return attribute == Attribute::role ? lead.role : lead.country;
}

bool matches(const ActivityRule& rule, const HandwrittenActivity& activity, std::int64_t as_of_ms) {
  if (rule.window_days != 0 && as_of_ms - activity.at_ms >= rule.window_days * day_ms) return false;
  if (activity.path.compare(0, rule.path_prefix.size(), rule.path_prefix) != 0) return false;
  return !rule.seconds_at_least ||
         (activity.seconds && *activity.seconds >= *rule.seconds_at_least);
}

bool passes(const Test& test, const HandwrittenLead& lead) {
  if (test.kind == Test::Kind::is) return text_of(lead, test.attribute) == test.text;
  const std::optional<double>& number = number_of(lead, test.attribute);
  if (!number) return false;
  return test.kind == Test::Kind::at_least ? *number >= test.number : *number < test.number;
}

Thousandths points_of(const AttributeRule& rule,
                      const std::unordered_map<std::string, Thousandths>& values,
                      const HandwrittenLead& lead) {
  if (rule.form == AttributeRule::Form::condition) {
    for (const Test& test : rule.all_of)
      if (!passes(test, lead)) return 0;
    return rule.points;
  }
  if (rule.form == AttributeRule::Form::values) {
    const auto found = values.find(text_of(lead, rule.attribute));
    return found == values.end() ? rule.otherwise : found->second;
  }
  const std::optional<double>& number = number_of(lead, rule.attribute);
  if (!number) return rule.missing;
  for (const auto& [below, points] : rule.bands)
    if (*number < below) return points;
  return rule.otherwise;
}

/// points × factor / 2³², rounded half away from zero.
Thousandths decayed(Thousandths points, std::uint64_t factor) {
  const auto magnitude = static_cast<std::uint64_t>(points < 0 ? -points : points);
  const auto kept =
      static_cast<Thousandths>((magnitude * factor + (std::uint64_t{1} << 31U)) >> 32U);
  return points < 0 ? -kept : kept;
}

Thousandths within(const Bounds& bounds, Thousandths points) {
  if (bounds.min) points = std::max(points, *bounds.min);
  if (bounds.max) points = std::min(points, *bounds.max);
  return points;
}

std::uint16_t band_of(const Score& score, Thousandths points) {
  std::uint16_t band = 0;
  while (band + 1U < score.bands.size() && points < score.bands[band].from) ++band;
  return band;
}

/// The weights are thousandths too: half away from zero once more.
Thousandths weighted(Thousandths millionths) {
  return (millionths + (millionths < 0 ? -500 : 500)) / 1000;
}

/// The factors of docs/semantics.md, section 6, for as long as anybody remembers.
std::vector<std::uint64_t> decay_of(int half_life_days) {
  bantam::Decay decay;
  decay.kind = bantam::Decay::Kind::half_life;
  decay.length.ms = half_life_days * day_ms;
  bantam::DecayTables tables;
  const bantam::DecayTable table(decay, day_ms, tables);
  std::vector<std::uint64_t> factors;
  for (std::int64_t age = 0; age <= 400; ++age) factors.push_back(table.factor(age));
  return factors;
}

}  // namespace

HandwrittenScorer::HandwrittenScorer(const ScoringModel& model, bool tuned)
    : model_(model), tuned_(tuned), values_(model.attribute_rules.size()), matches_(model.activity_rules.size()) {
  for (std::size_t i = 0; i < model.activity_rules.size(); ++i) {
    const ActivityRule& rule = model.activity_rules[i];
    for (const int type : rule.types) {
      rules_by_type_[activity_types[static_cast<std::size_t>(type)].name].push_back(i);
      rules_by_code_[type].push_back(i);
    }
    if (rule.half_life_days != 0) decay_[rule.half_life_days] = decay_of(rule.half_life_days);
  }
  for (std::size_t i = 0; i < model.attribute_rules.size(); ++i)
    values_[i].insert(model.attribute_rules[i].values.begin(),
                      model.attribute_rules[i].values.end());
}

Thousandths HandwrittenScorer::points_of(std::size_t index, std::int64_t as_of_ms) {
  const ActivityRule& rule = model_.activity_rules[index];
  std::vector<const HandwrittenActivity*>& found = matches_[index];
  if (rule.newest != 0 && (!tuned_ || found.size() > rule.newest)) {
    std::sort(found.begin(), found.end(),
              [](const auto* a, const auto* b) { return a->at_ms > b->at_ms; });
    found.resize(std::min(found.size(), rule.newest));
  }
  if (rule.half_life_days == 0) return rule.points * static_cast<Thousandths>(found.size());
  const std::vector<std::uint64_t>& factors = decay_.at(rule.half_life_days);
  Thousandths sum = 0;
  for (const HandwrittenActivity* activity : found)
    sum += decayed(rule.points,
                   factors.at(static_cast<std::size_t>((as_of_ms - activity->at_ms) / day_ms)));
  return sum;
}

const HandwrittenScorer::Rules* HandwrittenScorer::listening(const HandwrittenActivity& activity) const {
  const auto found_in = [](const auto& rules, const auto& type) {
    const auto found = rules.find(type);
    return found == rules.end() ? nullptr : &found->second;
  };
  return tuned_ ? found_in(rules_by_code_, activity.type_code) : found_in(rules_by_type_, activity.type);
}

LeadScore HandwrittenScorer::score(const HandwrittenLead& lead, std::int64_t as_of_ms) {
  for (auto& found : matches_) found.clear();
  for (const HandwrittenActivity& activity : lead.activities) {
    if (activity.at_ms > as_of_ms) continue;
    const Rules* const rules = listening(activity);
    if (!rules) continue;
    for (const std::size_t rule : *rules)
      if (matches(model_.activity_rules[rule], activity, as_of_ms))
        matches_[rule].push_back(&activity);
  }

  std::vector<Thousandths> groups(model_.groups.size());
  LeadScore result;
  const auto add = [&](const Feeds& feeds, Thousandths points) {
    if (feeds.group)
      groups[*feeds.group] += points;
    else
      result.scores[feeds.score] += points;
  };
  for (std::size_t i = 0; i < model_.activity_rules.size(); ++i)
    add(model_.activity_rules[i].feeds, points_of(i, as_of_ms));
  for (std::size_t i = 0; i < model_.attribute_rules.size(); ++i)
    add(model_.attribute_rules[i].feeds,
        bench::points_of(model_.attribute_rules[i], values_[i], lead));

  for (std::size_t i = 0; i < groups.size(); ++i)
    result.scores[model_.groups[i].score] += within(model_.groups[i].bounds, groups[i]);
  Thousandths total = 0;
  for (std::size_t i = 0; i < score_count; ++i) {
    result.scores[i] = within(model_.scores[i].bounds, result.scores[i]);
    result.bands[i] = band_of(model_.scores[i], result.scores[i]);
    total += result.scores[i] * model_.scores[i].weight;
  }
  result.total = std::max(weighted(total), model_.total_min);
  return result;
}

std::vector<LeadScore> HandwrittenScorer::score_all(const std::vector<HandwrittenLead>& leads,
                                                    std::int64_t as_of_ms) {
  std::vector<LeadScore> scores;
  scores.reserve(leads.size());
  for (const HandwrittenLead& lead : leads) scores.push_back(score(lead, as_of_ms));
  return scores;
}

HandwrittenLead handwritten_lead(const Workload& workload, std::size_t index) {
  const Leads& leads = workload.leads;
  const Activities& rows = workload.activities;
  HandwrittenLead lead;
  lead.team_size = leads.team_size[index];
  if (leads.has_budget[index]) lead.budget = leads.budget[index];
  if (leads.has_timeline[index]) lead.timeline = leads.timeline[index];
  lead.industry = industries[leads.industry[index]];
  lead.role = roles[leads.role[index]];
  lead.country = countries[leads.country[index]];
  lead.activities.reserve(workload.offsets[index + 1] - workload.offsets[index]);
  for (std::uint64_t row = workload.offsets[index]; row < workload.offsets[index + 1]; ++row) {
    HandwrittenActivity activity{activity_types[rows.type[row]].name, rows.type[row], rows.at[row], {}, {}};
    if (rows.has_path[row]) activity.path = workload.paths[rows.path[row]];
    if (rows.has_seconds[row]) activity.seconds = rows.seconds[row];
    lead.activities.push_back(std::move(activity));
  }
  return lead;
}

std::vector<HandwrittenLead> handwritten_leads(const Workload& workload) {
  std::vector<HandwrittenLead> leads;
  leads.reserve(workload.leads.size());
  for (std::size_t i = 0; i < workload.leads.size(); ++i)
    leads.push_back(handwritten_lead(workload, i));
  return leads;
}

}  // namespace bench
