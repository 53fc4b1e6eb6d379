// Checking a condition: every name known, every type fitting, nothing coerced.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "bantam/timestamp.hpp"
#include "model/check.hpp"
#include "values/format_text.hpp"
#include "values/spelling.hpp"

namespace bantam {
namespace {

bool is_textual(Type type) { return type == Type::text || type == Type::choice; }

class Checker {
 public:
  Checker(const Scope& scope, Findings& findings) : scope_(scope), findings_(findings) {}

  /// The type of a node; Type::null for a null literal, and for a node that is wrong: what it
  /// stands in does not complain of it again, and goes on with the rest.
  Type check(Condition& node) {
    node.type = node.wrong ? check_parts(node) : checked(node);
    return node.type;
  }

  void expect(Condition& node, Type wanted) {
    const Type type = check(node);
    if (node.wrong || type == wanted) return;
    wrong_type(node, format_text("a {} belongs here, not a {}", to_text(wanted), to_text(type)));
  }

 private:
  /// Of a node that could not be read as what it is: its operands, as far as they say what they are.
  Type check_parts(Condition& node) {
    const bool own_scope = node.op == Op::some || node.op == Op::all || node.op == Op::none;
    for (Condition& arg : node.args)
      if (!own_scope && arg.op != Op::array) check(arg);
    return Type::null;
  }

  static bool any_wrong(const Condition& node) {
    return std::any_of(node.args.begin(), node.args.end(), [](const Condition& arg) { return arg.wrong; });
  }

  Type checked(Condition& node) {
    switch (node.op) {
      case Op::literal: return literal_type(node.literal);
      case Op::array: return wrong_type(node, "a list of literals belongs after `in` only");
      case Op::var: return check_var(node);
      case Op::equal: case Op::not_equal: case Op::same: case Op::not_same:
        return check_equality(node);
      case Op::less: case Op::less_equal: case Op::greater: case Op::greater_equal:
        return check_order(node);
      case Op::all_of: case Op::any_of: case Op::negate:
        for (Condition& arg : node.args) expect(arg, Type::flag);
        return Type::flag;
      case Op::truthy:
        for (Condition& arg : node.args) check(arg);
        return Type::flag;
      case Op::in: return check_in(node);
      case Op::starts_with: case Op::ends_with: return check_texts(node);
      case Op::missing: return check_missing(node, 0);
      case Op::missing_some: return check_missing_some(node);
      case Op::add: case Op::subtract: case Op::multiply: case Op::divide: case Op::min: case Op::max:
        for (Condition& arg : node.args) expect(arg, Type::number);
        return Type::number;
      case Op::some: case Op::all: case Op::none: return check_quantifier(node);
      case Op::branch: break;
    }
    return check_branch(node);
  }

  Type wrong_type(Condition& node, std::string message) {
    return fail("condition/wrong_type", node, std::move(message));
  }

  Type fail(std::string code, Condition& node, std::string message, std::string help = {}) {
    findings_.error(std::move(code), node.where, std::move(message), std::move(help));
    node.wrong = true;
    return Type::null;
  }

  /// What a name means here, or nothing. Asked once a name: some names take a look at every type of
  /// `on`, and a list after `in` asks for each of its literals.
  const Meaning* meaning_of(const std::string& name) {
    const auto [known, fresh] = meanings_.try_emplace(name);
    if (fresh) {
      Meaning meaning;
      if (scope_.resolve(name, meaning)) known->second = meaning;
    }
    return known->second ? &*known->second : nullptr;
  }

  static Type literal_type(const Json& literal) {
    switch (literal.kind) {
      case Json::Kind::flag: return Type::flag;
      case Json::Kind::number: return Type::number;
      case Json::Kind::text: return Type::text;
      default: return Type::null;
    }
  }

  Type check_var(Condition& node) {
    const Meaning* meaning = meaning_of(node.name);
    if (!meaning) {
      return fail("condition/unknown_name", node,
                  scope_.place == Scope::Place::element
                      ? "only the element, `{\"var\": \"\"}`, can be named here"
                      : format_text("no value {} here", quoted(node.name)),
                  findings_.nearest(node.name, [&] { return scope_.known_names(); }));
    }
    node.ref = meaning->ref;
    node.ignore_case = meaning->ignore_case;
    return meaning->type;
  }

