// CSV log: a header that names what the columns are, then a row an activity.
#include "csv_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "attribute_cell.hpp"
#include "json_scalars.hpp"

namespace bantam::cli {

namespace {

std::string_view unquoted(std::string_view cell) {
  const bool quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return quoted ? cell.substr(1, cell.size() - 2) : cell;
}

/// The texts of a list, which have semicolons between them.
void split(std::string_view cell, SaidEvent& said, SaidValue& value) {
  value.kind = SaidValue::Kind::list;
  value.first = static_cast<std::uint32_t>(said.items.size());
  for (std::size_t stop = cell.find(';'); stop != std::string_view::npos; stop = cell.find(';')) {
    said.items.push_back(cell.substr(0, stop));
    cell.remove_prefix(stop + 1);
  }
  said.items.push_back(cell);
  value.count = static_cast<std::uint32_t>(said.items.size()) - value.first;
}

}  // namespace

bool is_csv_header(std::string_view line) {
  while (true) {
    const std::size_t stop = line.find(',');
    const std::string_view cell = unquoted(line.substr(0, stop));
    if (cell == "lead" || cell == "at" || cell == "activity") return true;
    if (stop == std::string_view::npos) return false;
    line.remove_prefix(stop + 1);
  }
}

CsvLog::CsvLog(Input& input, const Limits& limits, const std::vector<ActivitySummary>& activities)
    : file_(input.name()),
      limits_(limits),
      rows_(input, limits),
      declared_(activities),
      last_type_(activities.size()) {
  for (const ActivitySummary& activity : declared_) types_.add(activity.type);
}

LogRead CsvLog::next(SaidEvent& said, Finding& problem) {
  if (width_ == 0 && !read_header(problem)) return LogRead::unreadable;
  ++row_;
  switch (rows_.next(problem)) {
    case CsvReader::Read::end: return LogRead::end;
    case CsvReader::Read::bad: return LogRead::bad;
    case CsvReader::Read::record: break;
  }
  if (rows_.size() != width_) {
    problem = rows_.place_of(0);
    problem.column = 1;
    problem.code = "row/cells";
    problem.message = fmt::format("row {} has {} cells, the header has {}", row_, rows_.size(), width_);
    return LogRead::bad;
  }
  std::optional<Fault> fault = take(said);
  if (!fault) return LogRead::event;
  problem = rows_.place_of(fault->column);
  problem.code = std::move(fault->code);
  problem.message = std::move(fault->message);
  return LogRead::bad;
}

// --- the header

bool CsvLog::read_header(Finding& problem) {
  row_ = 1;
  const CsvReader::Read read = rows_.next(problem);
  if (read == CsvReader::Read::end) problem = {file_, 1, 1, "table/empty", "the log has no header"};
  if (read != CsvReader::Read::record) return false;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows_.size(); ++i) names.emplace_back(rows_.cell(i));
  return known_columns(names, problem);
}

bool CsvLog::known_columns(const std::vector<std::string>& names, Finding& problem) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (places.emplace(names[i], i).second) continue;
    problem = rows_.place_of(i);
    problem.code = "table/duplicate_column";
    problem.message = fmt::format("column `{}` stands twice", names[i]);
    return false;
  }
  for (const char* needed : {"lead", "at", "activity"}) {
    if (places.count(needed) != 0) continue;
    problem = rows_.place_of(0);
    problem.column = 1;
    problem.code = "table/no_column";
    problem.message = fmt::format("no column `{}`", needed);
    problem.help = "a CSV log has the columns lead, at and activity, perhaps id, and one for each field";
    return false;
  }
  lead_ = places.at("lead");
  at_ = places.at("at");
  activity_ = places.at("activity");
  if (const auto id = places.find("id"); id != places.end()) id_ = id->second;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i == lead_ || i == at_ || i == activity_ || i == id_) continue;
    FieldColumn field{i, names[i], static_cast<std::uint32_t>(i + 1),
                      std::vector<FieldType>(declared_.size() + 1, FieldType::text)};
    for (std::size_t type = 0; type < declared_.size(); ++type)
      for (const FieldSummary& each : declared_[type].fields) {
        if (each.name != names[i]) continue;
        field.types[type] = each.type == "number" ? FieldType::number
                            : each.type == "flag" ? FieldType::flag
                            : each.type == "date" ? FieldType::date
                            : each.type == "list" ? FieldType::list
                                                  : FieldType::text;
      }
    fields_.push_back(std::move(field));
  }
  width_ = names.size();
  return true;
}

