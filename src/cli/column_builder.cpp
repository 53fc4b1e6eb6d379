// Column builder: docs/semantics.md, sections 4, 8 and 10, as far as they say which events count.
#include "column_builder.hpp"

#include <algorithm>
#include <utility>

#include "lead_groups.hpp"
#include "log_reader.hpp"

namespace bantam::cli {

namespace {

constexpr std::size_t not_declared = static_cast<std::size_t>(-1);

}  // namespace

ColumnBuilder::ColumnBuilder(const Model& model, const ColumnOptions& options)
    : options_(options), order_matters_(order_matters(model)) {
  for (const ActivitySummary& activity : activities(model)) {
    type_names_.add(activity.type);
    columns_.types.push_back(activity.type);
    for (const FieldSummary& field : activity.fields)
      if (field_names_.add(field.name) == columns_.fields.size())
        columns_.fields.emplace_back(field.name, options.most_bytes);
  }
  columns_.type.few = columns_.types.size() <= 256;
  for (const AttributeSummary& attribute : attributes(model)) {
    attribute_names_.add(attribute.name);
    changes_.push_back({CellColumns(attribute.name, options.most_bytes), {}});
  }
}

bool ColumnBuilder::take(const SaidEvent& said) {
  if (from_the_future(said)) return true;
  columns_.latest = std::max(columns_.latest.value_or(said.at), said.at);
  if (options_.as_of && said.at > *options_.as_of) return true;
  std::uint8_t marks = lead_exists;
  if (said.kind == SaidEvent::Kind::command) marks = has_command;
  if (said.kind == SaidEvent::Kind::answer) marks = 0;
  if (!take_lead(said.lead, marks)) return false;
  if (said.kind == SaidEvent::Kind::activity) return take_activity(said);
  if (said.kind == SaidEvent::Kind::attributes) return take_attributes(said);
  return take_id(said, not_attributes);
}

bool ColumnBuilder::take_row(const std::string& lead, Timestamp at, const NamedValues& values) {
  const Event event{lead, at, AttributeChange{values}, {}, {}};
  SaidEvent said;
  say(event, said);
  return take_lead(lead, lead_exists | in_table) && take_attributes(said);
}

// --- leads

/// Makes the last of those that wait the lead of what is taken next.
bool ColumnBuilder::take_lead(std::string_view lead, std::uint8_t marks) {
  if (waiting_.size() == 0 || !same_text(waiting_.last(), lead)) {
    if (!waiting_.has_room(lead.size()) && !resolve_leads()) return false;
    waiting_marks_[waiting_.put(lead, columns_.leads.hash(lead), columns_.leads)] = 0;
  }
  std::uint8_t& all = waiting_marks_[waiting_.size() - 1];
  all = all | marks;
  return true;
}

bool ColumnBuilder::resolve_leads() {
  const std::size_t count = waiting_.size();
  if (!waiting_.add_to(columns_.leads)) return false;
  columns_.marks.resize(columns_.leads.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::uint8_t& marks = columns_.marks[waiting_.code(i)];
    marks = marks | waiting_marks_[i];
  }
  const auto resolve = [&](std::vector<std::uint32_t>& leads, std::size_t& done) {
    for (; done < leads.size(); ++done) leads[done] = waiting_.code(leads[done]);
  };
  resolve(columns_.lead, rows_with_leads_);
  resolve(attribute_event_lead_, attribute_events_with_leads_);
  for (; others_with_leads_ < others_.size(); ++others_with_leads_)
    others_[others_with_leads_].lead = waiting_.code(others_[others_with_leads_].lead);
  return true;
}

void ColumnBuilder::expect(std::size_t rows) {
  columns_.at.reserve(rows);
  columns_.lead.reserve(rows);
  if (columns_.type.few) columns_.type.bytes.reserve(rows);
  else columns_.type.words.reserve(rows);
  for (CellColumns& field : columns_.fields) field.expect(rows);
}

// --- events

bool ColumnBuilder::take_activity(const SaidEvent& said) {
  const std::optional<std::uint32_t> type = type_of(said.what);
  if (!type) return take_id(said, not_attributes);
  const std::size_t row = columns_.at.size();
  if (row + others_.size() + 1 >= no_row) return false;
  columns_.type.push_back(*type);
  columns_.at.push_back(said.at.ms);
  columns_.lead.push_back(static_cast<std::uint32_t>(waiting_.size() - 1));
  bool more = false;
  for (const SaidMember& member : said.members) {
    const std::size_t field = field_of(member);
    if (field != not_declared) columns_.fields[field].put(row, member.value, said.items);
    more |= member.value.kind == SaidValue::Kind::foreign ||
            (field == not_declared && member.value.kind != SaidValue::Kind::null);
  }
  if (said.id) return put_id(*said.id);
  if (more && order_matters_) says_more_.set(row);
  return true;
}

std::optional<std::uint32_t> ColumnBuilder::type_of(std::string_view name) {
  if (name.size() < 4 || name.size() > 16) return type_names_.find(name);
  const TwoWords words(name);
  const std::uint64_t mixed = (words.first + words.last * 0x9e3779b97f4a7c15U) * 0xbf58476d1ce4e5b9U;
  FoundType& found = found_types_[(mixed >> 32U) % found_types_.size()];
  if (((found.name.first ^ words.first) | (found.name.last ^ words.last) | (found.size ^ name.size())) == 0)
    return found.type;
  const std::optional<std::uint32_t> type = type_names_.find(name);
  if (type) found = {words, name.size(), *type};
  return type;
}

std::size_t ColumnBuilder::field_of(const SaidMember& member) {
  FoundField& found = found_fields_[member.name_number % found_fields_.size()];
  if (member.name_number != 0 && found.name_number == member.name_number) return found.field;
  const std::optional<std::uint32_t> field = field_names_.find(member.name);
  found = {member.name_number, field ? *field : not_declared};
  return found.field;
}

bool ColumnBuilder::put_id(std::string_view id) {
  TextRows& ids = columns_.ids;
  const std::size_t row = columns_.at.size() - 1;
  if (id.size() > options_.most_bytes - ids.bytes.size()) return false;
  ids.offsets.resize(row + 1, ids.offsets.back());
  ids.bytes.insert(ids.bytes.end(), id.begin(), id.end());
  ids.offsets.push_back(static_cast<std::int32_t>(ids.bytes.size()));
  ids.valid.set(row);
  return true;
}

bool ColumnBuilder::take_attributes(const SaidEvent& said) {
  const auto event = static_cast<std::uint32_t>(attribute_event_at_.size());
  if (event == not_attributes) return false;
  bool any = false;
  for (const SaidMember& member : said.members) {
    const std::optional<std::uint32_t> attribute = attribute_names_.find(member.name);
    if (!attribute) continue;
    Changes& changes = changes_[*attribute];
    if (changes.event.size() + 1 >= no_row) return false;
    changes.cells.put(changes.event.size(), member.value, said.items);
    changes.event.push_back(event);
    any = true;
  }
  if (!any) return take_id(said, not_attributes);
  attribute_event_at_.push_back(said.at.ms);
  attribute_event_lead_.push_back(static_cast<std::uint32_t>(waiting_.size() - 1));
  return take_id(said, event);
}

/// Keeps the id of an event that is no row.
bool ColumnBuilder::take_id(const SaidEvent& said, std::uint32_t attributes) {
  if (!said.id) return true;
  if (columns_.at.size() + others_.size() + 1 >= no_row) return false;
  OtherId& other = others_.emplace_back();
  other.id_begin = other_ids_.size();
  other.id_size = static_cast<std::uint32_t>(said.id->size());
  other.lead = static_cast<std::uint32_t>(waiting_.size() - 1);
  other.at = said.at.ms;
  other.rows_before = static_cast<std::uint32_t>(columns_.at.size());
  other.attributes = attributes;
  other.may_be_refused =
      said.kind == SaidEvent::Kind::answer || said.kind == SaidEvent::Kind::command;
  other_ids_.insert(other_ids_.end(), said.id->begin(), said.id->end());
  return true;
}

// --- the whole

std::optional<EventColumns> ColumnBuilder::finish() {
  if (!resolve_leads()) return std::nullopt;
  const std::size_t rows = columns_.at.size();
  for (CellColumns& field : columns_.fields) field.finish(rows);
  if (columns_.ids.valid.any()) {
    columns_.ids.offsets.resize(rows + 1, columns_.ids.offsets.back());
    columns_.ids.valid.resize(rows);
  }
  std::vector<bool> dropped_events(attribute_event_at_.size());
  leave_out_repeats(dropped_events);
  if (says_more_.any()) mark_unsure_orders();
  settle_attributes(dropped_events);
  see_order();
  return std::move(columns_);
}

/// Of the events of a lead that share an id, the first by time stands, or of one time the first in
/// the log, whatever the others say.
void ColumnBuilder::leave_out_repeats(std::vector<bool>& dropped_events) {
  const auto rows = static_cast<std::uint32_t>(columns_.at.size());
  const TextRows& ids = columns_.ids;
  if (!ids.valid.any() && others_.empty()) return;
  const auto other = [&](std::uint32_t thing) -> const OtherId& { return others_[thing - rows]; };
  const auto id = [&](std::uint32_t thing) {
    if (thing < rows) return ids[thing];
    return std::string_view(other_ids_.data() + other(thing).id_begin, other(thing).id_size);
  };
  const auto earlier = [&](std::uint32_t a, std::uint32_t b) {
    const std::int64_t at_a = a < rows ? columns_.at[a] : other(a).at;
    const std::int64_t at_b = b < rows ? columns_.at[b] : other(b).at;
    if (at_a != at_b) return at_a < at_b;
    const std::uint64_t place_a = a < rows ? a : other(a).rows_before;
    const std::uint64_t place_b = b < rows ? b : other(b).rows_before;
    if (place_a != place_b) return place_a < place_b;
    return a < rows || b < rows ? b < rows : a < b;
  };
  const auto for_each = [&](const auto& use) {
    if (ids.valid.any())
      for (std::uint32_t row = 0; row < rows; ++row)
        if (ids.valid[row]) use(columns_.lead[row], row);
    for (std::uint32_t i = 0; i < others_.size(); ++i) use(others_[i].lead, rows + i);
  };

  LeadGroups groups(columns_.leads.size());
  const HashKey key = HashKey::random();
  for_each([&](std::uint32_t lead, std::uint32_t) { groups.count(lead); });
  groups.begin();
  for_each([&](std::uint32_t lead, std::uint32_t thing) {
    groups.put(lead, thing, static_cast<std::uint32_t>(text_hash(id(thing), key) >> 32U));
  });
  std::vector<bool> dropped_rows(rows);
  bool any = false;
  groups.for_each_repeat(
      [&](std::uint32_t a, std::uint32_t b) { return id(a) == id(b); },
      [&](std::uint32_t lead, std::uint32_t a, std::uint32_t b) {
        const std::uint32_t first = earlier(a, b) ? a : b;
        const std::uint32_t repeat = first == a ? b : a;
        for (const std::uint32_t each : {a, b})
          if (each >= rows && other(each).may_be_refused)
            columns_.marks[lead] = columns_.marks[lead] | unsure_id;
        if (repeat < rows) any = dropped_rows[repeat] = true;
        else if (other(repeat).attributes != not_attributes) dropped_events[other(repeat).attributes] = true;
        return first;
      });
  if (any) drop_rows(dropped_rows);
}

void ColumnBuilder::drop_rows(const std::vector<bool>& dropped) {
  std::vector<std::uint32_t> kept;
  for (std::uint32_t row = 0; row < dropped.size(); ++row)
    if (!dropped[row]) kept.push_back(row);
  TextRows ids;
  RowBits says_more;
  TypeNumbers type;
  type.few = columns_.type.few;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const std::uint32_t row = kept[i];
    columns_.at[i] = columns_.at[row];
    columns_.lead[i] = columns_.lead[row];
    type.push_back(columns_.type[row]);
    const std::string_view id = columns_.ids[row];
    ids.bytes.insert(ids.bytes.end(), id.begin(), id.end());
    ids.offsets.push_back(static_cast<std::int32_t>(ids.bytes.size()));
    if (columns_.ids.valid[row]) ids.valid.set(i);
    if (says_more_[row]) says_more.set(i);
  }
  if (ids.valid.any()) ids.valid.resize(kept.size());
  columns_.at.resize(kept.size());
  columns_.lead.resize(kept.size());
  columns_.type = std::move(type);
  columns_.ids = std::move(ids);
  says_more_ = std::move(says_more);
  for (CellColumns& field : columns_.fields) field.gather(kept);
}

