import { totalmem } from 'node:os';
import type { ReadSource } from '../judge/file.js';
import type { Findings } from '../judge/findings.js';
import type { MethodOptions } from '../judge/methods.js';
import { describeReading } from '../report/describe-findings.js';
import type { RecordSource } from '../report/record.js';
import type { VectorizerOptions } from '../vectorize/words.js';
import { dataOptions } from './data-options.js';
import { classesNotHeld, hardlyAnyClass } from './errors.js';
import type { DataFlags, HeedFlags, OutputFlags, RunFlags, WordFlags } from './flags.js';
import { findDecisions, type HeededDecisions, heedDecisions } from './heed-decisions.js';
import { interruptible } from './interruptible.js';
import { showProgress } from './progress.js';
import { tellUser } from './terminal.js';

/** Findings, and the decisions that were heeded on the way. */
export interface HeedingFindings extends Findings, Pick<RecordSource, 'decisionOf'> {
  /** Null where there are none. */
  readonly heeded: HeededDecisions | null;
}

/** A run that nothing else is said of takes no more than a quarter of the machine's memory. */
const USUAL_DIVISOR = 4;

/** Finds the label errors of a data set, showing progress and saying how the data were read. */
export async function findAsFlagsSay(
  files: readonly string[],
  flags: DataFlags & RunFlags & Pick<OutputFlags, 'quiet'>,
  options: MethodOptions,
  vectorizer: VectorizerOptions,
): Promise<Findings> {
  return judgeWithProgress(await readAsFlagsSay(files, flags, vectorizer), options, null);
}

/** The same, heeding what was decided about rows. */
export async function findHeedingDecisions(
  files: readonly string[],
  flags: DataFlags & OutputFlags & HeedFlags & RunFlags,
  options: MethodOptions,
  vectorizer: VectorizerOptions,
): Promise<HeedingFindings> {
  const found = await findDecisions(files, flags);
  const read = await readAsFlagsSay(files, flags, vectorizer);
  const heeded = found === null ? null : await heedDecisions(found, read.dataset, flags.quiet === true);
  return { ...(await judgeWithProgress(read, options, heeded)), ...heedingPart(heeded) };
}

/** What findings have more where decisions are heeded. */
export function heedingPart(heeded: HeededDecisions | null): Pick<HeedingFindings, 'heeded' | 'decisionOf'> {
  if (heeded === null) return { heeded };
  return { heeded, decisionOf: (fingerprint) => heeded.decisions.of(fingerprint) };
}

/** Reads a data set into what a method judges, showing progress and saying how the data were read. */
export async function readAsFlagsSay(
  files: readonly string[],
  flags: DataFlags & RunFlags & Pick<OutputFlags, 'quiet'>,
  vectorizer: VectorizerOptions,
): Promise<ReadSource> {
  const memory = flags.memory ?? totalmem() / USUAL_DIVISOR;
  const source = { files, train: flags.train, data: await dataOptions(flags), vectorizer, memory };
  // Loaded only where a model is trained.
  const { readSource } = await import('../judge/file.js');
  const progress = showProgress(process.stderr);
  const read = await readSource(source, progress.report).finally(progress.clear);
  if (!flags.quiet) {
    if (read.training !== null) tellUser(describeReading(read.training));
    tellUser(describeReading(read.dataset));
    tellUser(read.notes.map((note) => `${read.dataset.source}: ${note}`));
  }
  requireClasses(read);
  return read;
}

/** More labels than this are no classes where most of them stand in one row only. */
const MANY_LABELS = 1000;

/** Refuses what would take hours, or more memory than there is: every method has a number for each row and class. */
function requireClasses({ dataset: { source, labels, classes }, training }: ReadSource): void {
  const rows = labels.length;
  if (training === null && classes.length > MANY_LABELS) {
    const different = new Set(labels).size;
    if (different > MANY_LABELS && different > rows / 2) throw hardlyAnyClass(source, different, rows);
  }
  const machine = totalmem();
  const needed = 8 * classes.length * Math.max(rows, classes.length);
  if (needed > machine) throw classesNotHeld(source, { rows, classes: classes.length }, { needed, machine });
}

/** Judges what was read, showing progress. */
export async function judgeWithProgress(
  read: ReadSource,
  options: MethodOptions,
  heeded: HeededDecisions | null,
): Promise<Findings> {
  const { judgeSource } = await import('../judge/file.js');
  const progress = showProgress(process.stderr);
  const judge = () => judgeSource(read, options, heeded?.decided, progress.report);
  try {
    return progress.isShown ? interruptible(judge, progress.clear) : judge();
  } finally {
    await progress.clear();
  }
}

/** The files that are read, as far as flags name them. */
export function inputsOf(files: readonly string[], flags: DataFlags & WordFlags): string[] {
  return [...files, flags.train, flags.classes, flags.stopWords].filter((input) => input !== undefined);
}
