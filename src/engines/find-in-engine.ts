/**
 * The whole job with an engine: recognises the input, lets the engine count and score, and returns candidates. The
 * result is that of `findLabelErrorsInFile`.
 */
import { overlapsOf } from '../confident-learning/health/health.js';
import { findNamesFiles, NO_NAMES_BESIDE } from '../dataset/classes/class-names.js';
import { type ClassOptions, resolveClasses } from '../dataset/classes/classes.js';
import { cleanLabel, LabelNumbers } from '../dataset/classes/labels.js';
import { describeMarkers, MissingLabels, type MissingOptions } from '../dataset/classes/missing.js';
import { noRowsKept } from '../dataset/errors.js';
import { noKnownWords, nothingJudged } from '../judge/errors.js';
import { NOISE_AWARE_ALPHA } from '../noise-aware/fit.js';
import type { ClassCounts, Summary } from '../report/summary.js';
import type { Membership } from '../sql/counts.js';
import { type Plan, table } from '../sql/plan.js';
import { agreement, candidatesByClass } from '../sql/reading.js';
import type { ScriptMethod } from '../sql/script.js';
import type { LabelHealth } from '../types.js';
import {
  type ConfidentCounts,
  findByConfidentLearning,
  keepLabels,
  readByClass,
  viewRows,
} from './confident-learning.js';
import { allRows, type Engine, type EngineInput } from './engine.js';
import { tooManyLabels } from './errors.js';
import { findByNoiseAware } from './noise-aware.js';
import { type Tables, tablesOf } from './tables.js';

/** Input and options of a run. */
export interface EngineJob {
  readonly input: EngineInput;
  readonly method: 'noise-aware' | ScriptMethod;
  /** Additive smoothing; default 0.1 for noise-aware, else 1. */
  readonly alpha?: number | undefined;
  readonly classes: ClassOptions & MissingOptions;
  /** What the names of the tables begin with: a plain name. */
  readonly prefix: string;
  /** Whether to keep all tables. */
  readonly keepsTables: boolean;
  /** Called with the name of each statement before it runs. */
  readonly onStatement?: (name: string) => void;
}

/** Findings; the candidates are in tables of the engine. */
export interface EngineFindings {
  readonly tables: Tables;
  readonly input: EngineInput;
  readonly classes: InputClasses;
  readonly summary: Summary;
  readonly classCounts: readonly ClassCounts[];
  /** Judged rows of each class; length K. */
  readonly judgedRows: Float64Array;
  readonly health: LabelHealth;
  /** The counts by which the words behind candidates are weighted, and the vocabulary size of a row's model. */
  readonly words: { readonly membership: Membership; readonly known: string };
}

/**
 * Finds label errors with an engine.
 *
 * @throws UserError if the input or an option is wrong, or if a statement fails; its message has the statement's name
 */
export async function findInEngine(engine: Engine, job: EngineJob): Promise<EngineFindings> {
  const { input, method, prefix, keepsTables, onStatement = () => {} } = job;
  const alpha = job.alpha ?? (method === 'noise-aware' ? NOISE_AWARE_ALPHA : 1);
  const names = { dialect: engine.dialect, prefix };
  for (const statement of input.statements) {
    onStatement(statement.name);
    await engine.run(statement);
  }
  onStatement('labels');
  const classes = await readClasses(engine, names, input, job.classes);
  const plan: Plan = { ...names, classCount: classes.names.length, alpha };
  const tables = tablesOf(engine, plan, keepsTables, onStatement);
  await tables.make([keepLabels(plan, classes.ofLabel), viewRows(plan)]);
  const answer = await runMethod(tables, method);
  if (answer.judgedRows.every((rows) => rows === 0)) {
    throw method === 'noise-aware' ? noKnownWords() : nothingJudged();
  }
  const rows = await readByClass(engine, plan, 'lengths');
  const classCounts = await countCandidates(tables, classes.names, rows);
  const health = await healthOf(tables, answer);
  return {
    tables,
    input,
    classes,
    classCounts,
    judgedRows: answer.judgedRows,
    health,
    summary: summarize(classCounts, classes, health),
    words: answer.words,
  };
}

interface Answer extends ConfidentCounts {
  readonly noiseMatrix: Float64Array | null;
  readonly words: EngineFindings['words'];
}

async function runMethod(tables: Tables, method: EngineJob['method']): Promise<Answer> {
  if (method === 'noise-aware') {
    const answer = await findByNoiseAware(tables);
    return { ...answer, words: { membership: answer.membership, known: 't.v' } };
  }
  const counts = await findByConfidentLearning(tables, method);
  return { ...counts, noiseMatrix: null, words: { membership: 'given', known: 't.v - l.own_words' } };
}