/// Marks leads with simultaneous activities of one type, none with an id, where one of them says
/// something that is in no column and might decide their order.
void ColumnBuilder::mark_unsure_orders() {
  const auto rows = static_cast<std::uint32_t>(columns_.at.size());
  std::vector<bool> concerned(columns_.leads.size());
  for (std::uint32_t row = 0; row < rows; ++row)
    if (says_more_[row]) concerned[columns_.lead[row]] = true;
  const auto for_each = [&](const auto& use) {
    for (std::uint32_t row = 0; row < rows; ++row)
      if (concerned[columns_.lead[row]] && !columns_.ids.valid[row]) use(columns_.lead[row], row);
  };
  LeadGroups groups(columns_.leads.size());
  const HashKey key = HashKey::random();
  for_each([&](std::uint32_t lead, std::uint32_t) { groups.count(lead); });
  groups.begin();
  for_each([&](std::uint32_t lead, std::uint32_t row) {
    const auto at = static_cast<std::uint64_t>(columns_.at[row]);
    const std::uint64_t hash = hashing::folded_product(at ^ key.first, columns_.type[row] ^ key.second);
    groups.put(lead, row, static_cast<std::uint32_t>(hash >> 32U));
  });
  groups.for_each_repeat(
      [&](std::uint32_t a, std::uint32_t b) {
        return columns_.at[a] == columns_.at[b] && columns_.type[a] == columns_.type[b];
      },
      [&](std::uint32_t lead, std::uint32_t a, std::uint32_t b) {
        if (says_more_[a] || says_more_[b]) columns_.marks[lead] = columns_.marks[lead] | unsure_order;
        return says_more_[a] ? a : b;
      });
}

