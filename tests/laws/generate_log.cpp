#include "laws/generate.hpp"

namespace generate {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string picked(Random& random, const std::vector<std::string>& items) { return random.pick(items); }

std::string visit_fields(Random& random) {
  std::string fields;
  const auto add = [&](const std::string& name, const std::vector<std::string>& values) {
    if (random.once_in(2)) return;
    fields += (fields.empty() ? "" : ",") + quoted(name) + ":" + random.pick(values);
  };
  add("path", {"\"/p\"", "\"/P/x\"", "\"\"", "null", "3", "\"a\\u0000b\""});
  add("seconds", {"0", "1", "2.5", "-3", "1e3", "1e300", "1e999", "\"7\"", "1.0"});
  add("kind", {"\"a\"", "\"b\"", "\"c\"", "null"});
  add("labels", {"[]", "[\"red\"]", "[\"Red\",\"blue\"]", "[1]", "\"red\""});
  add("ok", {"true", "false", "0"});
  add("day", {"\"2026-01-05\"", "\"2026-02-30\"", "\"2026-01-01\""});
  if (random.once_in(10)) add("undeclared", {"1", "{\"x\":[1,null]}"});
  return fields;
}

std::string activity(Random& random) {
  const std::string type = picked(random, {"visit", "visit", "visit", "call", "mail", "other"});
  const std::string fields = visit_fields(random);
  return "\"activity\":" + quoted(type) + (fields.empty() && random.once_in(2) ? "" : ",\"fields\":{" + fields + "}");
}

std::string attributes(Random& random) {
  static const std::vector<std::vector<std::string>> choices = {
      {"\"size\":1", "\"size\":30", "\"size\":null", "\"size\":2", "\"size\":\"x\""},
      {"\"email\":\"X@ex.COM\"", "\"email\":\"/p\"", "\"email\":null"},
      {"\"industry\":\"SOFT\"", "\"industry\":\"Fin\"", "\"industry\":\"none\"", "\"industry\":\"soft\""},
      {"\"tags\":[\"red\",\"red\"]", "\"tags\":[]", "\"tags\":[\"RED\",\"blue\"]", "\"tags\":\"red\""},
      {"\"since\":\"2026-01-03\"", "\"since\":\"2025-12-31\"", "\"since\":\"soon\"", "\"since\":null"},
      {"\"vip\":true", "\"vip\":false", "\"vip\":null"},
      {"\"colour\":1"}};
  std::string body;
  for (const std::vector<std::string>& some : choices)
    if (random.once_in(3)) body += (body.empty() ? "" : ",") + random.pick(some);
  return "\"attributes\":{" + body + "}";
}

std::string answer(Random& random) {
  std::string body = "\"answer\":" + quoted(picked(random, {"need", "need", "budget", "money", "pain", "timeline", "luck"}));
  const std::size_t kind = random.below(4);
  if (kind != 0)
    body += ",\"fields\":{" + picked(random, {"", "\"amount\":3", "\"amount\":30", "\"by\":\"2026-01-06\"", "\"amount\":\"x\",\"by\":\"2026-01-01\"", "\"more\":1"}) + "}";
  if (kind <= 1) body += ",\"verdict\":" + picked(random, {"\"met\"", "\"met\"", "\"unmet\"", "\"unknown\"", "\"maybe\""});
  if (random.once_in(3)) body += ",\"by\":\"ann\",\"note\":\"call\"";
  return body;
}

std::string command(Random& random) {
  const std::string kind = picked(random, {"accept", "accept", "reject", "qualify", "qualify", "open_opportunity", "win", "lose", "recycle", "disqualify", "reopen", "override", "override"});
  std::string body = "\"command\":" + quoted(kind);
  if (random.once_in(2)) body += ",\"by\":\"bob\"";
  else if (kind == "override") body += ",\"by\":\"eve\"";
  const bool reason = kind == "reject" || kind == "lose" || kind == "recycle" || kind == "disqualify" || kind == "override";
  if (reason) body += ",\"reason\":" + picked(random, {"\"no\"", "\"price\"", "\"no\""});
  if (kind == "override")
    body += ",\"to\":" + quoted(picked(random, {"lead", "mql", "sal", "sql", "opportunity", "closed_won", "nurture", "disqualified", "closed_lost"}));
  return body;
}

std::string hostile(Random& random) {
  return picked(random, {"{", "[]", "{\"lead\":\"a\",\"at\":\"2026-01-01T00:00:00Z\"}",
                         "{\"lead\":\"a\",\"at\":\"2026-01-01T00:00:00\",\"tick\":true}",
                         "{\"lead\":\"a\",\"at\":\"2026-01-01T00:00:00Z\",\"tick\":true,\"tick\":true}",
                         "{\"lead\":1,\"at\":\"2026-01-01T00:00:00Z\",\"tick\":true}",
                         "{\"lead\":\"a\",\"at\":\"2026-01-01T00:00:00Z\",\"command\":\"reject\"}",
                         "{\"lead\":\"a\",\"at\":\"2026-01-01T00:00:00Z\",\"answer\":\"need\"}"});
}

}  // namespace

std::uint64_t Random::next() {
  std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

std::size_t Random::from_bytes(std::size_t count) {
  std::size_t number = 0;
  for (std::size_t most = count - 1; left_ > 0; most >>= 8U) {
    number = number << 8U | *bytes_++;
    --left_;
    if (most < 256) break;
  }
  return number % count;
}

std::string text_of(std::initializer_list<std::string_view> pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text += piece;
  return text;
}

std::string moment(Random& random) {
  const std::string day = std::to_string(1 + random.below(9));
  const std::string clock = picked(random, {"00:00:00Z", "12:00:00Z", "12:00:00.001Z", "11:59:59.999Z", "23:59:59.999Z",
                                            "00:00:00.001Z", "13:00:00+01:00", "06:30:00Z"});
  return "2026-01-0" + day + "T" + clock;
}

std::vector<std::string> log(Random& random, std::size_t most) {
  std::vector<std::string> lines;
  const std::size_t count = 1 + random.below(most);
  for (std::size_t i = 0; i < count; ++i) {
    if (random.once_in(60)) {
      lines.push_back(hostile(random));
      continue;
    }
    if (!lines.empty() && random.once_in(15)) {
      lines.push_back(random.pick(lines));
      continue;
    }
    std::string line = text_of({"{\"lead\":", quoted(picked(random, {"a", "a", "a", "b", "Z"})),
                                ",\"at\":", quoted(moment(random))});
    if (random.once_in(3)) line += ",\"id\":" + quoted("e" + std::to_string(random.below(12)));
    if (random.once_in(12)) line += ",\"received\":" + quoted(moment(random));
    line += ",";
    const std::size_t kind = random.below(20);
    if (kind < 9) line += activity(random);
    else if (kind < 12) line += attributes(random);
    else if (kind < 15) line += answer(random);
    else if (kind < 18) line += command(random);
    else line += "\"tick\":true";
    lines.push_back(line + "}");
  }
  return lines;
}

}  // namespace generate
