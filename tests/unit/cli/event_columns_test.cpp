// Event columns: what of a log is in them, and what is not.
#include <set>
#include <string>

#include "bantam/bantam.hpp"
#include "bantam/batch.hpp"
#include "cli/column_builder.hpp"
#include "test.hpp"

namespace bantam::cli {
namespace {

Model small_model() {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
    "attributes": {"size": {"type": "number"}, "name": {"type": "text"}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}, "new": {"type": "flag"}, "tags": {"type": "list"}}},
                   "call": {"fields": {"path": {"type": "text"}}}},
    "rules": [{"id": "visit", "score": "s", "on": "visit", "points_per": {"field": "seconds", "each": 1}, "newest": 1},
              {"id": "call", "score": "s", "on": "call", "points": 1}, {"id": "size", "score": "s", "if": {"==": [{"var": "size"}, 1]}, "points": 1},
              {"id": "name", "score": "s", "if": {"==": [{"var": "name"}, "x"]}, "points": 1}]})");
  REQUIRE(report.model);
  return *report.model;
}

EventColumns columns(const std::string& log, ColumnOptions options = {}) {
  static Console console;
  std::optional<EventColumns> made = columns_of(log, small_model(), options, console);
  REQUIRE(made);
  return *std::move(made);
}

/// "lead@minute/rest": an event of a minute after noon.
std::string event(const std::string& lead, int minute, const std::string& rest) {
  const std::string two = (minute < 10 ? "0" : "") + std::to_string(minute);
  return R"({"lead":")" + lead + R"(","at":"2026-01-01T12:)" + two + R"(:00Z",)" + rest + "}\n";
}

