// Makes the workload. The numbers here are those of the head of workload.hpp.
#include "bench/workload.hpp"

#include <algorithm>

#include "bench/random.hpp"
#include "bench/scoring_model.hpp"

namespace bench {
namespace {

constexpr std::int64_t span_ms = 180 * bantam::day_ms;

/// Which type each of 1,000 activities has.
std::vector<std::uint8_t> types_per_mille() {
  std::vector<std::uint8_t> types;
  for (std::size_t type = 0; type < type_count; ++type)
    types.insert(types.end(), activity_types[type].per_mille, static_cast<std::uint8_t>(type));
  return types;
}

/// Few have many. The cube puts the mean of the middle 59.9 % at 31, which makes 20.8 in all.
std::size_t activities_of_a_lead(Random& random) {
  const double kind = random.unit();
  if (kind < 0.4) return random.below(10);
  if (kind < 0.401) return 300 + random.below(401);
  const double u = random.unit();
  return 10 + static_cast<std::size_t>(u * u * u * 85.3);
}

/// Ascending moments, half of them within the last quarter of the span, no two the same.
void make_moments(Random& random, std::size_t count, std::vector<std::int64_t>& moments) {
  moments.clear();
  for (std::size_t i = 0; i < count; ++i) {
    const double u = random.unit();
    moments.push_back(as_of.ms - static_cast<std::int64_t>(u * u * static_cast<double>(span_ms)));
  }
  std::sort(moments.begin(), moments.end());
  for (std::size_t i = count; i-- > 1;) moments[i - 1] = std::min(moments[i - 1], moments[i] - 1);
}

/// The pages of a site, and an endless supply of links that carry a code of their own.
class Site {
 public:
  explicit Site(Texts& texts) : texts_(texts) {
    for (const char* section : sections)
      for (const char* page : pages) texts_.add(std::string(section) + page);
  }

  /// The code of the path that a visitor asks for: sections and pages that come first are frequent.
  std::uint32_t visit(Random& random) {
    const double section = random.unit(), page = random.unit();
    const std::size_t code =
        pick(section, std::size(sections)) * std::size(pages) + pick(page, std::size(pages));
    return static_cast<std::uint32_t>(random.percent(20) ? add_link(code) : code);
  }

 private:
  static constexpr const char* sections[] = {"/blog",     "/product",   "/docs",     "/pricing",
                                             "/help",     "/customers", "/api",      "/careers",
                                             "/webinars", "/download",  "/security", "/about"};
  static constexpr const char* pages[] = {
      "/introduction", "/for-teams", "/planning",  "/reports", "/calendar",   "/templates",
      "/import",       "/mobile",    "/security",  "/start",   "/roadmap",    "/sales",
      "/forecasts",    "/pipeline",  "/guides",    "/compare", "/changelog",  "/partners",
      "/support",      "/events",    "/analytics", "/billing", "/enterprise", "/faq",
      "/workflows",    "/exports",   "/webhooks",  "/roles",   "/audit-log",  "/labs"};

  static std::size_t pick(double u, std::size_t count) {
    return static_cast<std::size_t>(u * u * static_cast<double>(count));
  }

  /// 35 bits of a counter, shuffled by an odd factor: unlike neighbours, and never the same twice.
  std::size_t add_link(std::size_t page) {
    constexpr char digits[] = "0123456789abcdefghijklmnopqrstuv";
    std::string link = std::string(texts_[page]) + "?campaign=";
    const std::uint64_t code = ++links_ * 0x2545F4914F6CDD1DU;
    for (unsigned shift = 0; shift < 35; shift += 5) link += digits[(code >> shift) & 31U];
    texts_.add(link);
    return texts_.size() - 1;
  }

