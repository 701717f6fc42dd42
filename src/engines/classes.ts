/** The classes of the labels in the input, by the rules for files that are read in-process. */
import { findNamesFiles, NO_NAMES_BESIDE } from '../dataset/classes/class-names.js';
import { type ClassOptions, resolveClasses } from '../dataset/classes/classes.js';
import type { KnownLabel } from '../dataset/classes/labels.js';
import { cleanLabel } from '../dataset/classes/labels.js';
import { noRowsKept } from '../dataset/errors.js';
import { type Plan, table } from '../sql/plan.js';
import { allRows, type Engine, type EngineInput } from './engine.js';
import { tooManyLabels } from './errors.js';

/** More different labels than this are not classes. */
const MOST_LABELS = 10_000;

/** The classes of the input, and the class of each label that occurs. */
export interface InputClasses {
  /** In class order; length K. */
  readonly names: readonly string[];
  /** The class of each label as written. */
  readonly ofLabel: ReadonlyMap<string, number>;
  readonly leftOut: { readonly blankLabel: number; readonly blankText: number };
  /** What was detected, each a line for people. */
  readonly notes: readonly string[];
}

/**
 * Reads the different labels of the table `input`, and assigns classes to them.
 *
 * @throws UserError if they contradict the options, or if there is only one class
 */
export async function readClasses(
  engine: Engine,
  plan: Pick<Plan, 'dialect' | 'prefix'>,
  input: EngineInput,
  options: ClassOptions,
): Promise<InputClasses> {
  const hasText = plan.dialect.hasText('content');
  const sql = `select label, count(*) as found, sum(case when ${hasText} then 1 else 0 end) as kept, min(id) as first_id
from ${table(plan as Plan, 'input')}
group by label
order by first_id
limit ${MOST_LABELS + 1}`;
  const labels = await allRows(engine, 'labels', sql);
  if (labels.length > MOST_LABELS) throw tooManyLabels(input.source, MOST_LABELS);
  const known = new Map<string, KnownLabel>();
  const nameOf = new Map<string, string>();
  const leftOut = { blankLabel: 0, blankText: 0 };
  for (const { label, found, kept } of labels) {
    const name = label === null ? '' : cleanLabel(String(label));
    leftOut.blankText += Number(found) - Number(kept);
    const unlabelled = name === '' || (input.classNames !== null && name === '-1');
    if (unlabelled) leftOut.blankLabel += Number(kept);
    if (unlabelled || Number(kept) === 0) continue;
    const before = known.get(name);
    if (before !== undefined) before.rows += Number(kept);
    else known.set(name, { name, file: input.source, line: 0, rows: Number(kept) });
    nameOf.set(String(label), name);
  }
  if (known.size === 0) throw noRowsKept(input.source, leftOut.blankLabel + leftOut.blankText);
  const beside =
    options.classes === undefined && input.classNames === null
      ? await findNamesFiles(input.localFiles)
      : NO_NAMES_BESIDE;
  const different = [...known.values()];
  const resolved = resolveClasses(different, options, beside.lists, input.classNames);
  const classOf = new Map(different.map(({ name }, at) => [name, resolved.ofLabel[at]!]));
  return {
    names: resolved.names,
    ofLabel: new Map([...nameOf].map(([label, name]) => [label, classOf.get(name)!])),
    leftOut,
    notes: [...beside.notes, ...resolved.notes],
  };
}
