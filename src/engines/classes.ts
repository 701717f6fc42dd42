/** The classes of the labels in the input, by the rules for files that are read in-process. */
import { findNamesFiles, NO_NAMES_BESIDE } from '../dataset/classes/class-names.js';
import { type ClassOptions, resolveClasses } from '../dataset/classes/classes.js';
import { cleanLabel, LabelNumbers } from '../dataset/classes/labels.js';
import { describeMarkers, MissingLabels, type MissingOptions } from '../dataset/classes/missing.js';
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
export async function readClasses(
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