std::int64_t minute(int minutes) { return parse_timestamp("2026-01-01T12:00:00Z")->ms + minutes * 60'000; }

const Column* find(const std::vector<Column>& all, const std::string& name, std::size_t kind) {
  for (const Column& each : all)
    if (each.name == name && each.values.index() == kind) return &each;
  return nullptr;
}

bool valid(const Column& column, std::size_t row) { return ((column.validity[row / 8] >> (row % 8)) & 1) != 0; }

std::string text(const DictionaryColumn& column, std::size_t row) {
  const auto begin = column.texts.offsets[column.codes[row]];
  return {column.texts.bytes.data + begin, static_cast<std::size_t>(column.texts.offsets[column.codes[row] + 1] - begin)};
}

constexpr std::size_t number = 0, dictionary = 2, flag = 3, list = 5;

TEST_CASE("activities are rows in order of the log, fields are columns of their kinds") {
  const EventColumns made = columns(
      event("b", 2, R"("activity":"visit","fields":{"path":"/x","seconds":2.5,"new":true,"tags":["u","v"]})") +
      event("a", 1, R"("activity":"call","fields":{"path":"/y"})") +
      event("b", 1, R"("activity":"visit","fields":{"seconds":"x","path":7,"tags":[],"new":null})"));
  const ActivityColumns rows = made.activity_columns();
  REQUIRE(rows.rows == 3);
  CHECK(made.at == std::vector<std::int64_t>{minute(2), minute(1), minute(1)});
  CHECK(made.lead == std::vector<std::uint32_t>{0, 1, 0});
  CHECK(made.leads[0] == "b");
  CHECK(made.leads[1] == "a");
  CHECK(rows.types.names == std::vector<std::string>{"visit", "call"});
  CHECK(std::get<View<std::uint8_t>>(rows.types.codes)[1] == 1);
  CHECK(rows.offsets.data == nullptr);
  CHECK(rows.lead.size == 3);
  CHECK_FALSE(rows.sorted);
  CHECK_FALSE(rows.ids);
  const Column* path = find(rows.fields, "path", dictionary);
  REQUIRE(path);
  CHECK(valid(*path, 0));
  CHECK(valid(*path, 1));
  CHECK_FALSE(valid(*path, 2));
  CHECK(text(std::get<DictionaryColumn>(path->values), 1) == "/y");
  const Column* odd_path = find(rows.fields, "path", number);
  REQUIRE(odd_path);
  CHECK(valid(*odd_path, 2));
  CHECK(std::get<NumberColumn>(odd_path->values).values[2] == 7);
  CHECK(find(rows.fields, "seconds", dictionary));
  const Column* flags = find(rows.fields, "new", flag);
  REQUIRE(flags);
  CHECK(flags->validity[0] == 1);
  CHECK(std::get<FlagColumn>(flags->values).bits[0] == 1);
  const Column* lists = find(rows.fields, "tags", list);
  REQUIRE(lists);
  CHECK(lists->validity[0] == 5);
  const auto& offsets = std::get<ListColumn>(lists->values).offsets;
  REQUIRE(offsets.size == 4);
  CHECK(offsets[1] == 2);
  CHECK(offsets[3] == 2);
}

TEST_CASE("a log in lead order has offsets, and says where it is sorted") {
  const EventColumns made = columns(event("a", 1, R"("activity":"call")") + event("a", 2, R"("activity":"call")") +
                                    event("x", 2, R"("tick":true)") + event("b", 1, R"("activity":"call")"));
  CHECK(made.offsets == std::vector<std::uint64_t>{0, 2, 2, 3});
  CHECK(made.sorted);
  CHECK(made.activity_columns().lead.data == nullptr);
  CHECK_FALSE(columns(event("a", 2, R"("activity":"call")") + event("a", 1, R"("activity":"call")")).sorted);
  const EventColumns by_time = columns(event("a", 1, R"("activity":"call")") + event("b", 2, R"("activity":"call")") + event("a", 3, R"("activity":"call")"));
  CHECK(by_time.offsets.empty());
  CHECK(by_time.sorted);
}

TEST_CASE("an empty log has columns without rows") {
  const EventColumns made = columns("\n \n");
  CHECK(made.leads.size() == 0);
  CHECK_FALSE(made.latest);
  CHECK(score_batch(small_model(), made.lead_columns(), made.activity_columns(), Timestamp{0}));
}

TEST_CASE("of events that share an id the first by time stands, of one time the first in the log") {
  const auto paths = [](const std::string& log) {
    const EventColumns made = columns(log);
    std::string all;
    for (std::size_t i = 0; i < made.at.size(); ++i) all += std::to_string((made.at[i] - minute(0)) / 60'000) + made.types[made.type[i]][0] + " ";
    return all;
  };
  const auto call = [](const std::string& lead, int at, const std::string& id) { return event(lead, at, R"("activity":"call","id":")" + id + "\""); };
  const auto visit = [](const std::string& lead, int at, const std::string& id) { return event(lead, at, R"("activity":"visit","id":")" + id + "\""); };
  CHECK(paths(call("a", 1, "i") + call("a", 1, "i")) == "1c ");
  CHECK(paths(call("a", 1, "i") + visit("a", 2, "i")) == "1c ");
  CHECK(paths(visit("a", 2, "i") + call("a", 1, "i")) == "1c ");
  CHECK(paths(visit("a", 1, "i") + call("a", 1, "i")) == "1v ");
  CHECK(paths(visit("a", 1, "i") + call("b", 1, "i")) == "1v 1c ");
  CHECK(paths(visit("a", 1, "i") + call("a", 1, "j")) == "1v 1c ");
  CHECK(paths(visit("a", 3, "i") + call("a", 2, "i") + visit("a", 1, "i") + call("a", 4, "i") + call("a", 5, "")) == "1v 5c ");
  // Ids are shared by all kinds of events, and by activities that the model does not declare.
  CHECK(paths(event("a", 1, R"("tick":true,"id":"i")") + call("a", 1, "i")) == "");
  CHECK(paths(call("a", 1, "i") + event("a", 1, R"("tick":true,"id":"i")")) == "1c ");
  CHECK(paths(event("a", 1, R"("activity":"party","id":"i")") + call("a", 2, "i")) == "");
  CHECK(paths(event("a", 3, R"("attributes":{"size":1},"id":"i")") + call("a", 2, "i")) == "2c ");
}

