// The workload that `bantam_bench --export` wrote: model, leads, activities, and the scores to reach.
// Points are thousandths throughout, as whole numbers; moments are milliseconds.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const DAY = 86_400_000;
export const day = DAY;

/** Rows of a table without quotes, as objects; an empty cell is undefined. */
function table(path) {
  const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = head.split(',');
  return lines.map(line => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] === '' ? undefined : cells[i]]));
  });
}

const number = cell => (cell === undefined ? undefined : Number(cell));
const thousandths = points => (points === undefined ? undefined : Math.round(points * 1000));
const days = duration => (duration === undefined ? undefined : Number.parseInt(duration, 10));
const listed = on => (Array.isArray(on) ? on : [on]);

/** The operators of a condition that is one comparison or several joined by `and`. */
const comparisons = condition => (condition === undefined ? [] : condition.and ?? [condition]);

/** What an activity rule's `when` asks for, taken apart for those who cannot read JsonLogic. */
function demands(when) {
  const found = {};
  for (const each of comparisons(when)) {
    if (each.startsWith) found.prefix = each.startsWith[1];
    else if (each['>=']) found.seconds = each['>='][1];
    else throw new Error(`the peers do not know ${JSON.stringify(each)}`);
  }
  return found;
}

function activityRule(rule) {
  return {
    ...demands(rule.when), id: rule.id, group: rule.group, score: rule.score, types: listed(rule.on),
    when: rule.when, points: thousandths(rule.points), newest: rule.newest,
    windowMs: rule.window && days(rule.window) * DAY, halfLifeDays: days(rule.decay?.half_life),
  };
}

/** Bands, values or condition, with the points of each. */
function attributeRule(rule) {
  return {
    id: rule.id, group: rule.group, score: rule.score, of: rule.of, if: rule.if,
    comparisons: comparisons(rule.if), points: thousandths(rule.points),
    bands: rule.bands?.map(band => ({below: band.below, points: thousandths(band.points)})),
    values: rule.values && Object.entries(rule.values).map(([value, points]) => [value, thousandths(points)]),
    other: thousandths(rule.other), missing: thousandths(rule.missing),
  };
}

function bounded(declarations) {
  return Object.entries(declarations).map(([name, each]) => ({
    name, score: each.score, min: thousandths(each.min), max: thousandths(each.max),
  }));
}

export function readWorkload(folder) {
  const document = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
  const bantam = JSON.parse(readFileSync(join(folder, 'bantam.json'), 'utf8'));
  const leads = table(join(folder, 'leads.csv')).map(row => ({
    ...row, team_size: number(row.team_size), budget: number(row.budget), timeline: number(row.timeline),
    activities: [],
  }));
  const byName = new Map(leads.map(lead => [lead.lead, lead]));
  for (const row of table(join(folder, 'activities.csv')))
    byName.get(row.lead).activities.push({
      activity: row.activity, at: Number(row.at_ms), path: row.path, seconds: number(row.seconds),
    });
  const expected = new Map(table(join(folder, 'scores.csv')).map(row =>
    [row.lead, [Number(row.fit), Number(row.engagement), Number(row.total)]]));
  return {
    folder, leads, expected, asOf: bantam.as_of_ms, activities: bantam.activities, bantamNs: bantam.ns_an_activity,
    activityRules: document.rules.filter(rule => rule.on).map(activityRule),
    attributeRules: document.rules.filter(rule => !rule.on).map(attributeRule),
    groups: bounded(document.groups), scores: bounded(document.scores),
    weights: Object.fromEntries(Object.entries(document.total.weights).map(([name, w]) => [name, thousandths(w)])),
    totalMin: thousandths(document.total.min),
  };
}

/** What each day of age leaves, as a whole number of 2⁻³²: bantam's own definition, for as long as
    the workload reaches back. */
export function decayFactors(halfLifeDays) {
  return Array.from({length: 200}, (_, age) => Math.floor(2 ** 32 * 2 ** (-age / halfLifeDays) + 0.5));
}

/** The first lead that stands otherwise than expected, in words. */
export function difference(workload, scores) {
  for (const [lead, expected] of workload.expected) {
    const found = scores.get(lead);
    if (!found || expected.some((points, i) => points !== Number(found[i])))
      return `${lead}: expected fit, engagement, total ${expected}, found ${found}`;
  }
  return undefined;
}
