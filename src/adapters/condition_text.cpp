// Conditions as English.
//
// A comparison becomes a clause, a computation stays infix. What is nested stands in parentheses.
#include "adapters/condition_text.hpp"

#include "adapters/text_layout.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

std::string value(const Condition& node);
std::string clause(const Condition& node);

std::string after_dot(const std::string& name) { return name.substr(name.find('.') + 1); }

std::string date_name(const Condition& var) {
  const std::string date = var.name.substr(0, var.name.rfind('.'));
  return var.ref.view == DateView::age_days
             ? format_text("the age of {} in days", code(date))
             : format_text("the number of days until {}", code(date));
}

std::string named(const Condition& var) {
  if (var.ref.view != DateView::date) return date_name(var);
  switch (var.ref.kind) {
    case RefKind::element: return "it";
    case RefKind::signal: return format_text("signal {}", code(after_dot(var.name)));
    case RefKind::score: return format_text("score {}", code(after_dot(var.name)));
    case RefKind::total: return "the total";
    case RefKind::band: return format_text("the band of {}", code(after_dot(var.name)));
    case RefKind::total_band: return "the band of the total";
    case RefKind::gate: return format_text("{} in the gate", code(after_dot(var.name)));
    case RefKind::gate_open: return "the open gate";
    case RefKind::stage: return "the stage";
    default: return code(var.name);
  }
}

std::string literal(const Json& json) {
  switch (json.kind) {
    case Json::Kind::flag: return json.flag ? "true" : "false";
    case Json::Kind::number: return json.text;
    case Json::Kind::text: return quoted_text(json.text);
    default: return "nothing";
  }
}

std::vector<std::string> values(const std::vector<Condition>& nodes, std::size_t first = 0) {
  std::vector<std::string> texts;
  for (std::size_t i = first; i < nodes.size(); ++i) texts.push_back(value(nodes[i]));
  return texts;
}

std::string infix(const Condition& node) {
  if (node.op == Op::subtract && node.args.size() == 1) return "-" + value(node.args[0]);
  std::string text;
  for (const std::string& each : values(node.args))
    text += text.empty() ? each : format_text(" {} {}", to_text(node.op), each);
  return node.args.size() > 1 ? "(" + text + ")" : text;
}

bool is_null(const Condition& node) { return node.op == Op::literal && node.literal.is_null(); }

std::string branches(const Condition& node) {
  std::string text;
  std::size_t i = 0;
  for (; i + 1 < node.args.size(); i += 2)
    text += format_text("{}if {} then {}", i == 0 ? "" : ", else ", clause(node.args[i]),
                        node.type == Type::flag ? clause(node.args[i + 1]) : value(node.args[i + 1]));
  if (i < node.args.size())
    text += ", else " + (node.type == Type::flag ? clause(node.args[i]) : value(node.args[i]));
  return "(" + text + ")";
}

/// A node as something that is compared.
std::string value(const Condition& node) {
  switch (node.op) {
    case Op::literal: return literal(node.literal);
    case Op::var: return named(node);
    case Op::array: return format_text("[{}]", listed(values(node.args), "and"));
    case Op::add: case Op::subtract: case Op::multiply: case Op::divide: return infix(node);
    case Op::min: return format_text("the least of {}", listed(values(node.args), "and"));
    case Op::max: return format_text("the greatest of {}", listed(values(node.args), "and"));
    case Op::branch: return branches(node);
    default: return "(" + clause(node) + ")";
  }
}

std::string order_word(Op op, bool dates) {
  switch (op) {
    case Op::less: return dates ? "is before" : "is below";
    case Op::less_equal: return dates ? "is on or before" : "is at most";
    case Op::greater: return dates ? "is after" : "is above";
    default: return dates ? "is on or after" : "is at least";
  }
}

std::string ordered(const Condition& node) {
  if (node.args.size() == 3)
    return format_text("{} is {} {} {} {}", value(node.args[1]),
                       node.op == Op::less ? "strictly between" : "from", value(node.args[0]),
                       node.op == Op::less ? "and" : "to", value(node.args[2]));
  const bool turn = node.args[0].op == Op::literal && node.args[1].op != Op::literal;
  const Condition& left = node.args[turn ? 1 : 0];
  const Condition& right = node.args[turn ? 0 : 1];
  return format_text("{} {} {}", value(left),
                     order_word(turn ? mirrored(node.op) : node.op, left.type == Type::date),
                     value(right));
}

std::string equal(const Condition& node) {
  const bool is = node.op == Op::equal || node.op == Op::same;
  const bool turn = node.args[0].op == Op::literal && node.args[1].op != Op::literal;
  const Condition& left = node.args[turn ? 1 : 0];
  const Condition& right = node.args[turn ? 0 : 1];
  if (is_null(right)) return format_text("{} is {}", value(left), is ? "missing" : "known");
  return format_text("{} is {}{}", value(left), is ? "" : "not ", value(right));
}

std::string contained(const Condition& node) {
  const Condition& hay = node.args[1];
  if (hay.op == Op::array)
    return format_text("{} is {}", value(node.args[0]), listed(values(hay.args), "or"));
  return format_text("{} {} {}", value(hay), hay.type == Type::list ? "includes" : "contains",
                     value(node.args[0]));
}

