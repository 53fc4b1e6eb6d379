// Negations of what may be missing: unknown there, so that they hold nothing.
//
// Silent where the condition shows that its author thought of it: where the value is asked for
// with `== null`, `!= null`, `missing`, `missing_some` or `!!`, or is compared without negation.
#include <algorithm>

#include "model/lint.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

class Negations {
 public:
  Negations(const Document& document, Findings& findings) : document_(document), findings_(findings) {}

  void walk(const Condition& node, bool negated, Op by) {
    switch (node.op) {
      case Op::negate: return walk(node.args[0], !negated, Op::negate);
      case Op::all_of: case Op::any_of:
        for (const Condition& arg : node.args) walk(arg, negated, by);
        return;
      case Op::missing: case Op::missing_some: case Op::truthy: case Op::branch:
        return note(node, false, node, by);
      case Op::none: return note(node.args[0], !negated, node, negated ? by : node.op);
      case Op::some: case Op::all: return note(node.args[0], negated, node, by);
      case Op::not_equal: case Op::not_same: case Op::equal: case Op::same: {
        const bool unequal = node.op == Op::not_equal || node.op == Op::not_same;
        return note(node, unequal != negated && !is_null_test(node), node, negated ? by : node.op);
      }
      default: return note(node, negated, node, by);
    }
  }

  void report() {
    for (const Candidate& each : candidates_) {
      if (!known_.insert(each.name).second) continue;
      findings_.warning(
          "condition/negated_missing", each.leaf->where,
          format_text("where {} is missing, `{}` makes this unknown, and an unknown holds nothing",
                      quoted(each.name), to_text(each.by)),
          format_text("say so with {{\"!=\": [{{\"var\": \"{0}\"}}, null]}} in an `and`, or take it in with "
                      "{{\"==\": [{{\"var\": \"{0}\"}}, null]}} in an `or`", each.name));
    }
  }

 private:
  struct Candidate {
    std::string name;
    const Condition* leaf;
    Op by;
  };

  static bool is_null_test(const Condition& node) {
    return std::any_of(node.args.begin(), node.args.end(), [](const Condition& arg) {
      return arg.op == Op::literal && arg.literal.is_null();
    });
  }

  /// The vars of a leaf: candidates where it is negated, else thought of.
  void note(const Condition& node, bool negated, const Condition& leaf, Op by) {
    if (node.op == Op::var && may_be_missing(node.ref, document_)) {
      if (negated) candidates_.push_back({node.name, &leaf, by});
      else known_.insert(node.name);
    }
    for (const Condition& arg : node.args) note(arg, negated, leaf, by);
  }

  const Document& document_;
  Findings& findings_;
  std::vector<Candidate> candidates_;
  std::set<std::string> known_;
};

}  // namespace

void lint_negations(const Condition& condition, const Document& document, Findings& findings) {
  Negations negations(document, findings);
  negations.walk(condition, false, Op::negate);
  negations.report();
}

}  // namespace bantam
