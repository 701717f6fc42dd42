/** The whole computation as a script for the engine's own client. */
import { visible } from '../report/escape.js';
import {
  assignConfidentClasses,
  confidentlyOther,
  jointCells,
  measureThresholds,
  pruneRows,
  rankCandidates,
} from './confident.js';
import { countTerms, countTotals, countWords } from './counts.js';
import type { Dialect, DialectName } from './dialect.js';
import { bigquery } from './dialects/bigquery.js';
import { clickhouse } from './dialects/clickhouse.js';
import { duckdb } from './dialects/duckdb.js';
import { snowflake } from './dialects/snowflake.js';
import { spark } from './dialects/spark.js';
import { trino } from './dialects/trino.js';
import { drop, keep, type Plan, type Statement, table } from './plan.js';
import { leaveOneOutProbabilities } from './scores.js';
import { type ClassLabel, checkSource, chooseRows, listClasses, type SourceTable } from './source.js';
import { measureRows, sumTables, sumTerms, wordTables } from './sums.js';

const BY_NAME: Readonly<Record<DialectName, Dialect>> = {
  duckdb,
  spark,
  trino,
  bigquery,
  snowflake,
  clickhouse,
};

/** The methods that scripts support. */
export const SCRIPT_METHODS = ['prune_by_noise_rate', 'confident_learning'] as const;
export type ScriptMethod = (typeof SCRIPT_METHODS)[number];

/** Options of a script. */
export interface ScriptOptions {
  readonly dialect: DialectName;
  readonly source: SourceTable;
  /** At least two, in class order. */
  readonly classes: readonly ClassLabel[];
  readonly method: ScriptMethod;
  /** Additive smoothing, greater than 0. */
  readonly alpha: number;
  /** Prefix of the names of intermediate tables: letters, digits and underscores. */
  readonly prefix: string;
  /** Parts of the name of the table for the candidates. */
  readonly into: readonly string[];
}

/**
 * The statements of a script, in order: the checks, leave-one-out naive Bayes, confident learning, the table of
 * candidates, and dropping the intermediate tables.
 *
 * Gives the candidates of `judgeLabels(problem, { method, cv: 'loo', alpha })` in the same order.
 *
 * @example
 * scriptStatements({ dialect: 'duckdb', source, classes, method: 'prune_by_noise_rate', alpha: 1, prefix: 'fle_', into: ['label_errors'] })
 */
export function scriptStatements(options: ScriptOptions): Statement[] {
  const { classes, source, method } = options;
  const dialect = BY_NAME[options.dialect];
  const plan: Plan = { dialect, prefix: options.prefix, classCount: classes.length, alpha: options.alpha };
  const pruning = method === 'prune_by_noise_rate';
  const made = [
    ...['classes', 'rows', 'terms', ...wordTables(plan), 'lengths', 'totals', ...sumTables(plan)],
    ...['probabilities', 'thresholds', 'judged', ...(pruning ? ['joint', 'calibrated', 'prune'] : [])],
    ...['flagged', 'candidates'],
  ];
  const plain = (name: string) => (sql: string) => ({ name, comment: [], sql });
  return [
    ...dialect.preamble.map(plain('preamble')),
    listClasses(plan, classes),
    ...checkSource(plan, source),
    chooseRows(plan, source),
    countTerms(plan),
    ...countWords(plan, 'given'),
    ...sumTerms(plan),
    measureRows(plan),
    countTotals(plan, 'given'),
    leaveOneOutProbabilities(plan),
    measureThresholds(plan),
    assignConfidentClasses(plan),
    ...(pruning ? [...calibrate(plan), pruneRows(plan)] : [confidentlyOther(plan)]),
    rankCandidates(plan),
    leaveResult(plan, options.into),
    ...made.map((name) => drop(plan, name)),
    ...dialect.epilogue.map(plain('epilogue')),
  ];
}

/** The table of the result: one row for each candidate, with the names of its classes. */
function leaveResult(plan: Plan, into: readonly string[]): Statement {
  const { dialect } = plan;
  const query = `select c.place as suspicion_rank, c.id as id, g.name as given_label, s.name as predicted_label,
  c.quality as label_quality
from ${table(plan, 'candidates')} c
join ${table(plan, 'classes')} g on g.class = c.given
join ${table(plan, 'classes')} s on s.class = c.suggested`;
  // The table must outlast the script, so it is not temporary.
  const create = dialect.createTable(into.map((part) => dialect.quote(part)).join('.'), query);
  return {
    name: 'label errors',
    comment: ['The answer: rows whose label is probably wrong, worst first (order by suspicion_rank).'],
    sql: create.replace(/^create (temporary|temp) table/, 'create table'),
  };
}

