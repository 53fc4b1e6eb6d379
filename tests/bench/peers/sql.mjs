// The model as SQL, in the forms that people write. Each form says what the activities of a lead
// are worth; attribute rules, bounds and total are the same around all of them.
import {decayFactors} from './workload.mjs';

const quoted = text => `'${text.replaceAll("'", "''")}'`;
const list = texts => texts.map(quoted).join(', ');
const sum = terms => (terms.length === 0 ? '0' : terms.join(' + '));

/** worth × factor / 2³², half away from zero; both are whole numbers below 2⁵³. */
const scaled = (points, factor) =>
  points < 0 ? `-((${-points} * ${factor} + 2147483648) >> 32)` : `((${points} * ${factor} + 2147483648) >> 32)`;

export function tables(workload) {
  const rows = [];
  workload.activityRules.forEach((rule, i) => {
    for (const type of rule.types)
      rows.push(`(${i}, ${quoted(type)}, ${rule.prefix ? quoted(rule.prefix) : 'NULL'}, ${rule.seconds ?? 'NULL'}, ` +
                `${rule.points}, ${rule.newest ?? 'NULL'}, ${rule.windowMs ?? 'NULL'}, ${rule.halfLifeDays ?? 'NULL'})`);
  });
  const halfLives = new Set(workload.activityRules.map(rule => rule.halfLifeDays).filter(Boolean));
  const decay = [...halfLives].flatMap(half => decayFactors(half).map((factor, age) => `(${half}, ${age}, ${factor})`));
  return [
    'CREATE TABLE rules (rule INTEGER, type TEXT, prefix TEXT, seconds DOUBLE, points BIGINT, newest INTEGER, window_ms BIGINT, half_life INTEGER)',
    `INSERT INTO rules VALUES ${rows.join(', ')}`,
    'CREATE TABLE decay (half_life INTEGER, age INTEGER, factor BIGINT, PRIMARY KEY (half_life, age))',
    `INSERT INTO decay VALUES ${decay.join(', ')}`,
  ];
}

function demandsOf(rule, workload, dialect) {
  const demands = [rule.types.length === 1 ? `activity = ${quoted(rule.types[0])}` : `activity IN (${list(rule.types)})`];
  if (rule.prefix) demands.push(dialect.startsWith('path', quoted(rule.prefix)));
  if (rule.seconds !== undefined) demands.push(`seconds >= ${rule.seconds}`);
  if (rule.windowMs) demands.push(`${workload.asOf} - at_ms < ${rule.windowMs}`);
  return demands.join(' AND ');
}

function worthOf(rule, workload, dialect) {
  if (!rule.halfLifeDays) return `${rule.points}`;
  const age = dialect.divided(`(${workload.asOf} - at_ms)`, 86_400_000);
  return scaled(rule.points, dialect.factor(rule.halfLifeDays, age));
}

/** Rules that are rows, joined to the activities; one window function ranks all matches. */
function joined(workload, dialect) {
  const age = dialect.divided(`(${workload.asOf} - a.at_ms)`, 86_400_000);
  return `SELECT lead, rule, sum(worth) AS points FROM (
    SELECT a.lead, r.rule, r.newest,
      CASE WHEN r.half_life IS NULL THEN r.points
           WHEN r.points < 0 THEN -((-r.points * d.factor + 2147483648) >> 32)
           ELSE (r.points * d.factor + 2147483648) >> 32 END AS worth,
      row_number() OVER (PARTITION BY a.lead, r.rule ORDER BY a.at_ms DESC) AS place
    FROM activities a JOIN rules r ON r.type = a.activity
    LEFT JOIN decay d ON d.half_life = r.half_life AND d.age = ${age}
    WHERE (r.prefix IS NULL OR ${dialect.startsWith('a.path', 'r.prefix')})
      AND (r.seconds IS NULL OR a.seconds >= r.seconds)
      AND (r.window_ms IS NULL OR ${workload.asOf} - a.at_ms < r.window_ms)) ranked
  WHERE newest IS NULL OR place <= newest GROUP BY lead, rule`;
}

/** A query per rule, with the rule's own numbers in it. */
function perRule(workload, dialect) {
  return workload.activityRules.map((rule, i) => {
    const where = demandsOf(rule, workload, dialect), worth = worthOf(rule, workload, dialect);
    if (!rule.newest) return `SELECT lead, ${i} AS rule, sum(${worth}) AS points FROM activities WHERE ${where} GROUP BY lead`;
    return `SELECT lead, ${i} AS rule, sum(worth) AS points FROM (
      SELECT lead, ${worth} AS worth, row_number() OVER (PARTITION BY lead ORDER BY at_ms DESC) AS place
      FROM activities WHERE ${where}) ranked${i} WHERE place <= ${rule.newest} GROUP BY lead`;
  }).join('\nUNION ALL\n');
}

/** The newest of a rule as an aggregate, without a window function. */
const newestOf = (rule, worth) => (rule.newest ? `list_sum(max_by(${worth}, at_ms, ${rule.newest}))` : `sum(${worth})`);

