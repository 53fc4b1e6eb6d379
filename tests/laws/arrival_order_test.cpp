// Law: rows in order of arrival give what the same rows in lead order give, with so many leads that
// the blocks they are scored in, the groups of blocks and the ranges have borders everywhere.
#include <algorithm>
#include <thread>

#include "bantam/bantam.hpp"
#include "laws/generate.hpp"
#include "test.hpp"

namespace {

constexpr std::size_t leads = 6000;
constexpr bantam::Timestamp now{1'782'864'000'000};

const char* const document = R"({
  "format": "bantam/1", "name": "m",
  "attributes": {"size": {"type": "number"}},
  "activities": {
    "view": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}},
    "call": {"fields": {"seconds": {"type": "number"}, "note": {"type": "text"}}},
    "visit": {"fields": {"path": {"type": "text"}}},
    "click": {}},
  "signals": {"last_path": {"on": "view", "measure": "last", "field": "path"}},
  "scores": {"heat": {"bands": [{"name": "hot", "from": 50}, {"name": "cold", "from": -1000}]}},
  "rules": [
    {"id": "pricing", "score": "heat", "on": "view", "points": 3, "newest": 4,
     "when": {"startsWith": [{"var": "path"}, "/a"]}},
    {"id": "seconds", "score": "heat", "on": "call", "newest": 3, "points_per": {"field": "seconds", "each": 0.01}},
    {"id": "long", "score": "heat", "on": ["view", "call"], "points": 1, "when": {">": [{"var": "seconds"}, 50]},
     "decay": {"half_life": "30d"}},
    {"id": "noted", "score": "heat", "on": "call", "points": 2, "when": {"==": [{"var": "note"}, "n1"]}},
    {"id": "clicks", "score": "heat", "on": "click", "points": 1, "cooldown": "12h", "per_day": 2, "window": "60d"},
    {"id": "silent", "score": "heat", "if": {"missing": ["signal.last_path"]}, "points": -5}]})";

/// Rows in order of arrival.
struct Log {
  std::vector<std::uint32_t> lead;
  std::vector<std::int64_t> at;
  std::vector<std::uint8_t> type;
  std::vector<std::uint32_t> path;
  std::vector<double> seconds;
  std::vector<std::uint8_t> has_path, has_seconds;
  std::vector<std::int32_t> note_ends = {0};
  std::vector<char> notes;

  std::size_t rows() const { return lead.size(); }

  void add(std::uint32_t of, const Log* from, std::size_t row, generate::Random& random) {
    const std::size_t mine = rows();
    lead.push_back(of);
    at.push_back(from ? from->at[row] : now.ms + 86'400'000 - static_cast<std::int64_t>(random.below(9'000)) * 1'000'000);
    type.push_back(from ? from->type[row] : static_cast<std::uint8_t>(random.below(5)));
    path.push_back(from ? from->path[row] : static_cast<std::uint32_t>(random.below(4)));
    seconds.push_back(from ? from->seconds[row] : static_cast<double>(random.below(100)));
    has_path.resize(mine / 8 + 1);
    has_seconds.resize(mine / 8 + 1);
    const auto copy = [&](std::vector<std::uint8_t>& bits, const std::vector<std::uint8_t>* old) {
      const bool set = old ? ((*old)[row / 8] >> (row % 8) & 1) != 0 : !random.once_in(3);
      if (set) bits[mine / 8] = static_cast<std::uint8_t>(bits[mine / 8] | 1U << (mine % 8));
    };
    copy(has_path, from ? &from->has_path : nullptr);
    copy(has_seconds, from ? &from->has_seconds : nullptr);
    notes.push_back('n');
    notes.push_back(from ? from->notes[2 * row + 1] : static_cast<char>('0' + random.below(3)));
    note_ends.push_back(static_cast<std::int32_t>(notes.size()));
  }
};

/// Most leads have some rows, some have none, and one has more than a block holds.
Log arrivals(generate::Random& random, std::size_t rows) {
  Log log;
  for (std::size_t row = 0; row < rows; ++row) {
    auto lead = static_cast<std::uint32_t>(random.below(leads));
    if (random.once_in(8)) lead = 4321;
    if (lead % 7 == 3) ++lead;
    log.add(std::min<std::uint32_t>(lead, leads - 1), nullptr, 0, random);
  }
  return log;
}

Log by_lead(const Log& log, generate::Random& random, std::vector<std::uint64_t>& offsets) {
  std::vector<std::size_t> rows(log.rows());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return log.lead[a] < log.lead[b]; });
  Log sorted;
  offsets.assign(leads + 1, 0);
  for (const std::size_t row : rows) {
    sorted.add(log.lead[row], &log, row, random);
    ++offsets[log.lead[row] + 1];
  }
  for (std::size_t l = 0; l < leads; ++l) offsets[l + 1] += offsets[l];
  return sorted;
}

const std::vector<std::int32_t> path_ends = {0, 2, 4, 7, 8};
const std::vector<char> paths = {'/', 'a', '/', 'b', '/', 'a', 'c', '/'};

bantam::ActivityColumns columns_of(const Log& log) {
  bantam::ActivityColumns columns;
  columns.rows = log.rows();
  columns.types.codes = bantam::View<std::uint8_t>(log.type);
  columns.types.names = {"view", "call", "visit", "click", "unheard"};
  columns.at = log.at;
  columns.fields = {
      {"path", bantam::DictionaryColumn{log.path, {path_ends, paths}}, log.has_path},
      {"seconds", bantam::NumberColumn{log.seconds}, log.has_seconds},
      {"note", bantam::TextColumn{log.note_ends, log.notes}}};
  return columns;
}

struct Same {
  const bantam::BatchScores& expected;
  const bantam::BatchScores& scores;

