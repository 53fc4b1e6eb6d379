// Lint: what an author may have meant otherwise. Warnings only, and only where it is certain.
//
// In JsonLogic's own semantics conditions are not judged: there everything compares with everything.
#include "model/lint.hpp"

#include <algorithm>
#include <map>

#include "values/format_text.hpp"

namespace bantam {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double unit(Points points) { return static_cast<double>(points.thousandths()); }

/// A finite number of thousandths as points.
std::string points_text(double thousandths) {
  return to_text(Points::of_thousandths(static_cast<std::int64_t>(thousandths)));
}

/// The end of a score that a condition asks for.
struct Asked {
  double at = 0;
  bool open = false;
};

using AskedOf = std::map<std::string, Asked>;

/// Adds what a comparison of a score with a number asks for: the least of it, or the most.
void add_asked(const Condition& node, bool least, AskedOf& asked) {
  const bool order = node.op == Op::less || node.op == Op::less_equal || node.op == Op::greater ||
                     node.op == Op::greater_equal;
  if (!order || node.args.size() != 2) return;
  const bool var_first = node.args[0].op == Op::var;
  const Condition& var = node.args[var_first ? 0 : 1];
  const Condition& number = node.args[var_first ? 1 : 0];
  if (var.op != Op::var || number.op != Op::literal || number.type != Type::number) return;
  if (var.ref.kind != RefKind::score && var.ref.kind != RefKind::total) return;
  const bool greater = node.op == Op::greater || node.op == Op::greater_equal;
  if ((greater == var_first) != least) return;
  const Asked end{number.literal.number, node.op == Op::less || node.op == Op::greater};
  const auto [place, fresh] = asked.emplace(var.name, end);
  const bool further = end.at > place->second.at || (end.at == place->second.at && end.open == least);
  if (!fresh && further) place->second = end;
}

/// Of `least` what all parts of an `and` ask for, else what any part of an `or` is content with.
void collect_asked(const Condition& node, bool least, AskedOf& asked) {
  if (node.op == (least ? Op::all_of : Op::any_of))
    for (const Condition& arg : node.args) collect_asked(arg, least, asked);
  else
    add_asked(node, least, asked);
}

/// Whether a model itself speaks of sending leads to `nurture`.
bool sends_to_nurture(const Stages& stages) {
  const auto listed = [](const std::optional<std::vector<std::string>>& reasons) {
    return reasons && !reasons->empty();
  };
  return listed(stages.reasons.reject) || listed(stages.reasons.recycle) ||
         std::any_of(stages.sla.begin(), stages.sla.end(), [](const std::optional<Sla>& sla) {
           return sla && sla->then == SlaThen::nurture;
         });
}

bool names_stage(const Condition& condition) {
  if (condition.ref.kind == RefKind::stage) return true;
  return std::any_of(condition.args.begin(), condition.args.end(), names_stage);
}

class Lint {
 public:
  Lint(const Document& document, Findings& findings)
      : document_(document), names_(names_of(document)), findings_(findings) {}

  void run() {
    lint_signals();
    std::vector<bool> dead;
    for (const Rule& rule : document_.rules) dead.push_back(never_holds(rule));
    reach_ = reach_of(document_, names_, std::move(dead));
    for (std::size_t i = 0; i < document_.rules.size(); ++i) lint_rule(document_.rules[i], i);
    lint_groups();
    for (std::size_t i = 0; i < document_.scores.size(); ++i) lint_score(document_.scores[i], i);
    lint_bands(document_.total.bands, "the total", reach_.seen_total_low);
    lint_exclusions();
    lint_gate();
    lint_stages();
  }

 private:
  std::optional<std::string> why_never(const std::optional<Condition>& condition,
                                       const std::set<std::string>& stages = {}) const {
    if (!condition || document_.jsonlogic) return std::nullopt;
    return why_never_true(*condition, document_, stages.empty() ? nullptr : &reach_, stages);
  }

  void warn_never(const Condition& condition) {
    if (const std::optional<std::string> why = why_never(condition))
      findings_.warning("condition/never_true", condition.where, format_text("this is never true: {}", *why));
  }

  void warn_negations(const Condition& condition) {
    if (!document_.jsonlogic) lint_negations(condition, document_, findings_);
  }