async function countCandidates(
  { engine, plan }: Tables,
  names: readonly string[],
  rows: Float64Array,
): Promise<ClassCounts[]> {
  const counts = names.map((name, k) => ({ name, rows: rows[k]!, candidates: 0, suggested: 0 }));
  for (const { given, suggested, found } of await allRows(
    engine,
    'candidates by class',
    candidatesByClass(plan),
  )) {
    counts[Number(given)]!.candidates += Number(found);
    counts[Number(suggested)]!.suggested += Number(found);
  }
  return counts;
}

async function healthOf({ engine, plan }: Tables, answer: Answer): Promise<LabelHealth> {
  const [counts] = await allRows(engine, 'agreement', agreement(plan));
  const judged = answer.judgedRows.reduce((a, b) => a + b, 0);
  return {
    judgedRows: judged,
    accuracy: Number(counts!.agreeing) / judged,
    overallHealth: 1 - Number(counts!.other) / judged,
    confidentJoint: answer.joint,
    overlaps: overlapsOf(
      answer.joint.map((count) => count / judged),
      plan.classCount,
      judged,
    ),
    noiseMatrix: answer.noiseMatrix,
  };
}

function summarize(classes: readonly ClassCounts[], { leftOut }: InputClasses, health: LabelHealth): Summary {
  const total = (of: 'rows' | 'candidates') => classes.reduce((sum, counts) => sum + counts[of], 0);
  return {
    rows: total('rows'),
    left_out: leftOut.blankLabel + leftOut.blankText + leftOut.missingLabel,
    not_judged: total('rows') - health.judgedRows,
    candidates: total('candidates'),
    candidate_share: total('candidates') / health.judgedRows,
    accuracy: health.accuracy,
    overall_label_health: health.overallHealth,
  };
}

/** More different labels than this are not classes. */
const MOST_LABELS = 10_000;

/** The classes of the input, and the class of each label that occurs. */
interface InputClasses {
  /** In class order; length K. */
  readonly names: readonly string[];
  /** The class of each label as written. */
  readonly ofLabel: ReadonlyMap<string, number>;
  readonly leftOut: {
    readonly blankLabel: number;
    readonly blankText: number;
    /** Rows with a label of `missing` or `leaveOut`. */
    readonly missingLabel: number;
  };
  /** What was found out, each a line for people. */
  readonly notes: readonly string[];
}

/**
 * Reads the different labels of the table `input`, and assigns classes to them.
 *
 * @throws UserError if they contradict the options, or if there is only one class
 */
async function readClasses(
  engine: Engine,
  plan: Pick<Plan, 'dialect' | 'prefix'>,
  input: EngineInput,
  options: ClassOptions & MissingOptions,
): Promise<InputClasses> {
  const hasText = plan.dialect.hasText('content');
  const sql = `select label, count(*) as found, sum(case when ${hasText} then 1 else 0 end) as kept, min(id) as first_id
from ${table(plan as Plan, 'input')}
group by label
order by first_id
limit ${MOST_LABELS + 1}`;
  const labels = await allRows(engine, 'labels', sql);
  if (labels.length > MOST_LABELS) throw tooManyLabels(input.source, MOST_LABELS);
  const different = new LabelNumbers();
  const missing = new MissingLabels(options);
  const numberOf = new Map<string, number>();
  const leftOut = { blankLabel: 0, blankText: 0, missingLabel: 0 };
  for (const { label, found, kept } of labels) {
    const name = label === null ? '' : cleanLabel(String(label));
    leftOut.blankText += Number(found) - Number(kept);
    const isBlank = name === '' || (input.classNames !== null && name === '-1');
    const isMissing = !isBlank && missing.reason(name) !== undefined;
    if (isBlank) leftOut.blankLabel += Number(kept);
    if (isMissing) leftOut.missingLabel += Number(kept);
    if (isBlank || isMissing || Number(kept) === 0) continue;
    const number = different.add(name, input.source, 0);
    different.known[number]!.rows += Number(kept) - 1;
    numberOf.set(String(label), number);
  }
  if (different.known.length === 0)
    throw noRowsKept(
      input.source,
      Object.values(leftOut).reduce((sum, count) => sum + count, 0),
    );
  missing.requireFound(different.known);
  const beside =
    options.classes === undefined && input.classNames === null
      ? await findNamesFiles(input.localFiles)
      : NO_NAMES_BESIDE;
  const resolved = resolveClasses(different.known, options, beside.lists, input.classNames);
  return {
    names: resolved.names,
    ofLabel: new Map([...numberOf].map(([label, number]) => [label, resolved.ofLabel[number]!])),
    leftOut,
    notes: [
      ...beside.notes,
      ...resolved.notes,
      ...describeMarkers(different.known, options.classes ?? input.classNames ?? []),
    ],
  };
}
