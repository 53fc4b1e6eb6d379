// Reading conditions: the closed operator list and how many operands each takes.
#include "model/condition.hpp"

#include <algorithm>
#include <iterator>

#include "model/read.hpp"
#include "values/format_text.hpp"
#include "values/spelling.hpp"

namespace bantam {
namespace {

constexpr std::size_t any_number = 1'000'000;

struct Spelling {
  Op op;
  std::string_view name;
  std::size_t least;
  std::size_t most;
};

constexpr Spelling spellings[] = {
    {Op::var, "var", 1, 1},          {Op::equal, "==", 2, 2},
    {Op::not_equal, "!=", 2, 2},     {Op::same, "===", 2, 2},
    {Op::not_same, "!==", 2, 2},     {Op::less, "<", 2, 3},
    {Op::less_equal, "<=", 2, 3},    {Op::greater, ">", 2, 2},
    {Op::greater_equal, ">=", 2, 2}, {Op::all_of, "and", 1, any_number},
    {Op::any_of, "or", 1, any_number}, {Op::negate, "!", 1, 1},
    {Op::truthy, "!!", 1, 1},        {Op::in, "in", 2, 2},
    {Op::starts_with, "startsWith", 2, 2}, {Op::ends_with, "endsWith", 2, 2},
    {Op::missing, "missing", 0, any_number}, {Op::missing_some, "missing_some", 2, 2},
    {Op::add, "+", 1, any_number},   {Op::subtract, "-", 1, 2},
    {Op::multiply, "*", 1, any_number}, {Op::divide, "/", 2, 2},
    {Op::min, "min", 1, any_number}, {Op::max, "max", 1, any_number},
    {Op::some, "some", 2, 2},        {Op::all, "all", 2, 2},
    {Op::none, "none", 2, 2},        {Op::branch, "if", 2, any_number},
};

const Spelling* find(std::string_view name) {
  for (const Spelling& spelling : spellings)
    if (spelling.name == name) return &spelling;
  return nullptr;
}

std::string operands(const Spelling& spelling) {
  if (spelling.most == 1) return "1 operand";
  if (spelling.least == spelling.most) return format_text("{} operands", spelling.least);
  if (spelling.most == any_number) return format_text("{} or more operands", spelling.least);
  return format_text("{} or {} operands", spelling.least, spelling.most);
}

class Reader {
 public:
  Reader(const ReadSettings& settings, Findings& findings) : settings_(settings), findings_(findings) {}

  Condition read(const Json& json, Where where, std::size_t depth) {
    Condition condition;
    condition.where = std::move(where);
    if (json.is_array()) {
      condition.op = Op::array;
      read_args(json, condition, depth);
    } else if (json.is_object()) {
      read_operator(json, condition, depth);
    } else {
      condition.literal = json;
      if (json.overflow) wrong(condition, "value/out_of_range", condition.where, "too large for a number");
    }
    return condition;
  }

 private:
  void wrong(Condition& condition, std::string code, const Where& where, std::string message,
             std::string help = {}) {
    findings_.error(std::move(code), where, std::move(message), std::move(help));
    condition.wrong = true;
  }

  void read_args(const Json& array, Condition& condition, std::size_t depth) {
    for (std::size_t i = 0; i < array.items.size(); ++i)
      condition.args.push_back(read(
          array.items[i], {pointer_to(condition.where.pointer, i), array.items[i].offset}, depth));
  }

  void read_operator(const Json& json, Condition& condition, std::size_t depth) {
    report_duplicate_keys(json, condition.where, findings_);
    const JsonMember* found = nullptr;
    std::size_t operators = 0;
    for (const JsonMember& member : json.members) {
      if (member.name.substr(0, 2) == "x-" || member.name == "ui") continue;
      if (found && found->name == member.name) continue;  // reported
      if (!found) found = &member;
      ++operators;
    }
    if (operators != 1) {
      wrong(condition, "condition/not_an_operator", condition.where,
            operators == 0 ? "an empty object is no condition"
                           : "a condition is an object with one operator");
      return;
    }
    const Where at{pointer_to(condition.where.pointer, found->name), found->offset};
    const Spelling* spelling = find(found->name);
    if (!spelling) {
      std::string help = findings_.nearest(found->name, [] {
        std::vector<std::string_view> known;
        for (const Spelling& each : spellings) known.push_back(each.name);
        return known;
      });
      if (help.empty()) help = "operators: var == != < <= > >= and or ! !! in startsWith endsWith missing missing_some + - * / min max some all none if";
      wrong(condition, "condition/unknown_operator", at, format_text("no operator {}", quoted(found->name)),
            std::move(help));
      return;
    }
    if (depth >= settings_.condition_depth) {
      wrong(condition, "condition/too_deep", at,
            format_text("operators nest at most {} deep", settings_.condition_depth));
      return;
    }
    condition.op = spelling->op;
    Condition inner;
    inner.where = at;
    if (found->value.is_array()) read_args(found->value, inner, depth + 1);
    else inner.args.push_back(read(found->value, {at.pointer, found->value.offset}, depth + 1));
    condition.args = std::move(inner.args);
    if (!settings_.jsonlogic) check_operands(*spelling, found->value, condition, at);
    if (condition.op == Op::var) read_var(condition, at);
  }

  void check_operands(const Spelling& spelling, const Json& value, Condition& condition,
                      const Where& at) {
    const std::size_t count = condition.args.size();
    const bool bare = !value.is_array() && spelling.op != Op::var && spelling.op != Op::negate &&
                      spelling.op != Op::truthy && spelling.op != Op::missing;
    if (bare)
      wrong(condition, "condition/operands", at,
            format_text("the operands of {} stand in an array", quoted(spelling.name)));
    else if (count < spelling.least || count > spelling.most)
      wrong(condition, "condition/operands", at,
            format_text("{} takes {}, not {}", quoted(spelling.name), operands(spelling), count));
  }

  void read_var(Condition& condition, const Where& at) {
    if (condition.args.empty()) {
      if (settings_.jsonlogic) condition.name.clear();
      return;
    }
    const Condition& name = condition.args.front();
    if (name.op == Op::literal && name.literal.is_text()) {
      condition.name = name.literal.text;
    } else if (!settings_.jsonlogic || name.op != Op::literal) {
      wrong(condition, "condition/operands", at, "`var` takes a name");
      condition.args.clear();
      return;
    } else if (name.literal.is_number()) {
      condition.name = name.literal.text;
    } else if (name.literal.is_flag()) {
      condition.name = name.literal.flag ? "true" : "false";
    }
    condition.args.erase(condition.args.begin());  // what is left is JsonLogic's default
  }

  const ReadSettings& settings_;
  Findings& findings_;
};

}  // namespace

std::string_view to_text(Op op) {
  return std::find_if(std::begin(spellings), std::end(spellings),
                      [&](const Spelling& spelling) { return spelling.op == op; })->name;
}

std::size_t operator_count(const Condition& condition) {
  std::size_t count = condition.op == Op::literal || condition.op == Op::var || condition.op == Op::array ? 0 : 1;
  for (const Condition& arg : condition.args) count += operator_count(arg);
  return count;
}

Condition read_condition(const Json& json, Where where, const ReadSettings& settings,
                         Findings& findings) {
  return Reader(settings, findings).read(json, std::move(where), 0);
}

}  // namespace bantam
