// Export: the workload for those who score it in another language, with the scores they must reach.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "bench/lines.hpp"

namespace bench {
namespace {

std::ofstream opened(const std::filesystem::path& path) {
  std::ofstream file(path, std::ios::binary);
  if (!file) fail("cannot write " + path.string());
  return file;
}

void write_leads(const Leads& leads, std::ofstream file) {
  file << "lead,team_size,industry,role,country,budget,timeline\n";
  for (std::size_t i = 0; i < leads.size(); ++i)
    file << fmt::format("{},{},{},{},{},{},{}\n", lead_name(i), leads.team_size[i],
                        industries[leads.industry[i]], roles[leads.role[i]],
                        countries[leads.country[i]],
                        leads.has_budget[i] ? fmt::format("{}", leads.budget[i]) : "",
                        leads.has_timeline[i] ? fmt::format("{}", leads.timeline[i]) : "");
}

/// In lead order; moments in milliseconds since 1970, an empty cell where there is nothing.
void write_activities(const Workload& workload, std::ofstream file) {
  const Activities& rows = workload.activities;
  file << "lead,at_ms,activity,path,seconds\n";
  for (std::size_t lead = 0; lead < workload.leads.size(); ++lead)
    for (std::uint64_t row = workload.offsets[lead]; row < workload.offsets[lead + 1]; ++row)
      file << fmt::format("{},{},{},{},{}\n", lead_name(lead), rows.at[row],
                          activity_types[rows.type[row]].name,
                          rows.has_path[row] ? workload.paths[rows.path[row]] : std::string_view(),
                          rows.has_seconds[row] ? fmt::format("{}", rows.seconds[row]) : "");
}

/// Thousandths, so that nobody compares rounded texts.
void write_scores(const std::vector<LeadScore>& scores, std::ofstream file) {
  file << "lead,fit,engagement,total\n";
  for (std::size_t i = 0; i < scores.size(); ++i)
    file << fmt::format("{},{},{},{}\n", lead_name(i), scores[i].scores[fit],
                        scores[i].scores[engagement], scores[i].total);
}

}  // namespace

void export_to_peers(const World& world, const std::string& folder) {
  const std::filesystem::path path(folder);
  std::filesystem::create_directories(path);
  const std::vector<LeadScore> expected = expected_scores(world.tables, world.workload);
  const bantam::LeadColumns leads = lead_columns(world.workload);
  const bantam::ActivityColumns activities = in_lead_order(world.workload);
  const auto scores = score_batch(world.model, leads, activities, as_of);
  if (!scores) fail("batch: " + to_text(scores.error()));
  if (const std::string wrong = difference(*scores, expected); !wrong.empty()) fail(wrong);
  const Timing timing =
      time_alone([&] { return std::any(score_batch(world.model, leads, activities, as_of)); },
                 world.options.runs);

  opened(path / "model.json") << to_document(world.tables) << '\n';
  write_leads(world.workload.leads, opened(path / "leads.csv"));
  write_activities(world.workload, opened(path / "activities.csv"));
  write_scores(expected, opened(path / "scores.csv"));
  const auto rows = static_cast<double>(world.workload.activities.size());
  opened(path / "bantam.json")
      << nlohmann::ordered_json{{"as_of_ms", as_of.ms},
                                {"leads", world.workload.leads.size()},
                                {"activities", world.workload.activities.size()},
                                {"ns_an_activity", timing.median_ns / rows}}
             .dump(1)
      << '\n';
}

}  // namespace bench
