#include "determinism/world.hpp"

#include "analytics/learn_random.hpp"

namespace determinism {
namespace {

using Texts = std::vector<std::string>;

/// In the arithmetic of doubles these are not what they seem in decimals.
const Texts numbers = {"0.1",    "0.2",    "0.3",    "0.7",    "1.1",     "1.005",  "2.675", "4.35",
                       "0.05",   "1e-310", "5e-324", "1e308",  "-0.3",    "0",      "33.3",  "1e22",
                       "123456", "1e23",   "8.5e-4", "0.0005", "72.4999", "9.9995", "-0",    "600"};

class LogWriter {
 public:
  explicit LogWriter(std::uint64_t seed) : random_(seed) {}

  std::string line(std::size_t lead) {
    std::string text = "{\"lead\":\"L" + std::to_string(lead) + "\",\"at\":\"";
    text += moment() + "\"";
    if (below(4) == 0) text += ",\"id\":\"e" + std::to_string(below(20)) + "\"";
    text += ",";
    switch (below(10)) {
      case 0: case 1: case 2: case 3: text += visit(); break;
      case 4: text += webinar(); break;
      case 5: case 6: text += attributes(); break;
      case 7: text += answer(); break;
      case 8: text += command(); break;
      default: text += below(2) == 0 ? "\"activity\":\"call\"" : "\"tick\":true"; break;
    }
    return text + "}";
  }

  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_.below(count)); }

 private:
  const std::string& one_of(const Texts& texts) { return texts[below(texts.size())]; }
  std::string quoted_one_of(const Texts& texts) { return "\"" + one_of(texts) + "\""; }

  std::string two_digits(std::size_t number) { return std::to_string(100 + number).substr(1); }

  std::string moment() {
    std::string text = "2026-11-" + two_digits(1 + below(30));
    text += "T" + two_digits(below(24));
    text += ":" + two_digits(below(60));
    return text + (below(3) == 0 ? ":59.999Z" : ":00Z");
  }

  std::string visit() {
    std::string text = "\"activity\":\"visit\",\"fields\":{\"path\":";
    text += quoted_one_of({"/pricing", "/pricing/annual", "/über-uns", "/", "/Pricing"});
    if (below(5) != 0) text += ",\"seconds\":" + one_of(numbers);
    return text + "}";
  }

  std::string webinar() {
    return "\"activity\":\"webinar\",\"fields\":{\"topic\":" +
           quoted_one_of({"Basics", "pricing", "none"}) + "}";
  }

  std::string attributes() {
    std::string text = "\"attributes\":{\"size\":" + one_of(numbers);
    if (below(2) == 0) text += ",\"share\":" + one_of(numbers);
    if (below(2) == 0)
      text += ",\"email\":" + quoted_one_of({"kim@İstanbul.example", "KIM@own.example", "ı@x.example"});
    if (below(2) == 0) text += ",\"industry\":" + quoted_one_of({"software", "finance", "Finance"});
    if (below(3) == 0) text += ",\"since\":" + quoted_one_of({"2020-02-29", "2026-11-30", "later"});
    if (below(4) == 0) text += std::string(",\"tags\":[\"partner\",\"\\u00e9\"],\"vip\":true");
    return text + "}";
  }

  std::string answer() {
    static const Texts answers = {"\"budget\",\"fields\":{\"amount\":10000}",
                                  "\"budget\",\"fields\":{\"amount\":9999.9999999999}",
                                  "\"authority\",\"verdict\":\"met\"", "\"need\",\"fields\":{\"pain\":3}",
                                  "\"need\",\"fields\":{\"pain\":2.9999999999999998}",
                                  "\"timeline\",\"fields\":{\"decide_by\":\"2027-04-30\"}"};
    return "\"answer\":" + one_of(answers);
  }