/**
 * A script as text: every statement with its description, terminated by a semicolon.
 *
 * @param heading first lines, as comments
 */
export function scriptText(heading: readonly string[], statements: readonly Statement[]): string {
  // The text of a comment must not end it.
  const comment = (line: string) => `-- ${visible(line)}`.trimEnd();
  const parts = statements.map(({ comment: lines, sql }) => [...lines.map(comment), `${sql};`].join('\n'));
  return `${[heading.map(comment).join('\n'), ...parts].join('\n\n')}\n`;
}

/**
 * Number of rows to flag of each pair of classes, from the confident joint: calibrated to the rows of each class in
 * whole numbers and remainders (rounded half to even, then corrected so that each row of the joint keeps its sum,
 * as confident-learning/round-preserving.ts does), with at least one row of each class kept.
 *
 * - joint (given, class, found): every cell, the diagonal at least 1
 * - calibrated (given, class, estimated)
 * - prune (given, class, wanted)
 */
function calibrate(plan: Plan): Statement[] {
  return [completeJoint(plan), calibrateJoint(plan), countPruned(plan)];
}

function completeJoint(plan: Plan): Statement {
  return keep(
    plan,
    'joint',
    ['The confident joint: rows by given class and the class that they are confidently of.'],
    `select g.class as given, t.class as class,
  case when g.class = t.class and coalesce(c.found, 0) = 0 then 1 else coalesce(c.found, 0) end as found
from ${table(plan, 'classes')} g cross join ${table(plan, 'classes')} t
left join (${jointCells(plan)}) as c on c.given = g.class and c.confident = t.class`,
  );
}

function calibrateJoint(plan: Plan): Statement {
  const { divide } = plan.dialect;
  const counted = `select j.given as given, j.class as class, coalesce(r.rows_there, 0) as target,
  j.found * coalesce(r.rows_there, 0) as product, sum(j.found) over (partition by j.given) as divisor
from ${table(plan, 'joint')} j
left join (select given, count(*) as rows_there from ${table(plan, 'judged')} group by given) as r on r.given = j.given`;
  const floored = `select given, class, target, product, divisor, ${divide('product', 'divisor')} as whole\nfrom (${counted}) as a`;
  const halves = '2 * (product - whole * divisor)';
  const isOdd = `whole - 2 * ${divide('whole', '2')} = 1`;
  const rounded = `select given, class, target, product, divisor,
  case when ${halves} > divisor or ${halves} = divisor and ${isOdd} then whole + 1 else whole end as rounded
from (${floored}) as b`;
  // Error of a cell by rounding, in units of 1 / divisor; the divisor is the same for a row of the joint.
  const lost = 'product - rounded * divisor';
  const ordered = `select given, class, rounded, target - sum(rounded) over (partition by given) as missing,
  row_number() over (partition by given order by ${lost}, class) as least_lost,
  row_number() over (partition by given order by ${lost} desc, class desc) as most_lost
from (${rounded}) as c`;
  return keep(
    plan,
    'calibrated',
    ['The joint scaled to the rows of each class, in whole numbers that keep their sum.'],
    `select given, class,
  case when most_lost <= missing then rounded + 1 when least_lost <= -missing then rounded - 1 else rounded end as estimated
from (${ordered}) as d`,
  );
}

function countPruned(plan: Plan): Statement {
  const kept = `select c.given as given, c.class as class, c.estimated as estimated, d.estimated as own, r.rows_there as rows_there
from ${table(plan, 'calibrated')} c
join ${table(plan, 'calibrated')} d on d.given = c.given and d.class = c.given
join (select given, count(*) as rows_there from ${table(plan, 'judged')} group by given) as r on r.given = c.given`;
  const wanted = 'case when own >= 1 then estimated else estimated - 1 end';
  return keep(
    plan,
    'prune',
    [
      'Rows to flag of each pair of classes. Of a class of which none would be left, one fewer of each pair;',
      'a class of a single row is left alone.',
    ],
    `select given, class, ${wanted} as wanted\nfrom (${kept}) as k
where given <> class and rows_there > 1 and ${wanted} > 0`,
  );
}