function perRuleAggregate(workload, dialect) {
  return workload.activityRules.map((rule, i) =>
    `SELECT lead, ${i} AS rule, ${newestOf(rule, worthOf(rule, workload, dialect))} AS points
     FROM activities WHERE ${demandsOf(rule, workload, dialect)} GROUP BY lead`).join('\nUNION ALL\n');
}

/** All rules in one pass: a column a rule, each an aggregate with a filter. */
function onePass(workload, dialect) {
  const columns = workload.activityRules.map((rule, i) => {
    const worth = worthOf(rule, workload, dialect), filter = `FILTER (WHERE ${demandsOf(rule, workload, dialect)})`;
    const points = rule.newest ? `list_sum(max_by(${worth}, at_ms, ${rule.newest}) ${filter})` : `sum(${worth}) ${filter}`;
    return `coalesce(${points}, 0) AS r${i}`;
  });
  return `SELECT lead, ${columns.join(',\n')} FROM activities GROUP BY lead`;
}

/** Where points go: names of the groups, then of the scores that rules feed directly. */
const targets = workload => [...workload.groups, ...workload.scores].map(each => each.name);
const feeds = (rule, target) => (rule.group ?? rule.score) === target;

/** From a row a lead and rule to a column a target. */
function gathered(perRuleRows, workload) {
  const columns = targets(workload).map(target => {
    const rules = workload.activityRules.flatMap((rule, i) => (feeds(rule, target) ? [i] : []));
    return rules.length === 0 ? `0 AS ${target}` : `sum(CASE WHEN rule IN (${rules}) THEN points ELSE 0 END) AS ${target}`;
  });
  return `SELECT lead, ${columns.join(', ')} FROM (${perRuleRows}) per_rule GROUP BY lead`;
}

/** The same from a column a rule. */
function gatheredColumns(perLeadRow, workload) {
  const columns = targets(workload).map(target =>
    `${sum(workload.activityRules.flatMap((rule, i) => (feeds(rule, target) ? [`r${i}`] : [])))} AS ${target}`);
  return `SELECT lead, ${columns.join(', ')} FROM (${perLeadRow}) per_lead`;
}

function comparison(each) {
  const [[operator, [{var: name}, literal]]] = Object.entries(each);
  return `${name} ${operator === '==' ? '=' : operator} ${typeof literal === 'string' ? quoted(literal) : literal}`;
}

function attributePoints(rule) {
  if (rule.if) return `CASE WHEN ${rule.comparisons.map(comparison).join(' AND ')} THEN ${rule.points} ELSE 0 END`;
  const branches = rule.bands
    ? rule.bands.map(band => (band.below === undefined ? `ELSE ${band.points}` : `WHEN ${rule.of} < ${band.below} THEN ${band.points}`))
    : [...rule.values.map(([value, points]) => `WHEN ${rule.of} = ${quoted(value)} THEN ${points}`), `ELSE ${rule.other}`];
  return `CASE WHEN ${rule.of} IS NULL THEN ${rule.missing} ${branches.join(' ')} END`;
}

/** From the points of activities to fit, engagement and total. */
function assembled(activityPoints, workload, dialect) {
  const within = (expression, {min, max}) => {
    const above = min === undefined ? expression : `${dialect.greatest}(${expression}, ${min})`;
    return max === undefined ? above : `${dialect.least}(${above}, ${max})`;
  };
  const raw = targets(workload).map(target => {
    const rules = workload.attributeRules.filter(rule => feeds(rule, target)).map(attributePoints);
    return `${sum([`coalesce(a.${target}, 0)`, ...rules])} AS ${target}`;
  });
  const scores = workload.scores.map(score => {
    const groups = workload.groups.filter(group => group.score === score.name).map(group => within(group.name, group));
    return `${within(`(${sum([score.name, ...groups])})`, score)} AS ${score.name}`;
  });
  const weighted = `(${sum(workload.scores.map(score => `${score.name} * ${workload.weights[score.name]}`))})`;
  const rounded = `CASE WHEN ${weighted} < 0 THEN -${dialect.divided(`(500 - ${weighted})`, 1000)} ELSE ${dialect.divided(`(${weighted} + 500)`, 1000)} END`;
  return `SELECT lead, fit, engagement, ${dialect.greatest}(${rounded}, ${workload.totalMin}) AS total FROM (
    SELECT lead, ${scores.join(', ')} FROM (
      SELECT l.lead AS lead, ${raw.join(',\n')}
      FROM leads l LEFT JOIN (${activityPoints}) a ON a.lead = l.lead) raw) scored`;
}

/** The forms that a dialect can say, by name: each a query of lead, fit, engagement, total. */
export function forms(workload, dialect) {
  const whole = {
    'rules joined': gathered(joined(workload, dialect), workload),
    'a query per rule': gathered(perRule(workload, dialect), workload),
  };
  if (dialect.hasMaxBy) {
    whole['a query per rule, max_by'] = gathered(perRuleAggregate(workload, dialect), workload);
    whole['one pass, max_by'] = gatheredColumns(onePass(workload, dialect), workload);
  }
  return Object.entries(whole).map(([name, sql]) => ({name, sql: assembled(sql, workload, dialect)}));
}