/// The value set last is the value: by `at`, of one moment the last in the log.
void ColumnBuilder::settle_attributes(const std::vector<bool>& dropped_events) {
  for (Changes& changes : changes_) {
    std::vector<std::uint32_t> last(columns_.leads.size(), no_row);
    for (std::uint32_t change = 0; change < changes.event.size(); ++change) {
      const std::uint32_t event = changes.event[change];
      if (dropped_events[event]) continue;
      std::uint32_t& before = last[attribute_event_lead_[event]];
      if (before == no_row ||
          attribute_event_at_[event] >= attribute_event_at_[changes.event[before]])
        before = change;
    }
    changes.cells.finish(changes.event.size());
    changes.cells.gather(last);
    columns_.attributes.push_back(std::move(changes.cells));
  }
}

void ColumnBuilder::see_order() {
  const std::vector<std::int64_t>& at = columns_.at;
  const std::vector<std::uint32_t>& lead = columns_.lead;
  bool by_lead = true;
  bool by_time = true;
  bool by_time_in_lead = true;
  for (std::size_t row = 1; row < at.size(); ++row) {
    by_lead &= lead[row - 1] <= lead[row];
    by_time &= at[row - 1] <= at[row];
    by_time_in_lead &= lead[row - 1] != lead[row] || at[row - 1] <= at[row];
  }
  columns_.sorted = by_lead ? by_time_in_lead : by_time;
  if (!by_lead) return;
  columns_.offsets.assign(columns_.leads.size() + 1, 0);
  for (const std::uint32_t each : lead) ++columns_.offsets[each + 1];
  for (std::size_t i = 1; i < columns_.offsets.size(); ++i)
    columns_.offsets[i] += columns_.offsets[i - 1];
}

