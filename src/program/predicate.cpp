#include "program/predicate.hpp"

#include <algorithm>

#include "bantam/timestamp.hpp"

namespace bantam {
namespace {

class Lowering {
 public:
  explicit Lowering(Predicate& predicate) : predicate_(predicate) {}

  std::uint32_t lower(const Condition& condition) {
    Node node;
    node.op = condition.op;
    node.type = condition.type;
    node.ignore_case = condition.ignore_case;
    node.ref = condition.ref;
    node.flag = condition.literal.flag;
    node.number = condition.literal.number;
    node.text = condition.op == Op::var ? condition.name : condition.literal.text;
    if (condition.type == Type::date)  // of a var there is no text
      node.date = parse_date(condition.literal.text).value_or(0);
    if (condition.op == Op::same) node.op = Op::equal;
    if (condition.op == Op::not_same) node.op = Op::not_equal;
    std::vector<std::uint32_t> args;
    for (const Condition& arg : condition.args) args.push_back(lower(arg));
    node.first_arg = static_cast<std::uint32_t>(predicate_.args.size());
    node.arg_count = static_cast<std::uint32_t>(args.size());
    predicate_.args.insert(predicate_.args.end(), args.begin(), args.end());
    predicate_.nodes.push_back(std::move(node));
    const auto place = static_cast<std::uint32_t>(predicate_.nodes.size() - 1);
    if (condition.op == Op::var && condition.ref.kind != RefKind::element) add_var(place);
    return place;
  }

 private:
  void add_var(std::uint32_t place) {
    const bool seen = std::any_of(
        predicate_.vars.begin(), predicate_.vars.end(), [&](std::uint32_t other) {
          return predicate_.nodes[other].text == predicate_.nodes[place].text;
        });
    if (!seen) predicate_.vars.push_back(place);
  }

  Predicate& predicate_;
};

std::optional<Comparison> comparison_of(const Predicate& predicate) {
  const Node& root = predicate.nodes[predicate.root];
  bool affix = false;
  switch (root.op) {
    case Op::equal: case Op::not_equal: case Op::less: case Op::less_equal: case Op::greater: case Op::greater_equal: break;
    case Op::starts_with: case Op::ends_with: affix = true; break;
    default: return std::nullopt;
  }
  if (root.arg_count != 2) return std::nullopt;
  const Node& var = predicate.nodes[predicate.args[root.first_arg]];
  const Node& literal = predicate.nodes[predicate.args[root.first_arg + 1]];
  if (var.op != Op::var) return std::nullopt;
  if (literal.op != Op::literal || literal.type != (affix ? Type::text : Type::number)) return std::nullopt;
  return Comparison{root.op, var.ref, var.text, literal.number, literal.text, root.ignore_case};
}

}  // namespace

Predicate lower(const Condition& condition) {
  Predicate predicate;
  predicate.root = Lowering(predicate).lower(condition);
  predicate.comparison = comparison_of(predicate);
  return predicate;
}

}  // namespace bantam
