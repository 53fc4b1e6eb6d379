// The same job by others: measures each, checks that it gives bantam's scores to the thousandth,
// and prints how many times bantam's time it takes. A difference ends it with exit code 1.
import {parseArgs} from 'node:util';
import {difference, readWorkload} from './workload.mjs';

const peers = ['duckdb', 'sqlite', 'json_logic', 'json_rules'];
const {values} = parseArgs({options: {
  data: {type: 'string'},
  runs: {type: 'string', default: '3'},
  only: {type: 'string', multiple: true, default: peers},
}});
if (!values.data || values.only.some(peer => !peers.includes(peer))) {
  console.error(`usage: node peers.mjs --data FOLDER [--runs N] [--only ${peers.join('|')}]…`);
  process.exit(2);
}

const median = numbers => {
  const sorted = [...numbers].sort((a, b) => a - b), middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const rounded = value => value.toLocaleString('en', {maximumSignificantDigits: 3});
const row = (...cells) => console.log(cells[0].padEnd(20) + cells[1].padEnd(28) + cells[2].padStart(14) + cells[3].padStart(14));

const workload = readWorkload(values.data);
console.log(`${workload.leads.length} leads, ${workload.activities} activities; one thread; median of ${values.runs} runs\n`);
row('peer', 'form', 'ns/activity', 'bantam x');
row('bantam', 'score_batch, lead order', rounded(workload.bantamNs), '1');
let wrong = 0;
for (const peer of values.only) {
  const {name, measure} = await import(`./${peer}.mjs`);
  for (const {form, ms, scores} of await measure(workload, Number(values.runs))) {
    const ns = median(ms) * 1e6 / workload.activities;
    row(name, form, rounded(ns), rounded(ns / workload.bantamNs));
    const unequal = difference(workload, scores);
    if (unequal) console.error(`${name}, ${form}: ${unequal}`);
    wrong += unequal ? 1 : 0;
  }
}
process.exit(wrong === 0 ? 0 : 1);
