#include "laws/generate_condition.hpp"

#include <vector>

namespace generate {
namespace {

using Texts = std::vector<std::string>;

const Texts numbers = {"size", "height", "since.age_days", "since.days_ahead", "until.age_days"};
const Texts texts = {"email", "name"};
const Texts choices = {"industry", "kind"};
const Texts lists = {"tags", "labels"};
const Texts dates = {"since", "until"};
const Texts flags = {"vip", "old"};

std::string quoted(const std::string& text) { return "\"" + text + "\""; }
std::string var(const std::string& name) { return "{\"var\":" + quoted(name) + "}"; }

class ConditionWriter {
 public:
  explicit ConditionWriter(Random& random) : random_(random) {}

  /// A condition that the checker takes.
  std::string flag(std::size_t depth) {
    if (depth == 0 || room_ == 0)
      return random_.once_in(3) ? literal_flag() : var(random_.pick(flags));
    switch (random_.below(12)) {
      case 0: return var(random_.pick(flags));
      case 1:
      case 2: return comparison(depth - 1);
      case 3: return operation({random_.once_in(2) ? "==" : "!=", {var(any_name()), "null"}});
      case 4: return containment(depth - 1);
      case 5:
        return operation({random_.once_in(2) ? "startsWith" : "endsWith",
                          {text(depth - 1), text(depth - 1)}});
      case 6: return absence();
      case 7: return quantified(depth - 1);
      case 8: return operation({"!", {flag(depth - 1)}});
      case 9: return operation({"!!", {anything(depth - 1)}});
      case 10: return branch(depth, &ConditionWriter::flag);
      default:
        return operation({random_.once_in(2) ? "and" : "or",
                          several(depth, 4, &ConditionWriter::flag)});
    }
  }

  /// An expression of json-logic's own semantics: any operator with operands of any type.
  std::string free(std::size_t depth) {
    if (depth == 0 || room_ == 0) return random_.once_in(2) ? literal() : var(any_name());
    if (random_.once_in(8)) return free_quantified(depth - 1);
    if (random_.once_in(6)) return flag(depth);
    static const std::vector<Operator> operators = {
        {"==", 2, 2}, {"===", 2, 2}, {"!=", 2, 2},         {"!==", 2, 2},      {"<", 2, 3},
        {"<=", 2, 3}, {">", 2, 2},   {">=", 2, 2},         {"and", 1, 3},      {"or", 1, 3},
        {"!", 1, 1},  {"!!", 1, 1},  {"startsWith", 2, 2}, {"endsWith", 2, 2}, {"in", 2, 2},
        {"+", 1, 3},  {"*", 1, 3},   {"min", 1, 3},        {"max", 1, 3},      {"-", 1, 2},
        {"/", 2, 2},  {"if", 1, 5}};
    const Operator& chosen = random_.pick(operators);
    Texts operands;
    for (std::size_t left = chosen.least + random_.below(chosen.most - chosen.least + 1); left > 0; --left)
      operands.push_back(free(depth - 1));
    return operation({chosen.name, operands});
  }

 private:
  struct Operator {
    std::string name;
    std::size_t least, most;  ///< operands
  };
  using Part = std::string (ConditionWriter::*)(std::size_t);

  /// Its parts are made from left to right, for it is written in braces; arguments would be in an
  /// order of the compiler's.
  struct Operation {
    std::string name;
    Texts operands;
  };

  std::string operation(const Operation& made) {
    if (room_ > 0) --room_;
    std::string joined;
    for (const std::string& operand : made.operands) joined += (joined.empty() ? "" : ",") + operand;
    return "{" + quoted(made.name) + ":[" + joined + "]}";
  }

  Texts several(std::size_t depth, std::size_t most, Part part) {
    Texts operands;
    for (std::size_t left = 1 + random_.below(most); left > 0; --left)
      operands.push_back((this->*part)(depth - 1));
    return operands;
  }

  std::string branch(std::size_t depth, Part part) {
    Texts operands;
    for (std::size_t pairs = 1 + random_.below(2); pairs > 0; --pairs) {
      operands.push_back(flag(depth - 1));
      operands.push_back((this->*part)(depth - 1));
    }
    if (random_.once_in(2))
      operands.push_back(random_.once_in(5) ? "null" : (this->*part)(depth - 1));
    return operation({"if", operands});
  }

