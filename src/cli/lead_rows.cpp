// Lead rows: a row becomes the values of one attributes event; a bad one becomes a finding.
#include "lead_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "attribute_cell.hpp"
#include "bantam/json.hpp"
#include "csv.hpp"
#include "input.hpp"
#include "lead_columns.hpp"

namespace bantam::cli {

namespace {

/// Collects good rows and findings; every reader below hands its rows to it.
class TableBuilder {
 public:
  TableBuilder(const LeadRowsOptions& options, const Limits& limits, Console& console)
      : options_(options), limits_(limits), console_(console) {}

  /// False: stop.
  bool bad(const Finding& finding) {
    console_.report(finding);
    ++table_.read;
    ++table_.bad;
    return options_.keep_going;
  }

  bool row(const Finding& place, const std::string& lead, NamedValues values) {
    if (lead.empty()) return bad(at(place, "row/no_lead", "the row has no lead id"));
    if (lead.size() > limits_.id_bytes)
      return bad(at(place, std::string(to_text(Errc::limit_exceeded)),
                    fmt::format("a lead id may have at most {} bytes", limits_.id_bytes)));
    ++table_.read;
    table_.rows[lead].push_back({place.line, std::move(values)});
    return true;
  }

  static Finding at(Finding place, std::string code, std::string message) {
    place.code = std::move(code);
    place.message = std::move(message);
    return place;
  }

  LeadRows take() { return std::move(table_); }

 private:
  const LeadRowsOptions& options_;
  const Limits& limits_;
  Console& console_;
  LeadRows table_;
};

// --- CSV

/// What the header says: where the lead id is and what feeds the attributes.
struct Header {
  std::vector<std::string> names;
  std::size_t id = 0;
  std::vector<LeadColumns::Feed> feeds;
};

std::optional<Header> read_header(const CsvRecord& record, const LeadColumns& columns,
                                  const std::string& id_column, const std::string& file,
                                  Console& console) {
  Header header;
  std::map<std::string, std::size_t> places;
  for (const CsvCell& cell : record.cells) {
    places.emplace(cell.text, header.names.size());
    header.names.push_back(cell.text);
  }
  const auto find = [&](const std::string& name) -> std::optional<std::size_t> {
    const auto found = places.find(name);
    return found == places.end() ? std::nullopt : std::optional(found->second);
  };
  const auto id = find(id_column);
  if (!id) {
    const bool semicolons = record.cells.size() == 1 &&
                            record.cells[0].text.find(';') != std::string::npos;
    console.report({file, record.line, 1, "table/no_id_column",
                    fmt::format("no column `{}`", id_column),
                    semicolons ? "cells are separated by commas, this header has semicolons"
                               : "say which column holds the lead's id with --id"});
    return std::nullopt;
  }
  header.id = *id;
  header.feeds = columns.feeds(find);
  // A name that stands twice is harmless until somebody reads it.
  for (std::size_t i = 0; i < header.names.size(); ++i) {
    const std::size_t first = places.at(header.names[i]);
    bool used = first == header.id;
    for (const LeadColumns::Feed& feed : header.feeds) used = used || feed.column == first;
    if (first == i || !used) continue;
    console.report({file, record.cells[i].line, record.cells[i].column, "table/duplicate_column",
                    fmt::format("column `{}` stands twice", header.names[i])});
    return std::nullopt;
  }
  if (header.feeds.empty())
    console.report({file, record.line, 1, "table/no_attributes",
                    "no column feeds an attribute of the model",
                    "name an attribute's column with `column` in the model", Severity::warning});
  return header;
}

bool add_csv_row(const CsvRecord& record, const Header& header, const std::string& file,
                 std::size_t row, TableBuilder& builder) {
  if (record.cells.size() != header.names.size())
    return builder.bad({file, record.line, 1, "row/cells",
                        fmt::format("row {} has {} cells, the header has {}", row,
                                    record.cells.size(), header.names.size())});
  NamedValues values;
  for (const LeadColumns::Feed& feed : header.feeds) {
    const CsvCell& cell = record.cells[feed.column];
    auto [value, problem] = read_cell(*feed.attribute, cell.text);
    if (problem)
      return builder.bad({file, cell.line, cell.column, problem->code,
                          fmt::format("row {}: column `{}` wants {}", row,
                                      header.names[feed.column], problem->wanted)});
    values.push_back({feed.attribute->name, std::move(value)});
  }
  const CsvCell& id = record.cells[header.id];
  return builder.row({file, id.line, id.column, {}, {}}, id.text, std::move(values));
}

bool read_csv(Input& input, const LeadColumns& columns, const Limits& limits,
              const std::string& id_column, TableBuilder& builder, Console& console) {
  CsvReader reader(input, limits.record_bytes, limits.text_bytes);
  CsvRecord record;
  Finding problem;
  CsvReader::Read read = reader.next(record, problem);
  if (read == CsvReader::Read::bad) console.report(problem);
  if (read == CsvReader::Read::end && !input.report_failure(console))
    console.report({input.name(), 1, 1, "table/empty", "the table has no header"});
  if (read != CsvReader::Read::record) return false;
  const auto header = read_header(record, columns, id_column, input.name(), console);
  if (!header) return false;
  for (std::size_t row = 2; (read = reader.next(record, problem)) != CsvReader::Read::end; ++row) {
    const bool go_on = read == CsvReader::Read::bad
                           ? builder.bad(problem)
                           : add_csv_row(record, *header, input.name(), row, builder);
    if (!go_on) return false;
    if (row % 1024 == 0)
      console.progress("rows read", row, input.bytes_read(), input.bytes_total());
  }
  return true;
}

// --- NDJSON

/// The offset behind the brace that closes the first one; of a text that is no JSON, some offset.
std::size_t end_of_object(std::string_view text) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char byte = text[i];
    if (in_text && byte == '\\') ++i;
    else if (byte == '"') in_text = !in_text;
    else if (!in_text && (byte == '{' || byte == '[')) ++depth;
    else if (!in_text && (byte == '}' || byte == ']') && --depth == 0) return i + 1;
  }
  return text.size();
}