  std::string command() {
    static const Texts commands = {"\"accept\"", "\"qualify\"", "\"open_opportunity\"", "\"win\"",
                                   "\"reject\",\"reason\":\"no_budget\"", "\"recycle\",\"reason\":\"späte\"",
                                   "\"override\",\"to\":\"sal\",\"reason\":\"called us\""};
    return "\"command\":" + one_of(commands) + ",\"by\":\"sdr-7\"";
  }

  bantam::learning::Random random_;
};

}  // namespace

const std::string& document_of_edges() {
  static const std::string text = R"({
  "format": "bantam/1", "name": "edges", "step": "1h",
  "attributes": {"size": {"type": "number"}, "share": {"type": "number"},
    "email": {"type": "text", "ignore_case": true}, "since": {"type": "date"}},
  "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}},
    "webinar": {"fields": {"topic": {"type": "text", "ignore_case": true}}}, "call": {}},
  "signals": {
    "seconds": {"on": "visit", "measure": "sum", "field": "seconds"},
    "recent": {"on": "visit", "measure": "sum", "field": "seconds", "window": "7d"},
    "longest": {"on": "visit", "measure": "max", "field": "seconds"}},
  "scores": {"sums": {"bands": [{"name": "A", "from": 10}, {"name": "B", "from": -1000}]}, "worths": {}},
  "rules": [
    {"id": "third", "score": "sums", "points": 0.333,
     "if": {">": [{"+": [{"var": "size"}, {"var": "share"}]}, 0.3]}},
    {"id": "sum", "score": "sums", "points": 1, "if": {"==": [{"+": [{"var": "size"}, 0.1]}, 0.3]}},
    {"id": "difference", "score": "sums", "points": 2, "if": {">=": [{"-": [{"var": "size"}, 0.2]}, 0.1]}},
    {"id": "product", "score": "sums", "points": 4, "if": {"<=": [{"*": [{"var": "size"}, 3]}, 0.3]}},
    {"id": "quotient", "score": "sums", "points": 8,
     "if": {"<": [{"*": [{"/": [{"var": "size"}, 3]}, 3]}, {"var": "size"}]}},
    {"id": "below normal", "score": "sums", "points": 16, "if": {">": [{"/": [{"var": "size"}, 2]}, 0]}},
    {"id": "beyond", "score": "sums", "points": 32,
     "if": {">": [{"*": [{"var": "share"}, {"var": "share"}]}, 1e300]}},
    {"id": "seconds", "score": "sums", "points": 64, "if": {">": [{"var": "signal.seconds"}, 1.1]}},
    {"id": "recent", "score": "sums", "of": "signal.recent",
     "bands": [{"below": 0.3, "points": 1.5}, {"below": 1.4, "points": 2.5}, {"points": 3.5}]},
    {"id": "longest", "score": "sums", "points": 128,
     "if": {"==": [{"-": [{"var": "signal.seconds"}, {"var": "signal.longest"}]}, 0.1]}},
    {"id": "per second", "score": "worths", "on": "visit", "points_per": {"field": "seconds", "each": 0.1},
     "decay": {"half_life": "36h"}, "max": 500},
    {"id": "per half", "score": "worths", "on": "visit", "points_per": {"field": "seconds", "each": 0.005},
     "decay": {"step": "1d", "keep": 0.9}, "newest": 3},
    {"id": "line", "score": "worths", "on": ["visit", "webinar"], "points": 3.333,
     "decay": {"linear": "17d"}, "cooldown": "1h"}],
  "total": {"weights": {"sums": 0.123, "worths": 1}},
  "stages": {"mql": {"promote_if": {">": [{"var": "score.total"}, 30]},
    "demote_if": {"<": [{"var": "score.total"}, 3.3]}}}})";
  return text;
}

std::vector<std::string> log_of(std::size_t leads, std::uint64_t seed) {
  LogWriter writer(seed);
  std::vector<std::string> lines;
  for (std::size_t lead = 1; lead <= leads; ++lead)
    for (std::size_t left = 8 + writer.below(24); left > 0; --left) lines.push_back(writer.line(lead));
  return lines;
}

}  // namespace determinism
