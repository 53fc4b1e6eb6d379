// Conditions that can never be true, and negations that hold nothing where a value is missing.
//
// Only bounds, equalities and presence of single values are followed: what is found impossible is
// impossible, and much that is impossible is not found.
#include <algorithm>
#include <iterator>
#include <map>

#include "bantam/timestamp.hpp"
#include "model/lint.hpp"
#include "values/ascii.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// One end of what a value may be.
struct End {
  double at = 0;
  bool open = false;
  bool given = false;  ///< by what the value is, not by the condition
  std::string text;    ///< as the author wrote it
};

/// What must hold of one value at once.
struct Facts {
  End low{-infinity, false, true, ""};
  End high{infinity, false, true, ""};
  std::optional<std::set<std::string>> values;
  std::set<std::string> refused;
  bool present = false;
  bool absent = false;
};

bool is_null_literal(const Condition& node) { return node.op == Op::literal && node.literal.is_null(); }

/// Of an equality.
bool is_null_test(const Condition& node) {
  return is_null_literal(node.args[0]) || is_null_literal(node.args[1]);
}

std::optional<double> number_of(const Condition& node) {
  if (node.op != Op::literal) return std::nullopt;
  if (node.type == Type::number) return node.literal.number;
  if (node.type != Type::date) return std::nullopt;
  return static_cast<double>(*parse_date(node.literal.text));
}

std::string text_of(const Condition& literal) {
  if (literal.literal.is_number()) return format_text("{}", literal.literal.number);
  if (literal.literal.is_flag()) return literal.literal.flag ? "true" : "false";
  return literal.literal.text;
}

/// Of a comparison: an order, `==` or `!=`.
Op negated(Op op) {
  switch (op) {
    case Op::less: return Op::greater_equal;
    case Op::less_equal: return Op::greater;
    case Op::greater: return Op::less_equal;
    case Op::greater_equal: return Op::less;
    case Op::equal: return Op::not_equal;
    default: return Op::equal;
  }
}

bool holds(double a, Op op, double b) {
  switch (op) {
    case Op::less: return a < b;
    case Op::less_equal: return a <= b;
    case Op::greater: return a > b;
    case Op::greater_equal: return a >= b;
    case Op::equal: return a == b;
    default: return a != b;
  }
}

class Search {
 public:
  Search(const Document& document, const Reach* reach, const std::set<std::string>& stages)
      : document_(document), reach_(reach), stages_(stages) {}

  /// Why a condition can't be `wanted`, or nothing.
  std::optional<std::string> why_not(const Condition& node, bool wanted) const {
    std::map<std::string, Facts> facts;
    if (std::optional<std::string> why = collect(node, wanted, facts)) return why;
    for (const auto& [name, each] : facts)
      if (std::optional<std::string> why = conflict(name, each)) return why;
    return std::nullopt;
  }

 private:
  using All = std::map<std::string, Facts>;

  /// Adds all that must hold for a node to be `wanted`; at once why it can't be, where that shows.
  std::optional<std::string> collect(const Condition& node, bool wanted, All& facts) const {
    switch (node.op) {
      case Op::literal:
        if (node.literal.flag != wanted)
          return format_text("it is always {}", node.literal.flag ? "true" : "false");
        break;
      case Op::var:
        allow(of(node, facts), {wanted ? "true" : "false"});
        break;
      case Op::negate: return collect(node.args[0], !wanted, facts);
      case Op::all_of: case Op::any_of: return collect_parts(node, wanted, facts);
      case Op::equal: case Op::same: case Op::not_equal: case Op::not_same:
        if (!is_null_test(node)) return compare(node.args[0], node.op, node.args[1], wanted, facts);
        presence(node, (node.op == Op::equal || node.op == Op::same) == wanted, facts);
        break;
      case Op::less: case Op::less_equal: case Op::greater: case Op::greater_equal:
        return collect_order(node, wanted, facts);
      case Op::in: collect_in(node, wanted, facts); break;
      case Op::starts_with: case Op::ends_with:
        for (const Condition& arg : node.args) need(arg, facts);
        break;
      case Op::missing: collect_missing(node, wanted, facts); break;
      case Op::truthy:
        if (wanted) need(node.args[0], facts);
        break;
      default: break;
    }
    return std::nullopt;
  }