  std::string literal_flag() { return random_.once_in(2) ? "true" : "false"; }
  std::string literal_text() {
    return quoted(random_.pick(Texts{"/p", "/P", "soft", "SOFT", "a", "", "é", "red", "x@Ex.com",
                                     "2026-01-05", "10", "0"}));
  }
  std::string literal_number() {
    return random_.pick(Texts{"0", "1", "2", "-1", "0.1", "0.2", "3", "10", "30", "1e308", "-1e308",
                              "1e-308", "9007199254740993"});
  }
  std::string literal() {
    switch (random_.below(5)) {
      case 0: return literal_flag();
      case 1: return literal_text();
      case 2: return "null";
      case 3:
        return random_.pick(
            Texts{"[]", "[1]", "[\"red\",\"blue\"]", "[null]", "[[\"a\"]]", "[0,\"1\"]"});
      default: return literal_number();
    }
  }

  std::string any_name() {
    return random_.pick(
        random_.pick(std::vector<Texts>{numbers, texts, choices, lists, dates, flags}));
  }

  std::string anything(std::size_t depth) {
    switch (random_.below(5)) {
      case 0: return number(depth);
      case 1: return text(depth);
      case 2: return flag(depth);
      default: return var(any_name());
    }
  }

  std::string number(std::size_t depth) {
    if (depth == 0 || room_ == 0 || random_.once_in(3))
      return random_.once_in(2) ? literal_number() : var(random_.pick(numbers));
    switch (random_.below(4)) {
      case 0:
        return operation({random_.pick(Texts{"+", "*", "min", "max"}),
                          several(depth, 3, &ConditionWriter::number)});
      case 1: return operation({"-", several(depth, 2, &ConditionWriter::number)});
      case 2: return operation({"/", {number(depth - 1), number(depth - 1)}});
      default: return branch(depth, &ConditionWriter::number);
    }
  }

  std::string text(std::size_t depth) {
    if (depth > 0 && room_ > 0 && random_.once_in(6)) return branch(depth, &ConditionWriter::text);
    return random_.once_in(2) ? literal_text() : var(random_.pick(texts));
  }

  std::string date() { return var(random_.pick(dates)); }
  std::string date_or_literal() {
    return random_.once_in(2) ? date()
                              : quoted(random_.pick(
                                    Texts{"2026-01-05", "2025-12-31", "0001-01-01", "9999-12-31"}));
  }

  std::string order() { return random_.pick(Texts{"<", "<=", ">", ">="}); }
  std::string sameness() { return random_.pick(Texts{"==", "!=", "===", "!=="}); }
  std::string either() { return random_.once_in(2) ? order() : sameness(); }

  std::string comparison(std::size_t depth) {
    const std::string between = random_.once_in(2) ? "<" : "<=";
    switch (random_.below(8)) {
      case 0: return operation({either(), {text(depth), text(depth)}});
      case 1:
        return operation({sameness(),
                          {var("industry"), quoted(random_.pick(Texts{"soft", "Fin", "other"}))}});
      case 2: return operation({either(), {var(random_.pick(choices)), var(random_.pick(texts))}});
      case 3: return operation({either(), {date(), date_or_literal()}});
      case 4: return operation({between, {date_or_literal(), date(), date_or_literal()}});
      case 5: return operation({between, {number(depth), number(depth), number(depth)}});
      case 6: return operation({sameness(), {flag(depth), flag(depth)}});
      default: return operation({either(), {number(depth), number(depth)}});
    }
  }

  std::string containment(std::size_t depth) {
    switch (random_.below(5)) {
      case 0: return operation({"in", {text(depth), text(depth)}});
      case 1: return operation({"in", {number(depth), "[1,2,30]"}});
      case 2: return operation({"in", {date(), "[\"2026-01-05\",\"2026-01-03\"]"}});
      case 3: return operation({"in", {var("industry"), "[\"soft\",\"Fin\"]"}});
      default: return operation({"in", {text(depth), var(random_.pick(lists))}});
    }
  }

  std::string absence() {
    const std::string names = text_of({quoted(any_name()), ",", quoted(any_name())});
    if (random_.once_in(2)) return operation({"missing", {names}});
    return operation({"missing_some",
                      {std::to_string(random_.below(4)), "[" + names + "," + quoted(any_name()) + "]"}});
  }

