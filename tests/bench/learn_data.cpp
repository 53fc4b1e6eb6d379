// Data sets for the measurement of `learn`. Which columns are honest is said beside each file.
#include "learn_data.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <set>
#include <sstream>

namespace bench {
namespace {

using Row = std::vector<std::string>;

[[noreturn]] void fail(const std::string& what) {
  std::cerr << "learn_eval: " << what << "\n";
  std::exit(1);
}

std::vector<Row> parse(const std::string& text, char separator) {
  std::vector<Row> rows;
  Row row;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        cell += '"';
        ++i;
      } else if (c == '"') {
        quoted = false;
      } else {
        cell += c;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == separator) {
      row.push_back(std::move(cell));
      cell.clear();
    } else if (c == '\n') {
      row.push_back(std::move(cell));
      cell.clear();
      rows.push_back(std::move(row));
      row.clear();
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (!cell.empty() || !row.empty()) {
    row.push_back(std::move(cell));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail("cannot read " + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string slurp_gzip(const std::string& path) {
  std::FILE* pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
  if (pipe == nullptr) fail("cannot read " + path);
  std::string text;
  char buffer[1 << 16];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, n);
  pclose(pipe);
  return text;
}

struct Csv {
  Row header;
  std::vector<Row> rows;
  std::size_t place(const std::string& name) const {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) fail("no column " + name);
    return static_cast<std::size_t>(found - header.begin());
  }
};

Csv read(const std::string& path, char separator = ',') {
  Csv csv;
  csv.rows = parse(slurp(path), separator);
  csv.header = csv.rows.front();
  csv.rows.erase(csv.rows.begin());
  return csv;
}

std::map<std::string, std::uint32_t> folds_of(const std::string& path) {
  std::map<std::string, std::uint32_t> folds;
  for (const Row& row : read(path).rows) folds[row[0]] = static_cast<std::uint32_t>(std::stoul(row[1]));
  return folds;
}

/// All columns of a file but those left out; `change` may make a cell missing.
void take(DataSet& set, const Csv& csv, const std::set<std::string>& left_out,
          const std::set<std::string>& texts,
          const std::function<void(const std::string&, std::string&)>& change = {}) {
  for (std::size_t c = 0; c < csv.header.size(); ++c) {
    if (left_out.count(csv.header[c]) > 0) continue;
    Cells cells{csv.header[c], {}, texts.count(csv.header[c]) > 0};
    for (const Row& row : csv.rows) {
      cells.cells.push_back(row[c]);
      if (change) change(cells.name, cells.cells.back());
    }
    set.columns.push_back(std::move(cells));
  }
}

DataSet x_education(const std::string& folder, bool strict) {
  DataSet set;
  const Csv csv = read(folder + "/x-education/leads.csv");
  const auto folds = folds_of(folder + "/x-education/folds.csv");
  std::set<std::string> left_out = {"Prospect ID", "Lead Number", "Converted", "Tags", "Lead Quality",
      "Lead Profile", "Asymmetrique Activity Index", "Asymmetrique Profile Index",
      "Asymmetrique Activity Score", "Asymmetrique Profile Score", "Last Notable Activity"};
  if (strict) left_out.insert({"Last Activity", "What is your current occupation",
                               "What matters most to you in choosing a course"});
  take(set, csv, left_out, {}, [](const std::string&, std::string& cell) {
    if (cell == "Select") cell.clear();
  });
  for (const Row& row : csv.rows) {
    set.won.push_back(row[csv.place("Converted")] == "1");
    set.fold.push_back(folds.at(row[csv.place("Lead Number")]));
  }
  return set;
}

void number_folds(DataSet& set, const std::string& path) {
  const auto folds = folds_of(path);
  for (std::size_t i = 0; i < set.won.size(); ++i) set.fold.push_back(folds.at(std::to_string(i)));
}

DataSet bank(const std::string& folder) {
  DataSet set;
  const Csv csv = read(folder + "/bank-marketing/bank-additional.csv", ';');
  take(set, csv, {"duration", "y"}, {}, [](const std::string& name, std::string& cell) {
    if (name == "pdays" && cell == "999") cell.clear();
  });
  for (const Row& row : csv.rows) set.won.push_back(row.back() == "yes");
  number_folds(set, folder + "/bank-marketing/folds.csv");
  for (std::size_t i = 0; i < csv.rows.size(); ++i) set.at.push_back(static_cast<std::int64_t>(i));
  return set;
}

DataSet shoppers(const std::string& folder) {
  DataSet set;
  const Csv csv = read(folder + "/online-shoppers/online_shoppers_intention.csv");
  take(set, csv, {"Revenue"}, {"OperatingSystems", "Browser", "Region", "TrafficType"});
  for (const Row& row : csv.rows) set.won.push_back(row.back() == "TRUE");
  number_folds(set, folder + "/online-shoppers/folds.csv");
  return set;
}

DataSet coil(const std::string& folder) {
  DataSet set;
  static const char* names =
      "MOSTYPE MAANTHUI MGEMOMV MGEMLEEF MOSHOOFD MGODRK MGODPR MGODOV MGODGE MRELGE MRELSA MRELOV "
      "MFALLEEN MFGEKIND MFWEKIND MOPLHOOG MOPLMIDD MOPLLAAG MBERHOOG MBERZELF MBERBOER MBERMIDD "
      "MBERARBG MBERARBO MSKA MSKB1 MSKB2 MSKC MSKD MHHUUR MHKOOP MAUT1 MAUT2 MAUT0 MZFONDS MZPART "
      "MINKM30 MINK3045 MINK4575 MINK7512 MINK123M MINKGEM MKOOPKLA PWAPART PWABEDR PWALAND PPERSAUT "
      "PBESAUT PMOTSCO PVRAAUT PAANHANG PTRACTOR PWERKT PBROM PLEVEN PPERSONG PGEZONG PWAOREG PBRAND "
      "PZEILPL PPLEZIER PFIETS PINBOED PBYSTAND AWAPART AWABEDR AWALAND APERSAUT ABESAUT AMOTSCO "
      "AVRAAUT AAANHANG ATRACTOR AWERKT ABROM ALEVEN APERSONG AGEZONG AWAOREG ABRAND AZEILPL APLEZIER "
      "AFIETS AINBOED ABYSTAND CARAVAN";
  Csv csv;
  csv.rows = parse(slurp(folder + "/coil2000/ticdata2000.txt"), '\t');
  std::istringstream words(names);
  for (std::string word; words >> word;) csv.header.push_back(word);
  take(set, csv, {"CARAVAN"}, {"MOSTYPE", "MOSHOOFD"});
  for (const Row& row : csv.rows) set.won.push_back(row.back() == "1");
  number_folds(set, folder + "/coil2000/folds.csv");
  return set;
}

/// Days since 1970 of "YYYY-MM-DD…" (H. Hinnant, days_from_civil).
std::int64_t days_of(const std::string& date) {
  std::int64_t y = std::stoi(date.substr(0, 4));
  const int m = std::stoi(date.substr(5, 2)), d = std::stoi(date.substr(8, 2));
  y -= m <= 2;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const auto yoe = y - era * 400;
  const auto doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/// Milliseconds since 1970 of "YYYY-MM-DDTHH:MM:SS.mmmZ".
std::int64_t moment_of(const std::string& text) {
  const double seconds = std::stod(text.substr(17));
  return (days_of(text) * 24 + std::stoi(text.substr(11, 2))) * 3600000 +
         std::stoi(text.substr(14, 2)) * 60000 + static_cast<std::int64_t>(seconds * 1000 + 0.5);
}

DataSet olist(const std::string& folder) {
  DataSet set;
  const Csv csv = read(folder + "/olist-funnel/olist_marketing_qualified_leads_dataset.csv");
  const auto folds = folds_of(folder + "/olist-funnel/folds.csv");
  std::set<std::string> closed;
  for (const Row& row : read(folder + "/olist-funnel/olist_closed_deals_dataset.csv").rows)
    closed.insert(row[0]);
  take(set, csv, {"mql_id", "first_contact_date"}, {});
  for (const Row& row : csv.rows) {
    set.won.push_back(closed.count(row[0]) > 0);
    set.fold.push_back(folds.at(row[0]));
    set.at.push_back(days_of(row[1]) * 86400000);
  }
  return set;
}

DataSet crm(const std::string& folder) {
  DataSet set;
  const std::string own = folder + "/crm-sales-opportunities/";
  const Csv pipeline = read(own + "sales_pipeline.csv");
  const Csv accounts = read(own + "accounts.csv");
  const Csv teams = read(own + "sales_teams.csv");
  const auto folds = folds_of(own + "folds.csv");
  std::map<std::string, Row> account, team;
  for (const Row& row : accounts.rows) account[row[0]] = row;
  for (const Row& row : teams.rows) team[row[0]] = row;
  const std::vector<std::string> names = {"sales_agent", "product", "account", "sector", "year_established",
      "revenue", "employees", "office_location", "subsidiary_of", "manager", "regional_office"};
  for (const std::string& name : names) set.columns.push_back({name, {}, false});
  for (const Row& row : pipeline.rows) {
    const auto fold = folds.find(row[0]);
    if (fold == folds.end()) continue;
    Row values = {row[1], row[2], row[3]};
    const Row& about = account[row[3]];
    for (std::size_t i = 1; i < 7; ++i) values.push_back(about.size() > i ? about[i] : "");
    const Row& agent = team[row[1]];
    for (std::size_t i = 1; i < 3; ++i) values.push_back(agent.size() > i ? agent[i] : "");
    for (std::size_t c = 0; c < values.size(); ++c) set.columns[c].cells.push_back(values[c]);
    set.won.push_back(row[4] == "Won");
    set.fold.push_back(fold->second);
  }
  return set;
}

/// Counts and recency of each activity within 168 h of registration.
DataSet bpic(const std::string& folder) {
  DataSet set;
  const std::string own = folder + "/bpic2012-loan-leads/";
  const Csv cases = read(own + "cases.csv");
  const auto folds = folds_of(own + "folds_168h.csv");
  struct Case {
    std::int64_t registered = 0;
    std::map<std::string, int> counts;
    std::map<std::string, double> last_hours;
    std::set<std::int64_t> days;
    std::set<std::string> resources;
    int total = 0, last_day = 0, last_3_days = 0;
    double last = 168;
    std::string last_activity;
  };
  std::map<std::string, Case> by_id;
  for (const Row& row : cases.rows)
    if (folds.count(row[0]) > 0) by_id[row[0]].registered = moment_of(row[1]);
  std::set<std::string> kinds;
  for (const Row& row : parse(slurp_gzip(own + "events.csv.gz"), ',')) {
    const auto found = by_id.find(row[0]);
    if (found == by_id.end()) continue;
    Case& lead = found->second;
    const double hours = static_cast<double>(moment_of(row[1]) - lead.registered) / 3600000;
    if (hours > 168 || row[2] == "A_REGISTERED" || row[2] == "A_APPROVED" || row[2] == "A_ACTIVATED" ||
        row[2] == "O_ACCEPTED")
      continue;
    std::string kind = row[2];
    if (kind[0] == 'W') kind += row[3] == "START" ? "_START" : row[3] == "SCHEDULE" ? "_SCHEDULE" : "_COMPLETE";
    kinds.insert(kind);
    ++lead.counts[kind];
    lead.last_hours[kind] = 168 - hours;
    lead.days.insert(moment_of(row[1]) / 86400000);
    lead.resources.insert(row[4]);
    ++lead.total;
    if (hours > 144) ++lead.last_day;
    if (hours > 96) ++lead.last_3_days;
    lead.last = 168 - hours;
    lead.last_activity = kind;
  }
  const auto number = [](double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.6g", value);
    return std::string(buffer);
  };
  std::map<std::string, std::size_t> places;
  const auto put = [&](const std::string& name, const std::string& cell) {
    const auto [place, fresh] = places.try_emplace(name, set.columns.size());
    if (fresh) set.columns.push_back({name, {}, false});
    set.columns[place->second].cells.push_back(cell);
  };
  for (const Row& row : cases.rows) {
    if (folds.count(row[0]) == 0) continue;
    const Case& lead = by_id[row[0]];
    put("amount", row[2]);
    for (const std::string& kind : kinds) {
      const auto count = lead.counts.find(kind);
      put("count " + kind, number(count == lead.counts.end() ? 0 : count->second));
      put("hours since " + kind, count == lead.counts.end() ? "" : number(lead.last_hours.at(kind)));
    }
    put("active days", number(static_cast<double>(lead.days.size())));
    put("people", number(static_cast<double>(lead.resources.size())));
    put("events", number(lead.total));
    put("events last day", number(lead.last_day));
    put("events last 3 days", number(lead.last_3_days));
    put("hours since last", number(lead.last));
    put("last activity", lead.last_activity);
    set.won.push_back(row[3] == "won");
    set.fold.push_back(folds.at(row[0]));
    set.at.push_back(lead.registered);
  }
  return set;
}

bool number_of(const std::string& cell, double& value) {
  const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return read.ec == std::errc() && read.ptr == cell.data() + cell.size();
}

}  // namespace

Table table_of(const DataSet& set, const std::vector<std::size_t>& rows) {
  Table table;
  table.columns.rows = rows.size();
  for (const Cells& cells : set.columns) {
    std::vector<std::uint8_t>& validity = table.validity.emplace_back((rows.size() + 7) / 8, std::uint8_t{0});
    double value = 0;
    bool numbers = !cells.text;
    for (const std::string& cell : cells.cells) numbers = numbers && (cell.empty() || number_of(cell, value));
    bantam::Column column;
    column.name = cells.name;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (!cells.cells[rows[i]].empty())
        validity[i / 8] = static_cast<std::uint8_t>(validity[i / 8] | (1U << (i % 8)));
    if (numbers) {
      std::vector<double>& values = table.numbers.emplace_back(rows.size(), 0.0);
      for (std::size_t i = 0; i < rows.size(); ++i) number_of(cells.cells[rows[i]], values[i]);
      column.values = bantam::NumberColumn{values};
    } else {
      std::map<std::string, std::uint32_t> codes;
      for (const std::string& cell : cells.cells) codes.emplace(cell, 0);
      std::vector<std::int32_t>& offsets = table.offsets.emplace_back(1, 0);
      std::string& bytes = table.bytes.emplace_back();
      std::uint32_t next = 0;
      for (auto& [text, code] : codes) {
        code = next++;
        bytes += text;
        offsets.push_back(static_cast<std::int32_t>(bytes.size()));
      }
      std::vector<std::uint32_t>& own = table.codes.emplace_back(rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) own[i] = codes.at(cells.cells[rows[i]]);
      column.values = bantam::DictionaryColumn{
          own, bantam::TextColumn{offsets, bantam::View<char>(bytes.data(), bytes.size())}};
    }
    column.validity = validity;
    table.columns.attributes.push_back(std::move(column));
  }
  for (const std::size_t row : rows) {
    table.won.push_back(set.won[row]);
    if (!set.at.empty()) table.at.push_back(set.at[row]);
  }
  return table;
}

DataSet load(const std::string& folder, const std::string& name) {
  DataSet set;
  if (name == "x-education") set = x_education(folder, false);
  else if (name == "x-education-strict") set = x_education(folder, true);
  else if (name == "bank-marketing") set = bank(folder);
  else if (name == "online-shoppers") set = shoppers(folder);
  else if (name == "bpic2012") set = bpic(folder);
  else if (name == "olist-funnel") set = olist(folder);
  else if (name == "coil2000") set = coil(folder);
  else if (name == "crm-sales-opportunities") set = crm(folder);
  else fail("no data set " + name);
  set.name = name;
  return set;
}

}  // namespace bench