  void lint_signals() {
    for (const Signal& signal : document_.signals) {
      if (!signal.when) continue;
      warn_never(*signal.when);
      warn_negations(*signal.when);
    }
  }

  /// Warns of a guard or `when` that is never true.
  bool never_holds(const Rule& rule) {
    bool never = false;
    for (const std::optional<Condition>* condition : {&rule.guard, &rule.when}) {
      const std::optional<std::string> why = why_never(*condition);
      if (!why) continue;
      never = true;
      findings_.warning("rule/never_fires", (*condition)->where,
                        format_text("rule {} never fires: {}", quoted(rule.id), *why));
    }
    return never;
  }

  void lint_rule(const Rule& rule, std::size_t index) {
    if (rule.guard) warn_negations(*rule.guard);
    if (rule.when) warn_negations(*rule.when);
    lint_rule_bands(rule);
    if (reach_.dead[index]) return;
    const Range range = reach_.rules[index];
    if (range.low == 0 && range.high == 0)
      findings_.warning("rule/never_fires", rule.where,
                        format_text("rule {} never gives a point", quoted(rule.id)));
    else if (rule.form == Rule::Form::activity)
      lint_end(rule);
  }

  void lint_rule_bands(const Rule& rule) {
    const RuleBand* widest = nullptr;
    for (const RuleBand& band : rule.bands) {
      if (!band.below) continue;
      if (widest && *band.below <= *widest->below)
        findings_.warning("rule/bands_overlap", band.where,
                          format_text("no value comes to this band: what is below {} is below {} too, and "
                                      "that band comes first", *band.below, *widest->below),
                          "`below` rises from band to band");
      else
        widest = &band;
    }
  }

  /// Whether anything ends what the activities of a rule add up to.
  void lint_end(const Rule& rule) {
    if (rule.window || rule.newest || rule.decay.kind != Decay::Kind::none) return;
    const bool falls = rule.points.value_or(rule.each) < Points();
    const auto bounded = [&](const Bounds& bounds) { return falls ? bounds.min : bounds.max; };
    const std::int32_t group = group_of(rule, names_);
    const Score& score = document_.scores[static_cast<std::size_t>(score_of(rule, document_, names_))];
    if (bounded(rule.bounds) || bounded(score.bounds)) return;
    if (group >= 0 && bounded(document_.groups[static_cast<std::size_t>(group)].bounds)) return;
    findings_.warning("rule/uncapped", rule.where,
                      format_text("rule {} never ends: every activity counts for good, and score {} has no `{}`",
                                  quoted(rule.id), quoted(score.name), falls ? "min" : "max"),
                      format_text("a `window`, `decay`, `newest` or `{0}` of the rule ends it, or a `{0}` of "
                                  "its group or score", falls ? "min" : "max"));
  }

  void lint_groups() {
    std::vector<Range> sums(document_.groups.size());
    for (std::size_t i = 0; i < document_.rules.size(); ++i) {
      const std::int32_t group = group_of(document_.rules[i], names_);
      if (group < 0) continue;
      Range& sum = sums[static_cast<std::size_t>(group)];
      sum.low += reach_.rules[i].low;
      sum.high += reach_.rules[i].high;
    }
    for (std::size_t i = 0; i < sums.size(); ++i) lint_group(document_.groups[i], sums[i], reach_.groups[i]);
  }

  void lint_group(const Group& group, Range sum, Range kept) {
    if (sum.low < sum.high && kept.low == kept.high)
      findings_.warning("group/dead_rules", group.where,
                        format_text("group {} gives {} whatever its rules give: they never get within its "
                                    "`min` and `max`", quoted(group.name), points_text(kept.low)));
  }

  void lint_score(const Score& score, std::size_t index) {
    lint_bands(score.bands, format_text("score {}", quoted(score.name)), reach_.seen_low[index]);
    const bool floored = score.bounds.min || document_.total.bounds.min || !score.bands.empty();
    if (!floored && reach_.seen_low[index].value_or(0) < 0 && reach_.scores[index].high > 0)
      findings_.warning("score/no_floor", score.where,
                        format_text("score {} gives and takes points and has no `min`: it can fall below 0",
                                    quoted(score.name)),
                        "`\"min\": 0` stops it there; a `min` below 0 says that it may fall");
  }

