/** The options about probabilities: those that come from other models, and ours that are saved. */
import type { DataOptions } from '../dataset/read-dataset.js';
import {
  labelsNamedTwice,
  labelsNotNamed,
  optionIgnored,
  outputIsInput,
  severalFiles,
  tableFormatUnclear,
  unjudgedProbabilities,
} from '../errors.js';
import type { Findings } from '../find-label-errors.js';
import type { GivenSource } from '../given-probabilities/read-given.js';
import { SAVED_ENDINGS, savedEnding, writeTable } from '../given-probabilities/write-table.js';
import type { MethodOptions } from '../judge-labels.js';
import type { GivenMethodOptions } from '../judge-probabilities.js';
import type { FindFlags } from './options.js';
import { checkOutput, writeToFile } from './output.js';
import { tellUser } from './terminal.js';

/** Options that are about training a model. */
const TRAINING_FLAGS = {
  train: '--train',
  cv: '--cv',
  alpha: '--alpha',
  ngrams: '--ngrams',
  minDf: '--min-df',
  stopWords: '--stop-words',
  stem: '--stem',
  tokenizer: '--tokenizer',
} as const;
/** Options that are about probabilities that are given. */
const GIVEN_FLAGS = { labels: '--labels', renormalize: '--renormalize', combine: '--combine' } as const;

/**
 * Makes sure that no option would be ignored.
 *
 * @returns whether probabilities are given
 * @throws UserError naming the option that would be
 */
export function checkProbabilityFlags(files: readonly string[], flags: FindFlags): boolean {
  const [file] = files;
  const { probabilities } = flags;
  if (probabilities === undefined) {
    for (const [key, flag] of Object.entries(GIVEN_FLAGS)) {
      if (flags[key as keyof typeof GIVEN_FLAGS] === undefined) continue;
      throw optionIgnored(flag, 'no probabilities are given', 'Add --probabilities <file>, or leave it out.');
    }
    return false;
  }
  for (const [key, flag] of Object.entries(TRAINING_FLAGS)) {
    if (flags[key as keyof typeof TRAINING_FLAGS] === undefined) continue;
    throw optionIgnored(
      flag,
      'with --probabilities no model is trained',
      `Leave out ${flag} or --probabilities.`,
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
  if (file !== undefined && flags.labels !== undefined) throw labelsNamedTwice(file);
  if (file === undefined && flags.labels === undefined) throw labelsNotNamed();
  if (file === undefined && flags.text !== undefined) {
    throw optionIgnored(
      '--text',
      'without a data file there are no texts',
      'Name the data file, or leave it out.',
    );
  }
  return true;
}

/** What to read, once `checkProbabilityFlags` has passed. */
export function givenSource(file: string | undefined, flags: FindFlags, data: DataOptions): GivenSource {
  return {
    probabilities: flags.probabilities!,
    labels: file === undefined ? { file: flags.labels!, isData: false } : { file, isData: true },
    data,
    combine: flags.combine ?? 'mean',
    renormalize: flags.renormalize ?? false,
  };
}

/** Options of a method that trains nothing. */
export function givenMethodOptions(options: MethodOptions): GivenMethodOptions {
  const { alpha, ...rest } = options;
  return rest;
}

/**
 * Checks before any work that what is to be written can be.
 *
 * @throws UserError if not
 */
export async function checkOutputs(files: readonly string[], flags: FindFlags): Promise<void> {
  const { output, saveProbabilities: saved, train, classes, stopWords, labels, probabilities = [] } = flags;
  const inputs = [...files, train, classes, stopWords, labels, ...probabilities].filter(
    (input) => input !== undefined,
  );
  if (output !== undefined) await checkOutput(output, inputs);
  if (saved === undefined) return;
  if (savedEnding(saved) === undefined) throw tableFormatUnclear(saved, SAVED_ENDINGS);
  await checkOutput(saved, inputs);
  if (saved === output) throw outputIsInput(saved);
}

/**
 * Writes the probabilities of all rows that have any, in the order of the data.
 *
 * @throws UserError if some rows have none, or if the file cannot be written
 */
export async function saveProbabilities(file: string, findings: Findings, flags: FindFlags): Promise<void> {
  const { dataset, judgement } = findings;
  const unjudged = judgement.judged.reduce((sum, judged) => sum + 1 - judged, 0);
  if (unjudged > 0) throw unjudgedProbabilities(unjudged);
  await writeToFile(file, writeTable(savedEnding(file)!, judgement.probabilities, dataset.classes));
  if (!flags.quiet && dataset.leftOut.length > 0) {
    tellUser([`${file}: the rows that were left out of ${dataset.source} are not in it`]);
  }
}
