/** The whole computation as a script for the engine's own client. */

import { visible } from '../report/escape.js';
import { calibrate } from './calibration.js';
import {
  assignConfidentClasses,
  confidentlyOther,
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
import { drop, type Plan, type Statement, table } from './plan.js';
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