  /// Either all parts must be `wanted`, or one of them.
  std::optional<std::string> collect_parts(const Condition& node, bool wanted, All& facts) const {
    if ((node.op == Op::all_of) == wanted) {
      for (const Condition& arg : node.args)
        if (std::optional<std::string> why = collect(arg, wanted, facts)) return why;
      return std::nullopt;
    }
    std::optional<std::string> first;
    for (const Condition& arg : node.args) {
      std::optional<std::string> why = why_not(arg, wanted);
      if (!why) return std::nullopt;
      if (!first) first = std::move(why);
    }
    return first;
  }

  std::optional<std::string> collect_order(const Condition& node, bool wanted, All& facts) const {
    if (node.args.size() == 3 && !wanted) return std::nullopt;
    for (std::size_t i = 0; i + 1 < node.args.size(); ++i)
      if (std::optional<std::string> why = compare(node.args[i], node.op, node.args[i + 1], wanted, facts))
        return why;
    return std::nullopt;
  }

  std::optional<std::string> compare(const Condition& a, Op op, const Condition& b, bool wanted,
                                     All& facts) const {
    need(a, facts);
    need(b, facts);
    if (op == Op::same) op = Op::equal;
    if (op == Op::not_same) op = Op::not_equal;
    if (!wanted) op = negated(op);
    const std::optional<double> x = number_of(a), y = number_of(b);
    if (x && y && !holds(*x, op, *y)) return format_text("{} and {} never compare so", text_of(a), text_of(b));
    if (a.op == Op::var && y) bound(of(a, facts), op, b);
    else if (b.op == Op::var && x) bound(of(b, facts), mirrored(op), a);
    else if (a.op == Op::var && b.op == Op::literal) equate(a, op, b, facts);
    else if (b.op == Op::var && a.op == Op::literal) equate(b, op, a, facts);
    return std::nullopt;
  }

  void bound(Facts& facts, Op op, const Condition& literal) const {
    const double at = *number_of(literal);
    const bool below = op == Op::less || op == Op::less_equal || op == Op::equal;
    const bool above = op == Op::greater || op == Op::greater_equal || op == Op::equal;
    const End end{at, op == Op::less || op == Op::greater, false, text_of(literal)};
    if (below && (at < facts.high.at || (at == facts.high.at && end.open))) facts.high = end;
    if (above && (at > facts.low.at || (at == facts.low.at && end.open))) facts.low = end;
  }

  /// `==` and `!=` of texts, choices and flags.
  void equate(const Condition& var, Op op, const Condition& literal, All& facts) const {
    const std::string value = var.ignore_case ? lowered(text_of(literal)) : text_of(literal);
    if (op == Op::equal) allow(of(var, facts), {value});
    if (op == Op::not_equal) of(var, facts).refused.insert(value);
  }

  void collect_in(const Condition& node, bool wanted, All& facts) const {
    const Condition& var = node.args[0];
    need(var, facts);
    need(node.args[1], facts);
    const bool textual = var.type == Type::text || var.type == Type::choice;
    if (var.op != Op::var || !textual || node.args[1].op != Op::array) return;
    std::set<std::string> values;
    for (const Condition& item : node.args[1].args)
      values.insert(var.ignore_case ? lowered(text_of(item)) : text_of(item));
    if (wanted) allow(of(var, facts), values);
    else of(var, facts).refused.insert(values.begin(), values.end());
  }

  void collect_missing(const Condition& node, bool wanted, All& facts) const {
    if (wanted && node.args.size() != 1) return;
    for (const Condition& name : node.args) {
      if (wanted) of(name, facts).absent = true;
      else need(name, facts);
    }
  }

