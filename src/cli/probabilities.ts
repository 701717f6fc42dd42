/** The options about probabilities: those that come from other models, and ours that are saved. */

import { severalFiles, tableFormatUnclear } from '../given-probabilities/errors.js';
import type { Findings } from '../judge/findings.js';
import type { MethodOptions } from '../judge/methods.js';
import { describeReading } from '../report/describe-findings.js';
import { dataOptions } from './data-options.js';
import {
  labelsNamedTwice,
  labelsNotNamed,
  optionIgnored,
  outputIsInput,
  unjudgedProbabilities,
} from './errors.js';
import { type FindFlags, firstGiven, type JudgeFlags, WORD_OPTIONS } from './flags.js';
import { findDecisions, heedDecisions } from './heed-decisions.js';
import { checkOutput, writeToFile } from './output.js';
import { showProgress } from './progress.js';
import { type HeedingFindings, heedingPart, inputsOf } from './read-source.js';
import { tellUser } from './terminal.js';

/** Options that are about training a model. */
const TRAINING_OPTIONS = {
  train: '--train',
  cv: '--cv',
  alpha: '--alpha',
  ...WORD_OPTIONS,
  memory: '--memory',
} as const;
/** Options that are about probabilities that are given. */
const GIVEN_OPTIONS = { labels: '--labels', renormalize: '--renormalize', combine: '--combine' } as const;

/**
 * Makes sure that no option would be ignored.
 *
 * @returns whether probabilities are given
 * @throws UserError naming the option that would be
 */
export function checkProbabilityFlags(files: readonly string[], flags: JudgeFlags): boolean {
  const [file] = files;
  const { probabilities } = flags;
  if (probabilities === undefined) {
    const option = firstGiven(flags, GIVEN_OPTIONS);
    if (option === undefined) return false;
    throw optionIgnored(option, 'no probabilities are given', 'Add --probabilities <file>, or leave it out.');
  }
  const training = firstGiven(flags, TRAINING_OPTIONS);
  if (training !== undefined) {
    throw optionIgnored(
      training,
      'with --probabilities no model is trained',
      `Leave out ${training} or --probabilities.`,
    );
  }
  if (flags.combine !== undefined && probabilities.length === 1) {
    throw optionIgnored(
      '--combine',
      'only one model is given',
      'Give --probabilities once for each model, or leave it out.',
    );
  }
  if (flags.mergeLabels !== undefined) {
    throw optionIgnored(
      '--merge-labels',
      'with --probabilities each column is a class',
      'Correct the labels, or leave it out.',
    );
  }
  if (files.length > 1) throw severalFiles(files);
  if (file !== undefined && flags.labels !== undefined) throw labelsNamedTwice(file, flags.labels);
  if (file === undefined && flags.labels === undefined) throw labelsNotNamed();
  if (file === undefined && flags.text !== undefined) {
    throw optionIgnored(
      '--text',
      'without a data file there are no texts',
      'Name the data file, or leave it out.',
    );
  }
  if (file === undefined && (flags.decisions || flags.useDecisions)) {
    throw optionIgnored(
      flags.decisions ? '--decisions' : '--use-decisions',
      'without a data file no row can be found again',
      'Name the data file, or leave it out.',
    );
  }
  return true;
}

/** Finds label errors by the probabilities given, showing progress and saying how they were read. */
export async function findByGiven(
  file: string | undefined,
  flags: JudgeFlags,
  options: MethodOptions,
): Promise<HeedingFindings> {
  const found = file === undefined ? null : await findDecisions([file], flags);
  const source = {
    probabilities: flags.probabilities!,
    labels: file === undefined ? { file: flags.labels!, isData: false } : { file, isData: true },
    data: await dataOptions(flags),
    combine: flags.combine ?? 'mean',
    renormalize: flags.renormalize ?? false,
  };
  const { alpha, ...method } = options;
  const { readGiven } = await import('../given-probabilities/read-given.js');
  const progress = showProgress(process.stderr);
  progress.report('reading');
  // What is needed next is loaded while the system reads.
  const [given, { judgeGiven }] = await Promise.all([
    readGiven(source).finally(progress.clear),
    import('../judge/probabilities.js'),
  ]);
  if (!flags.quiet) tellUser(describeReading(given.dataset));
  const heeded = found === null ? null : await heedDecisions(found, given.dataset, flags.quiet === true);
  return { ...judgeGiven(given, method, heeded?.decided), ...heedingPart(heeded) };
}

/** The files that are read, as far as flags name them. */
export function inputsWithProbabilities(files: readonly string[], flags: JudgeFlags): string[] {
  const { labels, probabilities = [] } = flags;
  return [...inputsOf(files, flags), ...(labels === undefined ? [] : [labels]), ...probabilities];
}

/**
 * Checks before any work that probabilities can be saved where the flags say.
 *
 * @param taken files that are read or written otherwise
 * @throws UserError if not
 */
export async function checkSavedProbabilities(
  { saveProbabilities: saved, useDecisions }: FindFlags,
  taken: readonly string[],
): Promise<void> {
  if (saved === undefined) return;
  if (useDecisions) {
    throw optionIgnored(
      '--save-probabilities',
      '--use-decisions leaves decided rows without any',
      'Leave out one of the two.',
    );
  }
  const { SAVED_ENDINGS, savedEnding } = await import('../given-probabilities/write-table.js');
  if (savedEnding(saved) === undefined) throw tableFormatUnclear(saved, SAVED_ENDINGS);
  if (taken.includes(saved)) throw outputIsInput(saved);
  await checkOutput(saved, taken);
}

/**
 * Writes the probabilities of all rows that have any, in the order of the data.
 *
 * @throws UserError if some rows have none, or if the file cannot be written
 */
export async function saveProbabilities(file: string, findings: Findings, flags: FindFlags): Promise<void> {
  const { dataset, judgement } = findings;
  // noise-aware does not judge rows without a known word, but the classes are as common for them as for others.
  const isNoiseAware = (flags.method ?? 'noise-aware') === 'noise-aware';
  const unjudged = isNoiseAware ? 0 : judgement.judged.reduce((sum, judged) => sum + 1 - judged, 0);
  if (unjudged > 0) throw unjudgedProbabilities(unjudged);
  const { savedEnding, writeTable } = await import('../given-probabilities/write-table.js');
  await writeToFile(file, writeTable(savedEnding(file)!, judgement.probabilities, dataset.classes));
  if (!flags.quiet && dataset.leftOut.length > 0) {
    tellUser([`${file}: the rows that were left out of ${dataset.source} are not in it`]);
  }
}
