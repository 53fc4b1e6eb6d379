// json-logic-engine: each rule's condition compiled once, asked of each activity, or only where the
// host has looked up the type; the attribute rules as `if` chains that give points. The host keeps
// the moments of what matched.
import {LogicEngine} from 'json-logic-engine';
import {rulesByType, Tally, timed} from './tally.mjs';

function engine() {
  const logic = new LogicEngine();
  logic.addMethod('startsWith', ([text, prefix]) => typeof text === 'string' && text.startsWith(prefix),
                  {deterministic: true, sync: true});
  return logic;
}

/** A comparison with nothing is false here; JsonLogic would take nothing for 0. */
const present = condition => {
  const [[, [{var: name}]]] = Object.entries(condition);
  return [{'!==': [{var: name}, null]}, condition];
};
const allOf = conditions => ({and: conditions.flatMap(present)});

function matching(rule) {
  const demands = rule.when === undefined ? [] : rule.when.and ?? [rule.when];
  return {and: [{in: [{var: 'activity'}, rule.types]}, ...demands.flatMap(present)]};
}

function attributePoints(rule) {
  if (rule.if) return {if: [allOf(rule.comparisons), rule.points, 0]};
  const value = {var: rule.of};
  const branches = rule.bands
    ? rule.bands.flatMap(band => (band.below === undefined ? [band.points] : [{'<': [value, band.below]}, band.points]))
    : [...rule.values.flatMap(([text, points]) => [{'==': [value, text]}, points]), rule.other];
  return {if: [{'===': [value, null]}, rule.missing, ...branches]};
}

export const name = 'json-logic-engine';

export async function measure(workload, runs) {
  const logic = engine(), tally = new Tally(workload);
  const matches = workload.activityRules.map(rule => logic.build(matching(rule)));
  const attributes = workload.attributeRules.map(rule => logic.build(attributePoints(rule)));
  const every = workload.activityRules.map((_, i) => i), byType = rulesByType(workload);
  const score = (lead, asked) => {
    const moments = every.map(() => []);
    for (const activity of lead.activities)
      for (const i of asked(activity.activity))
        if (tally.inWindow(workload.activityRules[i], activity.at) && matches[i](activity)) moments[i].push(activity.at);
    return tally.assemble(workload.activityRules.map((rule, i) => tally.activityPoints(rule, moments[i])),
                          attributes.map(points => points(lead)));
  };
  const all = asked => new Map(workload.leads.map(lead => [lead.lead, score(lead, asked)]));
  return [await timed('every rule asked', runs, () => all(() => every)),
          await timed('rules by type', runs, () => all(type => byType.get(type) ?? []))];
}
