// The workload as bantam's columns: views, nothing is copied.
#include "bench/scoring_model.hpp"
#include "bench/workload.hpp"

namespace bench {
namespace {

Texts texts_of(const std::vector<std::string>& words) {
  Texts texts;
  for (const std::string& word : words) texts.add(word);
  return texts;
}

bantam::Validity validity(const Bits& bits) { return bits.bytes; }

bantam::ActivityColumns columns_of(const Activities& rows, bantam::Column path) {
  bantam::ActivityColumns columns;
  columns.rows = rows.size();
  columns.types.codes = bantam::View<std::uint8_t>(rows.type);
  for (const ActivityType& type : activity_types) columns.types.names.push_back(type.name);
  columns.at = rows.at;
  columns.fields.push_back(std::move(path));
  columns.fields.push_back(
      {"seconds", bantam::NumberColumn{rows.seconds}, validity(rows.has_seconds)});
  return columns;
}

bantam::Column coded_path(const Texts& paths, const Activities& rows) {
  return {"path", bantam::DictionaryColumn{rows.path, paths.column()},
          validity(rows.has_path)};
}

}  // namespace

std::string_view Texts::operator[](std::size_t i) const {
  const auto first = static_cast<std::size_t>(offsets[i]),
             last = static_cast<std::size_t>(offsets[i + 1]);
  return {bytes.data() + first, last - first};
}

void Texts::add(std::string_view text) {
  bytes.insert(bytes.end(), text.begin(), text.end());
  offsets.push_back(static_cast<std::int32_t>(bytes.size()));
}

void Bits::add(bool bit) {
  if (size % 8 == 0) bytes.push_back(0);
  if (bit) bytes.back() = static_cast<std::uint8_t>(bytes.back() | 1U << (size % 8));
  ++size;
}

std::string lead_name(std::size_t lead) {
  const std::string digits = std::to_string(lead);
  return "L" + std::string(digits.size() < 7 ? 7 - digits.size() : 0, '0') + digits;
}

bantam::LeadColumns lead_columns(const Workload& workload) {
  static const Texts industry_texts = texts_of(industries), role_texts = texts_of(roles),
                     country_texts = texts_of(countries);
  const Leads& leads = workload.leads;
  const auto coded = [](const std::vector<std::uint32_t>& codes, const Texts& texts) {
    return bantam::DictionaryColumn{codes, texts.column()};
  };
  return {leads.size(),
          {{"team_size", bantam::NumberColumn{leads.team_size}},
           {"industry", coded(leads.industry, industry_texts)},
           {"role", coded(leads.role, role_texts)},
           {"country", coded(leads.country, country_texts)},
           {"budget", bantam::NumberColumn{leads.budget}, validity(leads.has_budget)},
           {"timeline", bantam::NumberColumn{leads.timeline}, validity(leads.has_timeline)}}};
}

bantam::ActivityColumns in_lead_order(const Workload& workload) {
  bantam::ActivityColumns columns =
      columns_of(workload.activities, coded_path(workload.paths, workload.activities));
  columns.offsets = workload.offsets;
  columns.sorted = true;
  return columns;
}

bantam::ActivityColumns in_lead_order(const Workload& workload, const Texts& spelled) {
  bantam::ActivityColumns columns = columns_of(
      workload.activities, {"path", spelled.column(), validity(workload.activities.has_path)});
  columns.offsets = workload.offsets;
  columns.sorted = true;
  return columns;
}

bantam::ActivityColumns in_time_order(const TimeOrder& order) {
  bantam::ActivityColumns columns =
      columns_of(order.activities, coded_path(order.paths, order.activities));
  columns.lead = order.lead;
  columns.sorted = true;
  return columns;
}

}  // namespace bench
