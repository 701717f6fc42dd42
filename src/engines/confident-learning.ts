/** Confident learning with a driver: the engine counts; confident-learning/ computes the K × K part. */
import { calibrateJoint } from '../confident-learning/count/calibrate-joint.js';
import { pruneSettings } from '../confident-learning/filter/options.js';
import { pruneCounts } from '../confident-learning/filter/prune.js';
import {
  assignConfidentClasses,
  confidentlyOther,
  jointCells,
  measureThresholds,
  pruneRows,
  rankCandidates,
} from '../sql/confident.js';
import { countTerms, countTotals, countWords } from '../sql/counts.js';
import { keep, list, type Plan, type Statement, table } from '../sql/plan.js';
import { rowsByClass } from '../sql/reading.js';
import { leaveOneOutProbabilities } from '../sql/scores.js';
import type { ScriptMethod } from '../sql/script.js';
import { measureRows, sumTables, sumTerms } from '../sql/sums.js';
import { allRows, type Engine } from './engine.js';
import type { Tables } from './tables.js';

/** Counts of confident learning over all rows. */
export interface ConfidentCounts {
  /** Judged rows of each class; length K. */
  readonly judgedRows: Float64Array;
  /** Calibrated confident joint, K × K, [given][true]. */
  readonly joint: Float64Array;
}

/** The statements that count words, rows and lengths by given label: the first ones of both methods. */
export function countByLabels(plan: Plan): Statement[] {
  return [
    countTerms(plan),
    ...countWords(plan, 'given'),
    ...sumTerms(plan),
    measureRows(plan),
    countTotals(plan, 'given'),
  ];
}

/** Finds candidates by leave-one-out naive Bayes and one of the methods, as `judgeLabels` with `cv: 'loo'` does. */
export async function findByConfidentLearning(
  tables: Tables,
  method: ScriptMethod,
): Promise<ConfidentCounts> {
  const { plan } = tables;
  await tables.make(countByLabels(plan));
  await tables.make([leaveOneOutProbabilities(plan)]);
  await tables.drop(sumTables(plan));
  const counts = await countConfident(tables);
  if (method === 'confident_learning') await tables.make([confidentlyOther(plan)]);
  else await tables.make([keepPruned(plan, counts), pruneRows(plan)]);
  await tables.make([rankCandidates(plan)]);
  return counts;
}

/** Makes the tables of thresholds and `judged` from `probabilities`, and reads the confident joint. */
export async function countConfident({ engine, plan, make }: Tables): Promise<ConfidentCounts> {
  await make([measureThresholds(plan), assignConfidentClasses(plan)]);
  const K = plan.classCount;
  const judgedRows = await readByClass(engine, plan, 'judged');
  const found = new Float64Array(K * K);
  for (const cell of await allRows(engine, 'joint', jointCells(plan))) {
    found[Number(cell.given) * K + Number(cell.confident)] = Number(cell.found);
  }
  for (let k = 0; k < K; k++) found[k * K + k] = Math.max(found[k * K + k]!, 1);
  return { judgedRows, joint: calibrateJoint(found, judgedRows) };
}

/** Rows of a table by given class; length K. */
export async function readByClass(engine: Engine, plan: Plan, name: string): Promise<Float64Array> {
  const counts = new Float64Array(plan.classCount);
  for (const { given, found } of await allRows(engine, 'rows by class', rowsByClass(plan, name))) {
    counts[Number(given)] = Number(found);
  }
  return counts;
}

/** prune (given, class, wanted): number of rows to flag of each pair of classes. */
function keepPruned(plan: Plan, { joint, judgedRows }: ConfidentCounts): Statement {
  const K = plan.classCount;
  const settings = pruneSettings({}, K);
  const counts = pruneCounts(joint, new Uint32Array(), settings);
  const rows: string[][] = [];
  for (let given = 0; given < K; given++) {
    if (judgedRows[given]! <= settings.minExamplesPerClass) continue;
    for (let k = 0; k < K; k++) {
      const wanted = counts[k * K + given]!;
      if (k !== given && wanted > 0) rows.push([String(given), String(k), String(wanted)]);
    }
  }
  // A list of rows must not be empty; there is no class −1.
  if (rows.length === 0) rows.push(['-1', '-1', '0']);
  const columns = ['given', 'class', 'wanted'];
  return keep(plan, 'prune', [], plan.dialect.constants(columns, rows));
}

/** Lists the labels as written: classes (class, label). */
export function keepLabels(plan: Plan, ofLabel: ReadonlyMap<string, number>): Statement {
  const rows = [...ofLabel].map(([label, k]) => [String(k), plan.dialect.text(label)]);
  return keep(plan, 'classes', [], plan.dialect.constants(['class', 'label'], rows));
}

/** The judged rows, as a view: rows (id, given, content). */
export function viewRows(plan: Plan): Statement {
  const columns = list(['i.id as id', 'c.class as given', 'i.content as content']);
  return {
    name: 'rows',
    comment: [],
    sql: `create temporary view ${table(plan, 'rows')} as
select ${columns}
from ${table(plan, 'input')} i join ${table(plan, 'classes')} c on c.label = i.label
where ${plan.dialect.hasText('i.content')}`,
  };
}