  template <class Column>
  static std::size_t first_difference(const Column& a, const Column& b) {
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  }
  void check() const {
    for (std::size_t r = 0; r < expected.contributions.size(); ++r) {
      INFO("rule " << r);
      CHECK(first_difference(expected.contributions[r], scores.contributions[r]) == leads);
    }
    CHECK(first_difference(expected.total, scores.total) == leads);
    CHECK(scores.bands == expected.bands);
  }
};

bantam::Model compiled() {
  const bantam::CompileReport report = bantam::compile(document);
  for (const bantam::Diagnostic& each : report.diagnostics) UNSCOPED_INFO(to_text(each));
  REQUIRE(report.model);
  return *report.model;
}

struct Arrived {
  explicit Arrived(std::size_t rows, std::uint64_t seed) : random(seed), log(arrivals(random, rows)), columns(columns_of(log)) {
    columns.lead = log.lead;
  }
  generate::Random random;
  Log log;
  bantam::ActivityColumns columns;
  bantam::LeadColumns lead_columns{leads, {}, {}};
  bantam::Model model = compiled();
};

std::string error_of(Arrived& world) {
  const bantam::Result<bantam::BatchScores> scores =
      bantam::score_batch(world.model, world.lead_columns, world.columns, now);
  return scores ? "none" : to_text(scores.error());
}

bool names(const std::string& error, const std::string& what) { return error.find(what + ":") != std::string::npos; }

}  // namespace

TEST_CASE("law: order of arrival gives what lead order gives", "[laws]") {
  for (const std::size_t rows : {0U, 500U, 60'000U, 200'000U}) {
    INFO("rows " << rows);
    Arrived world(rows, rows + 1);
    std::vector<std::uint64_t> offsets;
    const Log sorted = by_lead(world.log, world.random, offsets);
    bantam::ActivityColumns in_lead_order = columns_of(sorted);
    in_lead_order.offsets = offsets;
    const auto expected = bantam::score_batch(world.model, world.lead_columns, in_lead_order, now, {true});
    REQUIRE(expected);
    for (const auto& rule : expected->contributions)
      CHECK((rows < 60'000 || std::count(rule.begin(), rule.end(), bantam::Points()) < 5800));
    const auto batch = bantam::prepare_batch(world.model, world.lead_columns, world.columns, now, {true});
    REQUIRE(batch);
    for (const std::size_t longest : {leads, std::size_t{2500}, std::size_t{701}}) {
      bantam::BatchScores scores = bantam::columns_for(*batch);
      std::vector<std::thread> threads;
      for (std::size_t first = 0; first < leads; first += longest)
        threads.emplace_back([&, first] { (void)bantam::score_range(*batch, first, first + longest, scores); });
      for (std::thread& thread : threads) thread.join();
      INFO("ranges of " << longest);
      Same{*expected, scores}.check();
    }
  }
}

TEST_CASE("a bad row in order of arrival is named", "[laws]") {
  Arrived world(60'000, 5);
  const auto find = [&](std::uint8_t type) {
    const auto begin = world.log.type.begin() + 31'000;
    return static_cast<std::size_t>(std::find(begin, world.log.type.end(), type) - world.log.type.begin());
  };
  CHECK(error_of(world) == "none");
  SECTION("lead") {
    world.log.lead[31'234] = leads;
    CHECK(names(error_of(world), "column `lead`, row 31234"));
  }
  SECTION("at") {
    world.log.at[31'234] = -1;
    CHECK(names(error_of(world), "column `at`, row 31234"));
  }
  SECTION("type") {
    world.log.type[31'234] = 5;
    CHECK(names(error_of(world), "column `types`, row 31234"));
  }
  SECTION("number") {
    const std::size_t row = find(1);
    world.log.seconds[row] = 1e308 * 10;
    world.log.has_seconds[row / 8] = 0xFF;
    CHECK(names(error_of(world), "column `seconds`, row " + std::to_string(row)));
  }
  SECTION("code") {
    const std::size_t row = find(0);
    world.log.path[row] = 4;
    world.log.has_path[row / 8] = 0xFF;
    CHECK(names(error_of(world), "column `path`, row " + std::to_string(row)));
  }
}