  void lint_bands(const std::vector<Band>& bands, const std::string& subject,
                  std::optional<double> seen_low) {
    if (bands.empty()) return;
    const Band* lowest = &bands.front();
    for (std::size_t i = 1; i < bands.size(); ++i) {
      if (bands[i].from < lowest->from) {
        lowest = &bands[i];
        continue;
      }
      const bool last = i + 1 == bands.size();
      findings_.warning("band/overlap", bands[i].where,
                        format_text("band {} from {} comes after {} from {}, which takes it all{}",
                                    quoted(bands[i].name), to_text(bands[i].from), quoted(lowest->name),
                                    to_text(lowest->from), last ? "; the last band holds below all others" : ""),
                        "`from` falls from band to band");
    }
    if (!seen_low || *seen_low >= unit(lowest->from)) return;
    const std::string how_low = *seen_low == -infinity ? "fall without end"
                                                       : format_text("be {}", points_text(*seen_low));
    findings_.warning("band/hole", bands.back().where,
                      format_text("{} can {}, which is in no band: the last, {}, holds there too", subject,
                                  how_low, quoted(bands.back().name)),
                      "let the last band begin there, or end the fall with a `min`");
  }

  void lint_exclusions() {
    for (const Exclusion& exclusion : document_.exclusions) {
      warn_never(exclusion.when);
      warn_negations(exclusion.when);
    }
    for (const Exclusion& suppression : document_.suppressions) {
      warn_never(suppression.when);
      warn_negations(suppression.when);
    }
  }

  /// A missing answer is unknown on purpose: the negations of `met_if` are as they should be.
  void lint_gate() {
    const Gate& gate = document_.gate;
    for (const Criterion& criterion : gate.criteria)
      if (criterion.met_if) warn_never(*criterion.met_if);
    if (gate.require > static_cast<std::int64_t>(gate.criteria.size()))
      findings_.warning("gate/never_opens", gate.where,
                        format_text("the gate requires {} criteria and has {}: it never opens", gate.require,
                                    gate.criteria.size()));
  }

  void lint_stages() {
    const Stages& stages = document_.stages;
    if (stages.promote_if) warn_negations(*stages.promote_if);
    if (stages.demote_if) warn_negations(*stages.demote_if);
    if (const std::optional<std::string> why = why_never(stages.demote_if, {"mql"}))
      findings_.warning("condition/never_true", stages.demote_if->where,
                        format_text("no lead is ever demoted: {}", *why));
    if (!stages.promote_if) return;
    if (const std::optional<std::string> why = why_never(stages.promote_if, {"lead", "nurture"})) {
      findings_.warning("stage/unreachable", stages.promote_if->where,
                        format_text("no lead is ever promoted: {}", *why));
      return;
    }
    if (stages.demote_if && !document_.jsonlogic) lint_demotion(*stages.promote_if, *stages.demote_if);
    const bool at_once = !stages.cool_off && !stages.reset_activities;
    if (at_once && sends_to_nurture(stages) && !names_stage(*stages.promote_if))
      findings_.warning("stage/returns_at_once", stages.promote_if->where,
                        "a lead sent to `nurture` is promoted again by its next activity",
                        "`nurture` has `cool_off` to wait and `reset_activities` to begin anew");
  }

  void lint_demotion(const Condition& promote, const Condition& demote) {
    AskedOf least, most;
    collect_asked(promote, true, least);
    collect_asked(demote, false, most);
    for (const auto& [name, from] : least) {
      const auto found = most.find(name);
      if (found == most.end()) continue;
      const Asked& until = found->second;
      if (until.at < from.at || (until.at == from.at && (until.open || from.open))) continue;
      findings_.warning("stage/demote_not_below", demote.where,
                        format_text("a lead is promoted with {} {} {} and demoted with {} {}", quoted(name),
                                    from.open ? "above" : "from", from.at, until.open ? "below" : "up to", until.at),
                        "demote below what promotes, or the lead goes to and fro");
    }
  }

  const Document& document_;
  Names names_;
  Findings& findings_;
  Reach reach_;
};

}  // namespace

void lint(const Document& document, Findings& findings) { Lint(document, findings).run(); }

}  // namespace bantam
