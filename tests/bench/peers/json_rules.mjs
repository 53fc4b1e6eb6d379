// json-rules-engine: a run for each activity, whose events say which rules matched, and a run for
// the attributes of each lead. One engine with every rule, or an engine for each type of activity,
// which the host looks up. The host keeps the moments of what matched.
import {Engine} from 'json-rules-engine';
import {rulesByType, Tally, timed} from './tally.mjs';

const operators = {'>=': 'greaterThanInclusive', '<': 'lessThan', '==': 'equal'};

function conditionOf(comparison) {
  const [[operator, [{var: fact}, value]]] = Object.entries(comparison);
  return {fact, operator: operators[operator], value};
}

function engine() {
  const made = new Engine([], {allowUndefinedFacts: true});
  made.addOperator('startsWith', (text, prefix) => typeof text === 'string' && text.startsWith(prefix));
  made.addOperator('missing', value => value === undefined);
  made.addOperator('otherThan', (value, known) => value !== undefined && !known.includes(value));
  return made;
}

function activityEngine(workload, places) {
  const made = engine();
  for (const i of places) {
    const rule = workload.activityRules[i];
    const all = [{fact: 'activity', operator: 'in', value: rule.types, priority: 2}];
    if (rule.prefix) all.push({fact: 'path', operator: 'startsWith', value: rule.prefix});
    if (rule.seconds !== undefined) all.push({fact: 'seconds', operator: 'greaterThanInclusive', value: rule.seconds});
    made.addRule({conditions: {all}, event: {type: 'match', params: {rule: i}}});
  }
  return made;
}

/** A rule of the engine for each line of an attribute rule's table. */
function attributeLines(rule) {
  if (rule.if) return [{all: rule.comparisons.map(conditionOf), points: rule.points}];
  const lines = [{all: [{fact: rule.of, operator: 'missing', value: true}], points: rule.missing}];
  if (rule.bands) {
    rule.bands.forEach((band, i) => {
      const all = [];
      if (i > 0) all.push({fact: rule.of, operator: 'greaterThanInclusive', value: rule.bands[i - 1].below});
      if (band.below !== undefined) all.push({fact: rule.of, operator: 'lessThan', value: band.below});
      lines.push({all, points: band.points});
    });
  } else {
    for (const [value, points] of rule.values) lines.push({all: [{fact: rule.of, operator: 'equal', value}], points});
    lines.push({all: [{fact: rule.of, operator: 'otherThan', value: rule.values.map(([value]) => value)}], points: rule.other});
  }
  return lines.filter(line => line.points !== 0);
}

function attributeEngine(workload) {
  const made = engine();
  workload.attributeRules.forEach((rule, i) => {
    for (const {all, points} of attributeLines(rule))
      made.addRule({conditions: {all}, event: {type: 'points', params: {rule: i, points}}});
  });
  return made;
}

/** Facts that are there: an undefined one is left out. */
const facts = ({activities, ...values}) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

export const name = 'json-rules-engine';

export async function measure(workload, runs) {
  const every = activityEngine(workload, workload.activityRules.keys());
  const byType = new Map([...rulesByType(workload)].map(([type, places]) => [type, activityEngine(workload, places)]));
  const onLead = attributeEngine(workload), tally = new Tally(workload);
  const score = async (lead, engineOf) => {
    const moments = workload.activityRules.map(() => []);
    for (const activity of lead.activities)
      for (const {params} of (await engineOf(activity.activity).run(facts(activity))).events)
        if (tally.inWindow(workload.activityRules[params.rule], activity.at)) moments[params.rule].push(activity.at);
    const attributePoints = workload.attributeRules.map(() => 0);
    for (const {params} of (await onLead.run(facts(lead))).events) attributePoints[params.rule] = params.points;
    return tally.assemble(workload.activityRules.map((rule, i) => tally.activityPoints(rule, moments[i])), attributePoints);
  };
  const all = async engineOf => {
    const scores = new Map();
    for (const lead of workload.leads) scores.set(lead.lead, await score(lead, engineOf));
    return scores;
  };
  return [await timed('one engine', runs, () => all(() => every)),
          await timed('an engine per type', runs, () => all(type => byType.get(type)))];
}