// --- reading

Finding too_large(const std::string& log, std::size_t line) {
  return {log, line, line == 0 ? 0U : 1U, std::string(to_text(Errc::limit_exceeded)),
          "the log is too large for one batch"};
}

namespace {

/// So many lines say how many more there will be.
constexpr std::size_t first_lines = 16'384;

/// A guess, and never more than one row for 40 bytes.
std::size_t expected_rows(std::size_t rows, std::uint64_t read, std::uint64_t total) {
  if (read == 0 || total <= read) return 0;
  const double of_a_byte = static_cast<double>(rows) / static_cast<double>(read);
  return static_cast<std::size_t>(std::min(of_a_byte * 1.02, 1.0 / 40) * static_cast<double>(total));
}

}  // namespace

std::optional<LogCounts> read_into(ColumnBuilder& builder, Input& input, const Model& model,
                                   const ColumnOptions& options, Console& console) {
  LogReader reader(input, model, {options.require_ids, options.erased});
  LogCounts counts;
  SaidEvent said;
  Finding problem;
  LogRead read;
  while ((read = reader.next(said, problem)) != LogRead::end) {
    if (read == LogRead::event) {
      if (!builder.take(said)) {
        console.report(too_large(input.name(), reader.line()));
        return std::nullopt;
      }
    } else {
      if (read == LogRead::unreadable && input.report_failure(console)) return std::nullopt;
      console.report(problem);
      ++counts.bad_lines;
      if (read == LogRead::unreadable || !options.keep_going) return std::nullopt;
    }
    if (reader.lines() % 4096 != 0) continue;
    console.progress("lines read", reader.lines(), input.bytes_read(), input.bytes_total());
    // As many as there will be, should the rest be like the beginning.
    if (reader.lines() == first_lines)
      builder.expect(expected_rows(builder.rows(), input.bytes_read(), input.bytes_total()));
  }
  if (input.report_failure(console)) return std::nullopt;
  counts.lines = reader.lines();
  counts.erased = reader.erased();
  return counts;
}

std::optional<EventColumns> columns_of(std::string_view log, const Model& model,
                                       const ColumnOptions& options, Console& console) {
  Input input = Input::over(log, "log");
  ColumnBuilder builder(model, options);
  if (!read_into(builder, input, model, options, console)) return std::nullopt;
  std::optional<EventColumns> columns = builder.finish();
  if (!columns) console.report(too_large(input.name(), 0));
  return columns;
}

}  // namespace bantam::cli
