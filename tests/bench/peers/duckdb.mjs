// DuckDB, in the process, on one thread: the comparison is with bantam on one thread.
import {join} from 'node:path';
import {performance} from 'node:perf_hooks';
import {DuckDBInstance} from '@duckdb/node-api';
import {forms, tables} from './sql.mjs';
import {decayFactors} from './workload.mjs';

const dialect = {
  hasMaxBy: true,
  greatest: 'greatest',
  least: 'least',
  startsWith: (text, prefix) => `starts_with(${text}, ${prefix})`,
  divided: (number, by) => `(${number} // ${by})`,
  factor: (halfLifeDays, age) => `([${decayFactors(halfLifeDays)}]::BIGINT[])[${age} + 1]`,
};

async function load(connection, workload) {
  const file = name => `'${join(workload.folder, name).replaceAll("'", "''")}'`;
  const read = name => `read_csv(${file(name)}, header = true, nullstr = '')`;
  await connection.run('SET threads = 1');
  await connection.run(`CREATE TABLE leads AS SELECT CAST(lead[2:] AS INTEGER) AS lead, * EXCLUDE (lead) FROM ${read('leads.csv')}`);
  await connection.run(`CREATE TABLE activities AS SELECT CAST(lead[2:] AS INTEGER) AS lead, * EXCLUDE (lead) FROM ${read('activities.csv')}`);
  for (const statement of tables(workload)) await connection.run(statement);
}

export const name = 'DuckDB';

export async function measure(workload, runs) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await load(connection, workload);
  const results = [];
  for (const form of forms(workload, dialect)) {
    const ms = [];
    for (let run = 0; run < runs; ++run) {
      const start = performance.now();
      await connection.run(`CREATE OR REPLACE TABLE scored AS ${form.sql}`);
      ms.push(performance.now() - start);
    }
    const rows = (await connection.runAndReadAll('SELECT lead, fit, engagement, total FROM scored')).getRows();
    const scores = new Map(rows.map(([lead, ...points]) => [`L${String(lead).padStart(7, '0')}`, points.map(Number)]));
    results.push({form: form.name, ms, scores});
  }
  connection.closeSync();
  return results;
}
