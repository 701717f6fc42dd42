import type { Findings } from '../find-label-errors.js';
import type { MethodOptions } from '../judge-labels.js';
import { describeReading } from '../report/summary.js';
import type { VectorizerOptions } from '../vectorize/words.js';
import { dataOptions } from './data-options.js';
import type { DataFlags, OutputFlags, WordFlags } from './options.js';
import { showProgress } from './progress.js';
import { tellUser } from './terminal.js';

/** Finds the label errors of a data set, showing progress and saying how the data were read. */
export async function findAsFlagsSay(
  files: readonly string[],
  flags: DataFlags & Pick<OutputFlags, 'quiet'>,
  options: MethodOptions,
  vectorizer: VectorizerOptions,
): Promise<Findings> {
  const source = { files, train: flags.train, data: await dataOptions(flags), vectorizer };
  // Loaded only where a model is trained.
  const { findLabelErrorsInFile } = await import('../find-label-errors.js');
  const progress = showProgress(process.stderr);
  const findings = await findLabelErrorsInFile(source, options, progress.report).finally(progress.clear);
  if (!flags.quiet) {
    if (findings.training !== null) tellUser(describeReading(findings.training));
    tellUser(describeReading(findings.dataset));
    tellUser(findings.notes.map((note) => `${findings.dataset.source}: ${note}`));
  }
  return findings;
}

/** The files that are read, as far as flags name them. */
export function inputsOf(files: readonly string[], flags: DataFlags & WordFlags): string[] {
  return [...files, flags.train, flags.classes, flags.stopWords].filter((input) => input !== undefined);
}