/// Reads a row, which is not blank, as the attributes of an event, with the library's own reader.
Result<NamedValues> read_members(const std::string& row, const Limits& limits) {
  constexpr const char* wanted = "a row is one JSON object and nothing beside it";
  const std::size_t start = row.find_first_not_of(" \t");
  if (row[start] != '{') return Error{Errc::malformed_event, wanted, 1, start + 1};
  constexpr std::string_view before = R"({"lead":"-","at":"1970-01-01T00:00:00Z","attributes":)";
  std::string text(before);
  text += row;
  text += '}';
  Result<Event> event = event_from_json(text, limits);
  Error error;
  if (!event) {
    error = event.error();
    error.column = error.column > before.size() ? error.column - before.size() : 1;
    error.column = std::min(error.column, row.size() + 1);
  }
  // What follows the row's own brace would be read as the event's.
  const std::size_t end = end_of_object(row);
  const bool more = row.find_first_not_of(" \t", end) != std::string::npos;
  if (more && (event || error.column > end))
    return Error{Errc::malformed_event, wanted, 1, row.find_first_not_of(" \t", end) + 1};
  if (!event) return error;
  return std::get<AttributeChange>(std::move(event->what)).values;
}

bool add_json_row(const Line& line, const LeadColumns& columns, const Limits& limits,
                  const std::string& id_column, const std::string& file, TableBuilder& builder) {
  Result<NamedValues> members = read_members(line.text, limits);
  if (!members) return builder.bad(finding_of(members.error(), file, line.number));
  const auto find = [&](const std::string& name) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < members->size(); ++i)
      if ((*members)[i].name == name) return i;
    return std::nullopt;
  };
  const Finding place{file, line.number, 1, {}, {}};
  const auto id = find(id_column);
  const std::string* lead = id ? (*members)[*id].value.text() : nullptr;
  if (lead == nullptr)
    return builder.bad(TableBuilder::at(place, "row/no_lead",
                                        fmt::format("the row has no text `{}`", id_column)));
  NamedValues values;
  for (const LeadColumns::Feed& feed : columns.feeds(find))
    values.push_back({feed.attribute->name, (*members)[feed.column].value});
  return builder.row(place, *lead, std::move(values));
}

bool read_ndjson(Input& input, const LeadColumns& columns, const Limits& limits,
                 const std::string& id_column, TableBuilder& builder, Console& console) {
  Line line;
  while (input.read_line(line, limits.record_bytes + 1)) {
    if (line.text.find_first_not_of(" \t") == std::string::npos) continue;
    if (!add_json_row(line, columns, limits, id_column, input.name(), builder)) return false;
    if (line.number % 1024 == 0)
      console.progress("rows read", line.number, input.bytes_read(), input.bytes_total());
  }
  return true;
}

}  // namespace

std::optional<LeadRows> read_leads(const Model& model, const LeadRowsOptions& options,
                                    Console& console) {
  std::optional<Input> input = Input::open(options.path, Passes::one, console);
  if (!input) return std::nullopt;
  const Limits limits = model.limits();
  const LeadColumns columns(attributes(model));
  TableBuilder builder(options, limits, console);
  const bool ndjson = input->peek() == '{';
  const bool complete =
      ndjson ? read_ndjson(*input, columns, limits, options.id_column, builder, console)
             : read_csv(*input, columns, limits, options.id_column, builder, console);
  if (!complete || input->report_failure(console)) return std::nullopt;
  return builder.take();
}

}  // namespace bantam::cli
