// SQLite through its shell, in memory: no package for Node is as close to the library, and the
// shell's own timer leaves starting and loading out.
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {forms, tables} from './sql.mjs';

const dialect = {
  hasMaxBy: false,
  greatest: 'max',
  least: 'min',
  startsWith: (text, prefix) => `substr(${text}, 1, length(${prefix})) = ${prefix}`,
  divided: (number, by) => `(${number} / ${by})`,
  factor: (halfLifeDays, age) => `(SELECT factor FROM decay WHERE half_life = ${halfLifeDays} AND age = ${age})`,
};

/** The shell imports text; the tables proper have types, and nulls for empty cells. */
function loading(workload) {
  const cell = (name, type) => `CAST(nullif(${name}, '') AS ${type}) AS ${name}`;
  const lead = 'CAST(substr(lead, 2) AS INTEGER) AS lead';
  const file = name => join(workload.folder, name);
  return `.mode csv
.import ${file('leads.csv')} leads_text
.import ${file('activities.csv')} activities_text
CREATE TABLE leads AS SELECT ${lead}, ${cell('team_size', 'REAL')}, industry, role, country,
  ${cell('budget', 'REAL')}, ${cell('timeline', 'REAL')} FROM leads_text;
CREATE TABLE activities AS SELECT ${lead}, CAST(at_ms AS INTEGER) AS at_ms, activity, nullif(path, '') AS path,
  ${cell('seconds', 'REAL')} FROM activities_text;
CREATE INDEX activities_by_type ON activities (activity, lead, at_ms);
${tables(workload).join(';\n')};
ANALYZE;
`;
}

function shell(script) {
  const done = spawnSync('sqlite3', ['-batch', ':memory:'], {input: script, encoding: 'utf8', maxBuffer: 1 << 30});
  if (done.error) throw done.error;
  if (done.status !== 0 || done.stderr) throw new Error(`sqlite3: ${done.stderr}`);
  return done.stdout;
}

export const name = 'SQLite';

export async function measure(workload, runs) {
  return forms(workload, dialect).map(form => {
    const timed = `.timer on\nCREATE TABLE scored AS ${form.sql};\n.timer off\n`;
    const again = `DROP TABLE scored;\n${timed}`.repeat(runs - 1);
    const output = shell(`${loading(workload)}${timed}${again}SELECT lead, fit, engagement, total FROM scored;\n`);
    const ms = [...output.matchAll(/^Run Time: real ([\d.]+)/gm)].map(([, seconds]) => 1000 * Number(seconds));
    const rows = output.split(/\r?\n/).filter(line => /^\d/.test(line)).map(line => line.split(','));
    return {form: form.name, ms, scores: new Map(rows.map(([lead, ...points]) => [`L${lead.padStart(7, '0')}`, points.map(Number)]))};
  });
}