  void presence(const Condition& node, bool absent, All& facts) const {
    const Condition& value = node.args[is_null_literal(node.args[0]) ? 1 : 0];
    if (value.op != Op::var) return;
    if (absent) of(value, facts).absent = true;
    else of(value, facts).present = true;
  }

  void need(const Condition& node, All& facts) const {
    if (node.op == Op::var) of(node, facts).present = true;
  }

  static void allow(Facts& facts, const std::set<std::string>& values) {
    facts.present = true;
    if (!facts.values) {
      facts.values = values;
      return;
    }
    std::set<std::string> both;
    std::set_intersection(facts.values->begin(), facts.values->end(), values.begin(), values.end(),
                          std::inserter(both, both.end()));
    facts.values = std::move(both);
  }

  /// The facts about a var, which begin with what it can be at all.
  Facts& of(const Condition& var, All& all) const {
    const auto [place, fresh] = all.try_emplace(var.name);
    Facts& facts = place->second;
    if (!fresh) return facts;
    const auto index = static_cast<std::size_t>(var.ref.index);
    if (var.ref.kind == RefKind::signal && var.type == Type::number) {
      const Measure measure = document_.signals[index].measure;
      const bool never_negative = measure == Measure::count || measure == Measure::active_days ||
                                  measure == Measure::days_since_first || measure == Measure::days_since_last;
      if (never_negative) facts.low = {0, false, true, "0"};
    }
    if (reach_ && var.ref.kind == RefKind::score) limit(facts, reach_->scores[index]);
    if (reach_ && var.ref.kind == RefKind::total) limit(facts, reach_->total);
    if (var.ref.kind == RefKind::stage) facts.values = stages_;
    if (!may_be_missing(var.ref, document_)) facts.present = true;
    return facts;
  }

  static void limit(Facts& facts, Range range) {
    facts.low = {range.low / 1000, false, true, format_text("{}", range.low / 1000)};
    facts.high = {range.high / 1000, false, true, format_text("{}", range.high / 1000)};
  }

  static std::string side(const End& end, std::string_view open, std::string_view closed) {
    return format_text("{} {}", end.open ? open : closed, end.text);
  }

  static std::optional<std::string> conflict(const std::string& name, const Facts& facts) {
    const bool empty = facts.low.at > facts.high.at ||
                       (facts.low.at == facts.high.at && (facts.low.open || facts.high.open));
    const std::string subject = quoted(name);
    if (empty) {
      const std::string low = side(facts.low, "above", "at least");
      const std::string high = side(facts.high, "below", "at most");
      if (facts.high.given) return format_text("{} would have to be {}, and is {}", subject, low, high);
      if (facts.low.given) return format_text("{} would have to be {}, and is {}", subject, high, low);
      return format_text("{} would have to be {} and {}", subject, low, high);
    }
    if (facts.present && facts.absent) {
      return format_text("{} would have to be missing and present at once", subject);
    }
    if (facts.values && std::includes(facts.refused.begin(), facts.refused.end(), facts.values->begin(),
                                      facts.values->end()))
      return format_text("no value of {} is all that is asked for", subject);
    return std::nullopt;
  }

  const Document& document_;
  const Reach* reach_;
  const std::set<std::string>& stages_;
};

}  // namespace

std::optional<std::string> why_never_true(const Condition& condition, const Document& document,
                                          const Reach* reach, const std::set<std::string>& stages) {
  return Search(document, reach, stages).why_not(condition, true);
}

bool may_be_missing(const Ref& ref, const Document& document) {
  switch (ref.kind) {
    case RefKind::attribute: case RefKind::field: case RefKind::answer: return true;
    case RefKind::signal: break;
    default: return false;
  }
  const Measure measure = document.signals[static_cast<std::size_t>(ref.index)].measure;
  return measure != Measure::count && measure != Measure::active_days;
}

}  // namespace bantam
