// Data at its worst, a million rows each: what would take a quadratic scorer hours is done before
// anybody notices. docs/performance.md.
#include <numeric>

#include "support/batch_world.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t many = 100'000;  // of the million: sanitizers are slow
#else
constexpr std::size_t many = 1'000'000;
#endif
constexpr Timestamp now{1'767'225'600'000};

Model hostile_model() {
  return *compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
      "activities": {"visit": {"fields": {"n": {"type": "number"}, "path": {"type": "text"}}}, "call": {"fields": {"n": {"type": "number"}}}},
      "signals": {"sum": {"on": ["visit", "call"], "field": "n", "measure": "sum"},
                  "last": {"on": "visit", "field": "path", "measure": "last"}},
      "rules": [
        {"id": "newest", "score": "s", "on": ["visit", "call"], "points_per": {"field": "n", "each": 1}, "newest": 2},
        {"id": "rest", "score": "s", "on": "visit", "points": 1, "cooldown": "1h", "per_day": 3, "window": "30d"},
        {"id": "path", "score": "s", "on": "visit", "when": {"endsWith": [{"var": "path"}, "8"]}, "points": 0.001},
        {"id": "fades", "score": "s", "on": "call", "points": 0.001, "decay": {"half_life": "10d"}},
        {"id": "sum", "score": "s", "of": "signal.sum", "bands": [{"below": 0, "points": -1}, {"points": 0}]}]})").model;
}

/// A million activities, each with a text of its own.
struct Log {
  std::vector<std::uint8_t> types;
  std::vector<std::int64_t> at;
  std::vector<double> numbers;
  std::vector<std::int32_t> text_offsets = {0};
  std::vector<char> bytes;
  std::vector<std::uint32_t> codes;
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> lead;

  Log() : types(many), at(many, 1'767'000'000'000), numbers(many), codes(many) {
    for (std::size_t i = 0; i < many; ++i) {
      types[i] = static_cast<std::uint8_t>(i % 2);
      numbers[i] = static_cast<double>((i * 7919) % many);
      codes[i] = static_cast<std::uint32_t>((i * 7919) % many);
      const std::string text = "/page/" + std::to_string(i);
      bytes.insert(bytes.end(), text.begin(), text.end());
      text_offsets.push_back(static_cast<std::int32_t>(bytes.size()));
    }
  }

  ActivityColumns columns(bool dictionary) const {
    const TextColumn texts{text_offsets, View<char>(bytes.data(), bytes.size())};
    ActivityColumns columns;
    columns.rows = many;
    columns.types = {View<std::uint8_t>(types), {"visit", "call"}};
    columns.at = at;
    columns.offsets = offsets;
    columns.lead = lead;
    columns.fields = {{"n", NumberColumn{numbers}},
                      {"path", dictionary ? Column{"", DictionaryColumn{codes, texts}}.values : Column{"", texts}.values}};
    return columns;
  }
};

Points scored(const LeadColumns& leads, const ActivityColumns& activities, std::size_t lead) {
  const Result<BatchScores> scores = score_batch(hostile_model(), leads, activities, now);
  if (!scores) FAIL(to_text(scores.error()));
  for (std::size_t l = 0; l < leads.rows; ++l)
    if (l != lead && scores->total[l] != Points()) FAIL("lead " << l << " has points");
  return scores->total[lead];
}

}  // namespace

TEST_CASE("one lead with every activity, all at one moment, every text distinct") {
  Log log;
  log.offsets = {0, many};
  const Points dictionary = scored({1}, log.columns(true), 0);
  CHECK(to_text(dictionary) == to_text(scored({1}, log.columns(false), 0)));
  log.offsets = {};
  log.lead.assign(many, 0);
  CHECK(scored({1}, log.columns(true), 0) == dictionary);
}

TEST_CASE("one lead with every activity, all at one moment, told apart by nothing but their texts") {
  Log log;
  log.offsets = {0, many};
  std::fill(log.numbers.begin(), log.numbers.end(), 1.0);
  CHECK(scored({1}, log.columns(true), 0) == scored({1}, log.columns(false), 0));
}

TEST_CASE("one lead with every activity, descending") {
  Log log;
  for (std::size_t i = 0; i < many; ++i) log.at[i] = now.ms - static_cast<std::int64_t>(i) * 60'000;
  log.offsets = {0, many};
  const Points in_lead_order = scored({1}, log.columns(false), 0);
  log.offsets = {};
  log.lead.assign(many, 0);
  CHECK(scored({1}, log.columns(false), 0) == in_lead_order);
}

TEST_CASE("a million leads, of which the middle one has every activity") {
  Log log;
  log.offsets.assign(many + 1, many);
  std::fill_n(log.offsets.begin(), many / 2 + 1, std::uint64_t{0});
  const Points in_lead_order = scored({many}, log.columns(true), many / 2);
  log.offsets = {};
  log.lead.assign(many, many / 2);
  CHECK(scored({many}, log.columns(true), many / 2) == in_lead_order);
}

TEST_CASE("a million leads with an activity each, the last lead first") {
  Log log;
  log.lead.resize(many);
  for (std::size_t i = 0; i < many; ++i) log.lead[i] = static_cast<std::uint32_t>(many - 1 - i);
  const Result<BatchScores> arrived = score_batch(hostile_model(), {many}, log.columns(true), now);
  REQUIRE(arrived);
  log.lead.clear();
  log.offsets.resize(many + 1);
  std::iota(log.offsets.begin(), log.offsets.end(), std::uint64_t{0});
  const Result<BatchScores> ordered = score_batch(hostile_model(), {many}, log.columns(true), now);
  REQUIRE(ordered);
  bool right = true;
  for (std::size_t l = 0; l < many; ++l) right &= arrived->total[l] == ordered->total[many - 1 - l];
  CHECK(right);
}

TEST_CASE("a dictionary of a million texts for one lead is read where the lead points") {
  const Model model = *compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}, "attributes": {
      "path": {"type": "text"}}, "rules": [{"id": "r", "score": "s", "of": "path", "values": {"/page/)" + std::to_string(many - 1) + R"(": 5}, "other": 1}]})").model;
  const Log log;
  const std::vector<std::uint32_t> codes = {many - 1};
  const LeadColumns leads = {1, {{"path", DictionaryColumn{codes, {log.text_offsets, View<char>(log.bytes.data(), log.bytes.size())}}}}};
  CHECK(score_batch(model, leads, {}, now)->total[0] == Points::of_thousandths(5000));
}
