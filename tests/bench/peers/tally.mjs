// What a host writes around an engine that only decides whether a condition holds: the newest,
// decay, bounds and total; and the clock around it. The same for both JSON engines.
import {performance} from 'node:perf_hooks';
import {day, decayFactors} from './workload.mjs';

function clamp(points, {min, max}) {
  if (min !== undefined && points < min) return min;
  return max !== undefined && points > max ? max : points;
}

function scaled(points, factor) {
  const kept = Math.floor((Math.abs(points) * factor + 2 ** 31) / 2 ** 32);
  return points < 0 ? -kept : kept;
}

/** The places of the rules that listen to each type. */
export function rulesByType(workload) {
  const places = new Map();
  workload.activityRules.forEach((rule, i) => {
    for (const type of rule.types) places.set(type, [...(places.get(type) ?? []), i]);
  });
  return places;
}

/** Scores all leads `runs` times. */
export async function timed(form, runs, scoreAll) {
  const ms = [];
  let scores;
  for (let run = 0; run < runs; ++run) {
    const start = performance.now();
    scores = await scoreAll();
    ms.push(performance.now() - start);
  }
  return {form, ms, scores};
}

export class Tally {
  constructor(workload) {
    this.workload = workload;
    this.factors = new Map();
    for (const {halfLifeDays} of workload.activityRules)
      if (halfLifeDays) this.factors.set(halfLifeDays, decayFactors(halfLifeDays));
  }

  inWindow(rule, at) {
    return !rule.windowMs || this.workload.asOf - at < rule.windowMs;
  }

  /** `moments`: of the activities that match; they ascend. */
  activityPoints(rule, moments) {
    const counted = rule.newest ? moments.slice(-rule.newest) : moments;
    if (!rule.halfLifeDays) return rule.points * counted.length;
    const factors = this.factors.get(rule.halfLifeDays);
    let sum = 0;
    for (const at of counted) sum += scaled(rule.points, factors[Math.floor((this.workload.asOf - at) / day)]);
    return sum;
  }

  /** Fit, engagement and total from the points of each rule. */
  assemble(activityPoints, attributePoints) {
    const {workload} = this;
    const sums = Object.fromEntries([...workload.groups, ...workload.scores].map(each => [each.name, 0]));
    workload.activityRules.forEach((rule, i) => { sums[rule.group ?? rule.score] += activityPoints[i]; });
    workload.attributeRules.forEach((rule, i) => { sums[rule.group ?? rule.score] += attributePoints[i]; });
    for (const group of workload.groups) sums[group.score] += clamp(sums[group.name], group);
    let weighted = 0;
    const scores = workload.scores.map(score => {
      const points = clamp(sums[score.name], score);
      weighted += points * workload.weights[score.name];
      return points;
    });
    const total = Math.sign(weighted) * Math.floor((Math.abs(weighted) + 500) / 1000);
    return [...scores, Math.max(total, workload.totalMin)];
  }
}