std::string quantified(const Condition& node) {
  const std::string which = node.op == Op::some ? "at least one" : (node.op == Op::all ? "each" : "none");
  return format_text("of {} there is {} of which {}", value(node.args[0]), which, clause(node.args[1]));
}

std::string missing(const Condition& node) {
  if (node.op == Op::missing) return format_text("{} is missing", listed(values(node.args), "or"));
  return format_text("fewer than {} of {} are known", value(node.args[0]),
                     listed(values(node.args, 1), "and"));
}

/// Whether clauses of an `or` say the same of the same name, each with a literal of its own.
bool differ_in_literal(const std::vector<Condition>& nodes) {
  const Condition& first = nodes.front();
  if (first.op != Op::equal && first.op != Op::same && first.op != Op::starts_with && first.op != Op::ends_with)
    return false;
  for (const Condition& node : nodes)
    if (node.op != first.op || node.args[0].op != Op::var ||
        node.args[0].name != first.args[0].name || node.args[1].op != Op::literal ||
        is_null(node.args[1]))
      return false;
  return true;
}

std::string joined(const Condition& node) {
  const bool all = node.op == Op::all_of;
  if (node.args.size() == 1) return clause(node.args.front());
  if (!all && differ_in_literal(node.args)) {
    std::vector<std::string> literals;
    for (const Condition& arg : node.args) literals.push_back(value(arg.args[1]));
    const Op op = node.args.front().op;
    const std::string_view verb =
        op == Op::starts_with ? "starts with" : (op == Op::ends_with ? "ends with" : "is");
    return format_text("{} {} {}", value(node.args.front().args[0]), verb, listed(literals, "or"));
  }
  std::string text;
  for (const Condition& arg : node.args) {
    const bool nested = arg.op == Op::all_of || arg.op == Op::any_of;
    text += text.empty() ? "" : (all ? " and " : " or ");
    text += nested && arg.args.size() > 1 ? "(" + clause(arg) + ")" : clause(arg);
  }
  return text;
}

/// A node as something that holds or does not.
std::string clause(const Condition& node) {
  const bool bare = node.op == Op::negate && node.args[0].op == Op::var;
  switch (node.op) {
    case Op::var:
      return node.ref.kind == RefKind::gate_open ? "the gate is open" : named(node) + " is true";
    case Op::equal: case Op::not_equal: case Op::same: case Op::not_same: return equal(node);
    case Op::less: case Op::less_equal: case Op::greater: case Op::greater_equal: return ordered(node);
    case Op::all_of: case Op::any_of: return joined(node);
    case Op::negate:
      if (bare && node.args[0].ref.kind == RefKind::gate_open) return "the gate is closed";
      return bare ? named(node.args[0]) + " is false" : "not (" + clause(node.args[0]) + ")";
    case Op::truthy: return value(node.args[0]) + " is known and not false, 0 or empty";
    case Op::in: return contained(node);
    case Op::starts_with: return format_text("{} starts with {}", value(node.args[0]), value(node.args[1]));
    case Op::ends_with: return format_text("{} ends with {}", value(node.args[0]), value(node.args[1]));
    case Op::missing: case Op::missing_some: return missing(node);
    case Op::some: case Op::all: case Op::none: return quantified(node);
    case Op::branch: return branches(node);
    default: return value(node);
  }
}

/// In JsonLogic's own semantics an operator may have any number of operands; then it is spelt out.
bool has_usual_operands(const Condition& node) {
  const std::size_t count = node.args.size();
  bool usual = true;
  switch (node.op) {
    case Op::literal: case Op::array: case Op::missing: break;
    case Op::var: usual = count == 0; break;
    case Op::all_of: case Op::any_of: case Op::add: case Op::multiply: case Op::min: case Op::max:
    case Op::subtract: usual = count >= 1; break;
    case Op::negate: case Op::truthy: usual = count == 1; break;
    case Op::less: case Op::less_equal: usual = count == 2 || count == 3; break;
    case Op::missing_some: case Op::branch: usual = count >= 2; break;
    default: usual = count == 2;
  }
  for (const Condition& arg : node.args) usual = usual && has_usual_operands(arg);
  return usual;
}

std::string spelt(const Condition& node) {
  if (node.op == Op::literal) return literal(node.literal);
  if (node.op == Op::var && node.args.empty()) return code(node.name);
  std::vector<std::string> args;
  for (const Condition& arg : node.args) args.push_back(spelt(arg));
  std::string text = node.op == Op::array ? "[" : format_text("{}(", to_text(node.op));
  if (node.op == Op::var) text += code(node.name) + ", ";
  for (std::size_t i = 0; i < args.size(); ++i) text += (i == 0 ? "" : ", ") + args[i];
  return text + (node.op == Op::array ? "]" : ")");
}

}  // namespace

std::string in_english(const Condition& condition) {
  return has_usual_operands(condition) ? clause(condition) : spelt(condition);
}

}  // namespace bantam