// --- rows

std::optional<CsvLog::Fault> CsvLog::wrong(std::size_t column, std::string_view code,
                                           std::string_view message) const {
  return Fault{column, std::string(code), fmt::format("row {}: {}", row_, message)};
}

std::optional<CsvLog::Fault> CsvLog::take(SaidEvent& said) {
  said.clear();
  said.kind = SaidEvent::Kind::activity;
  said.has_members = true;
  said.lead = rows_.cell(lead_);
  said.what = rows_.cell(activity_);
  const std::string_view id = id_ ? rows_.cell(*id_) : std::string_view();
  if (!id.empty()) said.id = id;
  if (said.lead.empty()) return wrong(lead_, "row/no_lead", "the row has no lead id");
  if (said.what.empty()) return wrong(activity_, "row/no_activity", "the row has no activity");
  const auto too_long = [&](std::size_t column, std::string_view name) {
    return wrong(column, to_text(Errc::limit_exceeded),
                 fmt::format("`{}` may have at most {} bytes", name, limits_.id_bytes));
  };
  if (said.lead.size() > limits_.id_bytes) return too_long(lead_, "lead");
  if (said.what.size() > limits_.id_bytes) return too_long(activity_, "activity");
  if (id.size() > limits_.id_bytes) return too_long(*id_, "id");
  const std::optional<Timestamp> at = read_moment(rows_.cell(at_));
  if (!at)
    return wrong(at_, "cell/not_a_moment",
                 "column `at` wants a moment such as 2026-11-21T10:00:00Z");
  said.at = *at;
  return take_fields(said);
}

std::optional<CsvLog::Fault> CsvLog::take_fields(SaidEvent& said) {
  const std::size_t type = type_of(said.what);
  for (const FieldColumn& field : fields_) {
    const std::string_view cell = rows_.cell(field.column);
    if (cell.empty()) continue;
    SaidMember& member = said.members.emplace_back();
    member.name = field.name;
    member.name_number = field.name_number;
    member.value.kind = SaidValue::Kind::text;
    member.value.text = cell;
    const char* wanted = nullptr;
    switch (field.types[type]) {
      case FieldType::text: break;
      case FieldType::number:
        member.value.kind = SaidValue::Kind::number;
        if (!read_number(cell, member.value.number)) wanted = "number";
        break;
      case FieldType::flag:
        member.value.kind = SaidValue::Kind::flag;
        member.value.flag = cell == "true";
        if (cell != "true" && cell != "false") wanted = "flag";
        break;
      case FieldType::date:
        if (!parse_date(cell)) wanted = "date";
        break;
      case FieldType::list: split(cell, said, member.value); break;
    }
    if (wanted == nullptr) continue;
    // The reader of tables decides, and has the words.
    auto [value, problem] = read_cell({{}, wanted, {}, {}}, cell);
    if (problem)
      return wrong(field.column, problem->code,
                   fmt::format("column `{}` wants {}", field.name, problem->wanted));
    if (const double* number = value.number()) member.value.number = *number;
  }
  return std::nullopt;
}

std::size_t CsvLog::type_of(std::string_view activity) {
  if (last_type_ < types_.size() && same_text(types_[last_type_], activity)) return last_type_;
  const std::optional<std::uint32_t> found = types_.find(activity);
  last_type_ = found ? *found : declared_.size();
  return last_type_;
}

}  // namespace bantam::cli