  /// A literal beside a date is a date; beside a choice it is one of its values.
  void fit_literal(Condition& literal, const Condition& other) {
    if (literal.wrong || literal.op != Op::literal || literal.type != Type::text) return;
    if (other.type == Type::date) {
      if (parse_date(literal.literal.text)) literal.type = Type::date;
      else wrong_type(literal,
                      format_text("{} is no date; write `YYYY-MM-DD`", quoted(literal.literal.text)));
    } else if (other.type == Type::choice && other.op == Op::var) {
      const Choices* choices = meaning_of(other.name)->choices;
      if (choices->find(literal.literal.text)) return;
      fail("condition/unknown_value", literal,
           format_text("{} is never {}", quoted(other.name), quoted(literal.literal.text)),
           findings_.nearest(literal.literal.text, [&] { return choices->values(); }));
    }
  }

  bool comparable(const Condition& a, const Condition& b) const {
    return a.type == b.type || (is_textual(a.type) && is_textual(b.type));
  }

  static bool ignores_case(const Condition& node) {
    bool ignore = false;
    for (const Condition& arg : node.args) ignore = ignore || arg.ignore_case;
    return ignore;
  }

  Type check_equality(Condition& node) {
    for (Condition& arg : node.args) check(arg);
    if (any_wrong(node)) return Type::flag;
    Condition& a = node.args[0];
    Condition& b = node.args[1];
    const bool null_test = (a.op == Op::literal && a.literal.is_null()) ||
                           (b.op == Op::literal && b.literal.is_null());
    node.ignore_case = ignores_case(node);
    if (null_test) return Type::flag;
    fit_literal(a, b);
    fit_literal(b, a);
    if (!any_wrong(node) && (!comparable(a, b) || a.type == Type::list))
      wrong_type(node, format_text("a {} can't be compared with a {}", to_text(a.type), to_text(b.type)));
    return Type::flag;
  }

  Type check_order(Condition& node) {
    for (Condition& arg : node.args) check(arg);
    if (any_wrong(node)) return Type::flag;
    for (std::size_t i = 0; i < node.args.size(); ++i)
      for (std::size_t j = 0; j < node.args.size(); ++j)
        if (i != j) fit_literal(node.args[i], node.args[j]);
    for (std::size_t i = 0; i + 1 < node.args.size() && !any_wrong(node) && !node.wrong; ++i) {
      const Condition& a = node.args[i];
      const Condition& b = node.args[i + 1];
      const bool ordered = a.type == Type::number || a.type == Type::date || is_textual(a.type);
      if (!comparable(a, b) || !ordered)
        wrong_type(node, format_text("a {} and a {} have no order", to_text(a.type), to_text(b.type)));
    }
    node.ignore_case = ignores_case(node);
    return Type::flag;
  }

  Type check_in(Condition& node) {
    Condition& needle = node.args[0];
    Condition& hay = node.args[1];
    check(needle);
    if (hay.op == Op::array) {
      check_listed(needle, hay);
    } else {
      check(hay);
      if (any_wrong(node)) return Type::flag;
      if (!is_textual(needle.type) || !(is_textual(hay.type) || hay.type == Type::list))
        return wrong_type(node, format_text("a {} is never in a {}", to_text(needle.type), to_text(hay.type)));
    }
    node.ignore_case = ignores_case(node);
    return Type::flag;
  }

  /// The literals after `in`, against the value before it.
  void check_listed(Condition& needle, Condition& list) {
    list.type = Type::list;
    if (!needle.wrong && (needle.type == Type::list || needle.type == Type::null))
      wrong_type(needle, "a single value belongs before `in`");
    for (Condition& item : list.args) {
      if (item.op != Op::literal) {
        wrong_type(item, "a list after `in` holds literals only");
        continue;
      }
      check(item);
      if (needle.wrong) continue;
      fit_literal(item, needle);
      if (!item.wrong && !comparable(item, needle))
        wrong_type(item, format_text("a {} is never among values such as this {}", to_text(needle.type),
                                     to_text(item.type)));
    }
  }

  Type check_texts(Condition& node) {
    for (Condition& arg : node.args) {
      check(arg);
      if (!arg.wrong && !is_textual(arg.type))
        wrong_type(arg, format_text("a text belongs here, not a {}", to_text(arg.type)));
    }
    node.ignore_case = ignores_case(node);
    return Type::flag;
  }

  /// Turns the names from `first` on into vars.
  Type check_missing(Condition& node, std::size_t first) {
    if (node.args.size() == first + 1 && node.args[first].op == Op::array) {
      std::vector<Condition> names = std::move(node.args[first].args);
      node.args.pop_back();
      for (Condition& name : names) node.args.push_back(std::move(name));
    }
    for (std::size_t i = first; i < node.args.size(); ++i) {
      Condition& arg = node.args[i];
      if (arg.op != Op::literal || !arg.literal.is_text()) {
        if (!arg.wrong) wrong_type(arg, "a name belongs here");
        continue;
      }
      arg.op = Op::var;
      arg.name = arg.literal.text;
      check(arg);
    }
    return Type::flag;
  }