  Texts& texts_;
  std::uint64_t links_ = 0;
};

void add_lead(Random& random, Leads& leads) {
  const double size = random.unit(), money = random.unit();
  leads.team_size.push_back(1 + static_cast<double>(static_cast<int>(size * size * size * 3000)));
  leads.industry.push_back(static_cast<std::uint32_t>(random.below(industries.size())));
  leads.role.push_back(static_cast<std::uint32_t>(random.below(roles.size())));
  leads.country.push_back(static_cast<std::uint32_t>(random.below(countries.size())));
  const bool has_budget = !random.percent(40), has_timeline = !random.percent(40);
  leads.has_budget.add(has_budget);
  leads.budget.push_back(
      has_budget ? 500 * static_cast<double>(static_cast<int>(money * money * 400)) : 0);
  leads.has_timeline.add(has_timeline);
  leads.timeline.push_back(has_timeline ? static_cast<double>(random.below(25)) : 0);
}

void reserve(Activities& rows, std::size_t count) {
  rows.type.reserve(count);
  rows.at.reserve(count);
  rows.path.reserve(count);
  rows.has_path.bytes.reserve(count / 8 + 1);
  rows.seconds.reserve(count);
  rows.has_seconds.bytes.reserve(count / 8 + 1);
}

}  // namespace

Workload make_workload(std::size_t leads, std::size_t activities_times, std::uint64_t seed) {
  const std::vector<std::uint8_t> types = types_per_mille();
  Random random(seed);
  Workload workload;
  Site site(workload.paths);
  Activities& rows = workload.activities;
  reserve(rows, leads * activities_times * 21 + 1000);
  std::vector<std::int64_t> moments;
  workload.offsets.push_back(0);
  for (std::size_t lead = 0; lead < leads; ++lead) {
    add_lead(random, workload.leads);
    make_moments(random, activities_of_a_lead(random) * activities_times, moments);
    for (const std::int64_t at : moments) {
      rows.at.push_back(at);
      rows.type.push_back(types[random.below(types.size())]);
      const bool has_path = random.percent(64), has_seconds = random.percent(50);
      rows.has_path.add(has_path);
      rows.path.push_back(has_path ? site.visit(random) : 0);
      rows.has_seconds.add(has_seconds);
      rows.seconds.push_back(has_seconds ? static_cast<double>(random.below(6000)) / 10 : 0);
    }
    workload.offsets.push_back(rows.size());
  }
  return workload;
}

TimeOrder in_time_order(const Workload& workload) {
  // Moment and row in one word: 34 bits of the one, 28 of the other. Equal moments stay in row
  // order.
  constexpr unsigned row_bits = 28;
  const Activities& rows = workload.activities;
  const std::int64_t first = as_of.ms - 2 * span_ms;
  std::vector<std::uint64_t> order(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row)
    order[row] = static_cast<std::uint64_t>(rows.at[row] - first) << row_bits | row;
  std::sort(order.begin(), order.end());

  std::vector<std::uint32_t> lead_of(rows.size());
  for (std::size_t lead = 0; lead + 1 < workload.offsets.size(); ++lead)
    for (std::uint64_t row = workload.offsets[lead]; row < workload.offsets[lead + 1]; ++row)
      lead_of[row] = static_cast<std::uint32_t>(lead);

  TimeOrder sorted;
  constexpr std::uint32_t unmet = 0xFFFFFFFF;
  std::vector<std::uint32_t> code_of(workload.paths.size(), unmet);
  reserve(sorted.activities, rows.size());
  sorted.lead.reserve(rows.size());
  for (const std::uint64_t word : order) {
    const std::size_t row = word & ((1U << row_bits) - 1);
    sorted.lead.push_back(lead_of[row]);
    sorted.activities.type.push_back(rows.type[row]);
    sorted.activities.at.push_back(rows.at[row]);
    std::uint32_t& code = code_of[rows.path[row]];
    if (code == unmet) {
      code = static_cast<std::uint32_t>(sorted.paths.size());
      sorted.paths.add(workload.paths[rows.path[row]]);
    }
    sorted.activities.path.push_back(code);
    sorted.activities.has_path.add(rows.has_path[row]);
    sorted.activities.seconds.push_back(rows.seconds[row]);
    sorted.activities.has_seconds.add(rows.has_seconds[row]);
  }
  return sorted;
}

Texts spelled_paths(const Workload& workload) {
  const Activities& rows = workload.activities;
  Texts texts;
  texts.offsets.reserve(rows.size() + 1);
  for (std::size_t row = 0; row < rows.size(); ++row)
    texts.add(rows.has_path[row] ? workload.paths[rows.path[row]] : std::string_view());
  return texts;
}

}  // namespace bench