  std::string element(std::size_t depth) {
    const std::string item = var("");
    if (depth > 0 && room_ > 0 && random_.once_in(3))
      return operation({random_.once_in(2) ? "and" : "or", {element(depth - 1), element(depth - 1)}});
    switch (random_.below(4)) {
      case 0: return operation({"in", {item, "[\"red\",\"Blue\"]"}});
      case 1: return operation({"startsWith", {item, literal_text()}});
      case 2: return operation({"!", {operation({"==", {item, literal_text()}})}});
      default: return operation({either(), {item, literal_text()}});
    }
  }

  std::string quantified(std::size_t depth) {
    return operation({random_.pick(Texts{"some", "all", "none"}),
                      {var(random_.pick(lists)), element(depth)}});
  }

  std::string free_quantified(std::size_t depth) {
    return operation({random_.pick(Texts{"some", "all", "none"}),
                      {random_.once_in(3) ? free(depth) : var(random_.pick(lists)), element(depth)}});
  }

  Random& random_;
  std::size_t room_ = 24;  ///< operators that may still be written, but for those already begun
};

}  // namespace

std::string condition_model(Random& random, bool jsonlogic) {
  const auto ignoring = [&] { return random.once_in(2) ? ",\"ignore_case\":true" : ""; };
  std::string text = "{\"format\":\"bantam/1\",\"name\":\"conditions\"";
  if (jsonlogic) text += ",\"semantics\":\"jsonlogic\"";
  text +=
      ",\"attributes\":{\"size\":{\"type\":\"number\"},\"height\":{\"type\":\"number\"},\"name\":{"
      "\"type\":\"text\"},";
  text += std::string("\"email\":{\"type\":\"text\"") + ignoring() + "},";
  text += std::string("\"industry\":{\"type\":\"choice\",\"values\":[\"soft\",\"Fin\",\"other\"]") +
          ignoring() + "},";
  text += "\"kind\":{\"type\":\"choice\",\"values\":[\"a\",\"b\",\"soft\"]},";
  text +=
      std::string("\"tags\":{\"type\":\"list\"") + ignoring() + "},\"labels\":{\"type\":\"list\"},";
  text +=
      "\"since\":{\"type\":\"date\"},\"until\":{\"type\":\"date\"},\"vip\":{\"type\":\"flag\"},"
      "\"old\":{\"type\":\"flag\"}},";
  ConditionWriter writer(random);
  const std::string condition = jsonlogic ? writer.free(5) : writer.flag(5);
  return text +
         "\"scores\":{\"s\":{}},\"rules\":[{\"id\":\"true\",\"score\":\"s\",\"points\":1,\"if\":" +
         condition + "},{\"id\":\"false\",\"score\":\"s\",\"points\":10,\"if\":{\"!\":[" +
         condition + "]}}]}";
}

std::string condition_lead(Random& random, const std::string& lead) {
  static const std::vector<std::pair<std::string, Texts>> known = {
      {"size", {"1", "30", "2", "0", "-0", "1e308", "\"x\"", "0.1"}},
      {"height", {"3", "10", "-1", "1e-320", "9007199254740993", "true"}},
      {"email", {"\"X@ex.COM\"", "\"/p\"", "\"\"", "\"É\""}},
      {"name", {"\"/P\"", "\"soft\"", "\"10\"", "\"a\\u0000b\"", "7"}},
      {"industry", {"\"SOFT\"", "\"Fin\"", "\"none\"", "\"soft\""}},
      {"kind", {"\"a\"", "\"soft\"", "\"B\""}},
      {"tags", {"[\"red\",\"red\"]", "[]", "[\"RED\",\"blue\"]", "\"red\"", "[\"\"]"}},
      {"labels", {"[\"a\",\"/p\"]", "[]", "[\"Blue\",\"10\",\"é\"]"}},
      {"since", {"\"2026-01-03\"", "\"2025-12-31\"", "\"soon\"", "\"9999-12-31\""}},
      {"until", {"\"2026-01-05\"", "\"0001-01-01\"", "3"}},
      {"vip", {"true", "false", "\"true\""}},
      {"old", {"true", "false"}}};
  std::string body;
  for (const auto& [name, values] : known)
    if (!random.once_in(3))
      body += (body.empty() ? "" : ",") + quoted(name) + ":" + random.pick(values);
  return "{\"lead\":" + quoted(lead) + ",\"at\":\"2026-01-05T12:00:00Z\",\"attributes\":{" + body +
         "}}";
}

}  // namespace generate