  Type check_missing_some(Condition& node) {
    Condition& least = node.args[0];
    if (least.wrong) return Type::flag;
    if (least.op != Op::literal || !least.literal.is_number() ||
        std::floor(least.literal.number) != least.literal.number || least.literal.number < 0)
      wrong_type(least, "`missing_some` begins with a whole number");
    if (node.args[1].op != Op::array) {
      if (!node.args[1].wrong) wrong_type(node.args[1], "an array of names belongs here");
      return Type::flag;
    }
    check(node.args[0]);
    return check_missing(node, 1);
  }

  Type check_quantifier(Condition& node) {
    Condition& list = node.args[0];
    if (list.op != Op::var) {
      if (!list.wrong) wrong_type(list, "a list attribute belongs here");
    } else {
      expect(list, Type::list);
    }
    Scope element = scope_;
    element.place = Scope::Place::element;
    element.element_ignores_case = list.ignore_case;
    Checker(element, findings_).expect(node.args[1], Type::flag);
    return Type::flag;
  }

  Type check_branch(Condition& node) {
    Type common = Type::null;
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      const bool condition = i % 2 == 0 && i + 1 < node.args.size();
      if (condition) {
        expect(node.args[i], Type::flag);
        continue;
      }
      const Type type = check(node.args[i]);
      if (node.args[i].wrong) {
        node.wrong = true;  // of no certain type
        continue;
      }
      node.ignore_case = node.ignore_case || node.args[i].ignore_case;
      if (common == Type::null || (is_textual(common) && is_textual(type)))
        common = common == Type::null ? type : (common == type ? common : Type::text);
      else if (type != Type::null && type != common)
        wrong_type(node.args[i], format_text("one branch gives a {}, another a {}", to_text(common),
                                             to_text(type)));
    }
    return common;
  }

  const Scope& scope_;
  Findings& findings_;
  std::map<std::string, std::optional<Meaning>> meanings_;
};

void unknown_name(const std::string& name, const Where& where, const Scope& scope, Findings& findings) {
  findings.error("condition/unknown_name", where, format_text("no value {} here", quoted(name)),
                 findings.nearest(name, [&] { return scope.known_names(); }));
}

/// The texts inside `missing` may be names, or become some when it is asked. `listed`: they are.
void check_missing_names(Condition& node, bool listed, const Scope& scope, Findings& findings) {
  if (node.op == Op::literal && node.literal.is_text()) {
    Meaning meaning;
    if (scope.resolve(node.literal.text, meaning)) {
      node.name = node.literal.text;
      node.ref = meaning.ref;
    } else if (listed) {
      unknown_name(node.literal.text, node.where, scope, findings);
    }
  }
  for (Condition& arg : node.args)
    check_missing_names(arg, listed && node.op == Op::array, scope, findings);
}

/// In JsonLogic's own semantics types are not checked; names are.
void check_names(Condition& node, const Scope& scope, Findings& findings) {
  if (node.op == Op::var && !node.wrong) {
    Meaning meaning;
    if (scope.resolve(node.name, meaning)) {
      node.ref = meaning.ref;
      node.type = meaning.type;
    } else if (scope.place != Scope::Place::element) {
      unknown_name(node.name, node.where, scope, findings);
    }
  }
  const bool names_follow = node.op == Op::missing || node.op == Op::missing_some;
  for (std::size_t i = node.op == Op::missing_some ? 1 : 0; i < node.args.size(); ++i)
    if (names_follow && scope.place != Scope::Place::element)
      check_missing_names(node.args[i], true, scope, findings);
  const bool quantifier = node.op == Op::some || node.op == Op::all || node.op == Op::none;
  Scope element = scope;
  element.place = Scope::Place::element;
  for (std::size_t i = 0; i < node.args.size(); ++i)
    check_names(node.args[i], quantifier && i == 1 ? element : scope, findings);
}

}  // namespace

void check_condition(Condition& condition, const Scope& scope, const Limits& limits,
                     Findings& findings) {
  if (const std::size_t count = operator_count(condition); count > limits.conditions_per_rule)
    findings.error("condition/too_large", condition.where,
                   format_text("a condition has at most {} operators, this one has {}",
                               limits.conditions_per_rule, count));
  if (scope.document.jsonlogic) {
    check_names(condition, scope, findings);
    return;
  }
  Checker(scope, findings).expect(condition, Type::flag);
}

}  // namespace bantam