TEST_CASE("the value of an attribute is the one set last by time, of one time the last in the log") {
  const auto sizes = [](const std::string& log) {
    const EventColumns made = columns(log);
    std::string all;
    for (const Column& each : made.lead_columns().attributes)
      for (std::size_t lead = 0; lead < made.leads.size(); ++lead) {
        if (!valid(each, lead)) continue;
        all += each.name + ":" + std::string(made.leads[lead]) + "=";
        if (const auto* numbers = std::get_if<NumberColumn>(&each.values)) all += std::to_string(static_cast<int>(numbers->values[lead])) + " ";
        else all += text(std::get<DictionaryColumn>(each.values), lead) + " ";
      }
    return all;
  };
  const auto set = [](int at, const std::string& value, const std::string& rest = "") { return event("a", at, R"("attributes":{"size":)" + value + "}" + rest); };
  CHECK(sizes(set(1, "1") + set(2, "2")) == "size:a=2 ");
  CHECK(sizes(set(2, "2") + set(1, "1")) == "size:a=2 ");
  CHECK(sizes(set(1, "1") + set(1, "2")) == "size:a=2 ");
  CHECK(sizes(set(1, "1") + set(2, "null")) == "");
  CHECK(sizes(set(1, "1") + set(2, "[1]")) == "");
  CHECK(sizes(set(1, "1") + set(2, "\"x\"")) == "size:a=x ");
  CHECK(sizes(set(1, "1") + set(2, "2", R"(,"id":"i")") + event("a", 0, R"("tick":true,"id":"i")")) == "size:a=1 ");
  CHECK(sizes(set(1, "1") + event("b", 2, R"("attributes":{"name":"x","shoe":44})")) == "size:a=1 name:b=x ");
}

TEST_CASE("what is from the future or after the moment is left out") {
  const std::string log = event("a", 1, R"("activity":"call")") + event("b", 9, R"("activity":"call","received":"2026-01-01T12:00:00Z")") +
                          event("c", 5, R"("activity":"call","received":"2026-01-01T12:00:00Z")");
  const EventColumns all = columns(log);
  CHECK(all.leads.size() == 2);
  CHECK(all.latest == Timestamp{minute(5)});
  ColumnOptions options;
  options.as_of = Timestamp{minute(4)};
  const EventColumns early = columns(log, options);
  CHECK(early.leads.size() == 1);
  CHECK(early.at.size() == 1);
}

TEST_CASE("a lead is marked where its scores may depend on more than columns hold") {
  const auto marks = [](const std::string& log) { return static_cast<int>(columns(log).marks.at(0)); };
  CHECK(marks(event("a", 1, R"("tick":true)")) == lead_exists);
  CHECK(marks(event("a", 1, R"("answer":"need","verdict":"met")")) == 0);
  CHECK(marks(event("a", 1, R"("command":"accept")")) == has_command);
  CHECK(marks(event("a", 1, R"("command":"accept","id":"i")") + event("a", 1, R"("activity":"call","id":"i")")) == (lead_exists | has_command | unsure_id));
  CHECK(marks(event("a", 1, R"("command":"accept","id":"i")") + event("a", 1, R"("activity":"call","id":"j")")) == (lead_exists | has_command));
  const auto visit = [](int at, const std::string& rest) { return event("a", at, R"("activity":"visit",)" + rest); };
  CHECK(marks(visit(1, R"("fields":{"more":1})") + visit(1, R"("fields":{"seconds":1})")) == (lead_exists | unsure_order));
  CHECK(marks(visit(1, R"("fields":{"path":{"x":1}})") + visit(1, R"("fields":{"seconds":1})")) == (lead_exists | unsure_order));
  CHECK(marks(visit(1, R"("fields":{"more":null})") + visit(1, R"("fields":{"seconds":1})")) == lead_exists);
  CHECK(marks(visit(1, R"("fields":{"more":1})") + visit(2, R"("fields":{"seconds":1})")) == lead_exists);
  CHECK(marks(visit(1, R"("fields":{"more":1},"id":"i")") + visit(1, R"("fields":{"more":1})")) == lead_exists);
  CHECK(marks(visit(1, R"("fields":{"more":1})") + event("a", 1, R"("activity":"call")")) == lead_exists);

  CHECK(columns_suffice(lead_exists | has_command, Resets::never));
  CHECK_FALSE(columns_suffice(lead_exists | has_command, Resets::by_command));
  CHECK(columns_suffice(lead_exists, Resets::by_command));
  CHECK_FALSE(columns_suffice(lead_exists, Resets::by_time));
  CHECK_FALSE(columns_suffice(has_command, Resets::never));
  CHECK_FALSE(columns_suffice(lead_exists | unsure_id, Resets::never));
  CHECK_FALSE(columns_suffice(lead_exists | unsure_order, Resets::never));
}

