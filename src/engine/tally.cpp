// Tally: what one rule contributes. Cool-down, per day, window, newest, worth, decay, bounds,
// guard: in this order, with every detail on the way. docs/semantics.md, section 6.
#include "engine/evaluation.hpp"
#include "engine/spacing.hpp"
#include "engine/worth.hpp"
#include "values/ascii.hpp"

namespace bantam {
namespace {

/// Steps 1 to 5: the activities that match, and which of them count.
void select(const RuleProgram& rule, Evaluation& evaluation, Frame frame, RuleLine& line) {
  std::vector<Match>& matches = evaluation.matches;
  matches.clear();
  Spacing spacing(rule);
  std::int64_t left = 0;
  for (std::uint32_t i = 0; i < evaluation.unpacked.size(); ++i) {
    const StoredActivity& activity = evaluation.unpacked[i];
    if (!rule.listening.hears(activity.type_index)) continue;
    frame.type_index = activity.type_index;
    frame.fields = &activity.fields;
    if (rule.listening.when) {
      const Truth truth = ask(*rule.listening.when, frame);
      if (truth == Truth::unknown) add_missing(*rule.listening.when, frame, line.missing);
      if (truth != Truth::yes) continue;
    }
    Removal removal = spacing.next(activity.at.ms);
    if (removal == Removal::none && rule.window && evaluation.at - activity.at >= *rule.window)
      removal = Removal::window;
    if (removal == Removal::none) ++left;
    matches.push_back({i, removal});
  }
  if (rule.newest == 0) return;
  for (Match& match : matches) {
    if (left <= rule.newest) break;
    if (match.removal != Removal::none) continue;
    match.removal = Removal::newest;
    --left;
  }
}

/// Step 6.
Points worth_of(const RuleProgram& rule, const Frame& frame) {
  if (rule.field.empty()) return rule.points;
  const Operand field = read(Ref{RefKind::field, DateView::date, -1}, rule.field, frame);
  if (field.missing()) return {};
  return worth_of(rule.each, field.number);
}

void describe(const StoredActivity& activity, const Match& match, Points worth, Points decayed_worth,
              RuleLine& line) {
  ++line.matched;
  switch (match.removal) {
    case Removal::none: ++line.counted; break;
    case Removal::cooldown: ++line.by_cooldown; break;
    case Removal::per_day: ++line.by_per_day; break;
    case Removal::window: ++line.by_window; break;
    case Removal::newest: ++line.by_newest; break;
  }
  line.matches.push_back({activity.at, activity.id, activity.type, match.removal, worth, decayed_worth});
}

/// Step 9: what is left of a contribution when `if` is not true.
Points guarded(const RuleProgram& rule, Points points, const Frame& frame, RuleLine* line) {
  if (!rule.guard) return points;
  const Truth truth = ask(*rule.guard, frame);
  if (truth == Truth::yes) return points;
  if (line) {
    line->held = false;
    line->blocked = points;
    if (truth == Truth::unknown) add_missing(*rule.guard, frame, line->missing);
  }
  return {};
}

/// The line of an attribute rule's table that applies, and what the explanation calls it.
struct TableEntry {
  Points points;
  std::size_t band = 0;              ///< its place among the bands, from 1
  const RuleValue* value = nullptr;  ///< of the values
};

TableEntry table_entry(const RuleProgram& rule, const Operand& value) {
  if (value.missing()) return {rule.missing};
  if (rule.form == Rule::Form::bands) {
    std::size_t band = 0;
    while (rule.bands[band].below && value.number >= *rule.bands[band].below) ++band;  // the last has none
    return {rule.bands[band].points, band + 1};
  }
  const std::string_view text =
      value.kind == Operand::Kind::flag ? (value.flag ? "true" : "false") : value.text;
  for (const RuleValue& each : rule.values)
    if (equal_text(each.value, text, rule.ignore_case)) return {each.points, 0, &each};
  return {rule.other};
}

/// The same, telling the explanation.
Points described_entry(const RuleProgram& rule, const Operand& value, RuleLine* line) {
  const TableEntry entry = table_entry(rule, value);
  if (!line) return entry.points;
  if (value.missing()) {
    line->why = "missing";
    line->missing.push_back(rule.of_name);
  } else if (entry.band != 0) {
    line->why = "band " + std::to_string(entry.band);
  } else {
    line->why = entry.value ? entry.value->value : "other";
  }
  return entry.points;
}

}  // namespace

Points explain_tally(const RuleProgram& rule, Evaluation& evaluation, const Frame& frame, RuleLine& line) {
  select(rule, evaluation, frame, line);
  Points sum;
  Points worth_sum;
  bool counted = false;
  Frame at_activity = frame;
  for (const Match& match : evaluation.matches) {
    const StoredActivity& activity = evaluation.unpacked[match.activity];
    at_activity.type_index = activity.type_index;
    at_activity.fields = &activity.fields;
    const Points worth = worth_of(rule, at_activity);
    Points kept;
    if (match.removal == Removal::none) {
      const std::int64_t age = (evaluation.at - activity.at).ms / frame.program.step_ms;
      kept = rule.decay.decays() ? decayed(rule.decay, worth, age) : worth;
      sum += kept;
      worth_sum += worth;
      counted = true;
    }
    describe(activity, match, worth, kept, line);
  }
  const Points points = counted ? clamped(sum, rule.bounds) : Points();
  line.worth = worth_sum;
  line.decayed = sum;
  line.clamp = points - sum;
  return guarded(rule, points, frame, &line);
}

Points table_points(const RuleProgram& rule, const Operand& value) {
  return table_entry(rule, value).points;
}

Points look_up(const RuleProgram& rule, const Frame& frame, RuleLine* line) {
  const Points points = rule.form == Rule::Form::condition
                            ? rule.points
                            : described_entry(rule, read(rule.of, rule.of_name, frame), line);
  if (line) line->worth = line->decayed = points;
  return guarded(rule, points, frame, line);
}

}  // namespace bantam