TEST_CASE("leads are listed by the bytes of their ids") {
  std::string log;
  std::set<std::string> ids;
  for (int i = 0; i < 500; ++i) {
    const std::string id = std::string(static_cast<std::size_t>(i % 12), 'x') + std::to_string(i * 7919 % 1000);
    ids.insert(id);
    log += event(id, 1, R"("tick":true)");
  }
  const EventColumns made = columns(log);
  std::vector<std::string> listed;
  for (const std::uint32_t lead : made.leads_by_id()) listed.emplace_back(made.leads[lead]);
  CHECK(listed == std::vector<std::string>(ids.begin(), ids.end()));
}

TEST_CASE("texts that one column cannot hold go on in another") {
  ColumnOptions options;
  options.most_bytes = 70'000;
  std::string log;
  for (int i = 0; i < 300; ++i) {
    const std::string path = std::string(1000, 'x') + std::to_string(i % 150);
    log += event("a", i % 60, R"("activity":"visit","fields":{"path":")" + path + R"(","tags":[")" + path + "\"]}");
  }
  const EventColumns made = columns(log, options);
  const ActivityColumns rows = made.activity_columns();
  std::vector<std::size_t> seen(300);
  std::size_t paths = 0;
  for (const Column& each : rows.fields) {
    if (each.name != "path") continue;
    ++paths;
    for (std::size_t row = 0; row < 300; ++row) {
      if (!valid(each, row)) continue;
      ++seen[row];
      CHECK(text(std::get<DictionaryColumn>(each.values), row) == std::string(1000, 'x') + std::to_string(row % 150));
    }
  }
  CHECK(paths > 2);
  CHECK(seen == std::vector<std::size_t>(300, 1));
  CHECK(prepare_batch(small_model(), made.lead_columns(), rows, Timestamp{minute(60)}));
}

TEST_CASE("ids that one column cannot hold end it with the line") {
  ColumnOptions options;
  options.most_bytes = 70'000;
  std::string log;
  for (int i = 0; i < 1000; ++i) log += event("a", 1, R"("activity":"call","id":")" + std::string(100, 'i') + std::to_string(i) + "\"");
  Console console;
  CHECK_FALSE(columns_of(log, small_model(), options, console));
}

/// Rows that score_batch gives, to see that hostile logs cost no more than friendly ones.
std::size_t scored(const std::string& log) {
  const EventColumns made = columns(log);
  REQUIRE(score_batch(small_model(), made.lead_columns(), made.activity_columns(), *made.latest));
  return made.at.size();
}

TEST_CASE("hostile logs of 100,000 events are read and scored") {
  constexpr int count = 100'000;
  std::string same, distinct, repeats, attributes, names;
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    same += event("a", 1, R"("activity":"visit","fields":{"seconds":1,"more":)" + n + "}");
    distinct += event("lead" + n, 1, R"("id":"id)" + n + R"(","activity":"visit","fields":{"path":"/)" + n + R"(","tags":["t)" + n + "\"]}");
    repeats += event("a", i % 60, R"("id":"i","activity":"visit","fields":{"path":"/)" + n + "\"}");
    attributes += event("a", i % 60, R"("attributes":{"size":)" + n + R"(,"name":"n)" + n + "\"}");
    names += event("a", 1, R"("activity":"type)" + n + R"(","fields":{"field)" + n + "\":1}");
  }
  CHECK(scored(same) == count);
  CHECK(scored(distinct) == count);
  CHECK(scored(repeats) == 1);
  CHECK(scored(attributes) == 0);
  CHECK(scored(names) == 0);
}

}  // namespace
}  // namespace bantam::cli
