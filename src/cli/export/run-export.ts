import { existsSync } from 'node:fs';
import { decisionsFileOf } from '../../corrections/decision-file.js';
import { readDatasets } from '../../dataset/read-dataset.js';
import { correctRows } from '../../export/corrected-rows.js';
import { describeReading } from '../../report/describe-findings.js';
import type { Dataset, Judgement } from '../../types.js';
import { dataOptions } from '../data-options.js';
import { decisionsOfOne, exportWithoutTexts } from '../errors.js';
import { findDecisions, type HeededDecisions, heedDecisions } from '../heed-decisions.js';
import { methodOptions } from '../method.js';
import { checkProbabilityFlags, findByGiven, inputsWithProbabilities } from '../probabilities.js';
import { findHeedingDecisions } from '../read-source.js';
import { tellUser } from '../terminal.js';
import { vectorizerOptions } from '../word-options.js';
import { exportForAnnotation } from './annotation.js';
import { type ExportFlags, exportPlan, judgesRows } from './flags.js';
import { checkFolder } from './folder.js';
import { findHub } from './hub.js';
import { exportForHub } from './hugging-face.js';

/** Writes a data set with its corrections as another tool reads it, and sends it to the Hub where that is asked for. */
export async function runExport(files: readonly string[], flags: ExportFlags): Promise<void> {
  const plan = exportPlan(flags);
  const { to, only, format, output, split, ...finding } = flags;
  const say = (lines: readonly string[]) => {
    if (!flags.quiet) tellUser(lines);
  };
  requireClearDecisions(files, flags);
  const inputs = inputsWithProbabilities(files, finding);
  if (flags.decisions) inputs.push(flags.decisions);
  await checkFolder(plan.folder, { inputs, force: flags.force ?? false });
  const find = judgesRows(flags) ? await prepareToJudge(files, finding) : () => readOnly(files, finding);
  const hub = flags.push === undefined ? null : await findHub(flags.push, flags.private ?? false);

  const { dataset, judgement, heeded } = await find();
  if (dataset.withoutTexts) throw exportWithoutTexts(dataset.source);
  const corrected = correctRows(dataset, heeded);
  if (plan.target === 'huggingface') {
    await exportForHub({ dataset, judgement, corrected }, plan, hub, say);
  } else {
    const agent = `find-label-errors/${flags.method ?? 'noise-aware'}`;
    await exportForAnnotation({ dataset, judgement: judgement!, corrected, agent }, plan, say);
  }
}

/** What is exported, and what is known about it. */
interface Found {
  readonly dataset: Dataset;
  /** null where rows are not judged. */
  readonly judgement: Judgement | null;
  readonly heeded: HeededDecisions | null;
}

/** Decisions beside one of several files would be left out unseen. */
function requireClearDecisions(files: readonly string[], { decisions }: ExportFlags): void {
  if (files.length === 1 || decisions !== undefined) return;
  const beside = files.map(decisionsFileOf).find(existsSync);
  if (beside !== undefined) throw decisionsOfOne(beside);
}

/** Checks the options about judging; returns what judges. */
async function prepareToJudge(
  files: readonly string[],
  flags: Omit<ExportFlags, 'to' | 'only' | 'format' | 'output' | 'split'>,
): Promise<() => Promise<Found>> {
  const byProbabilities = checkProbabilityFlags(files, flags);
  const options = methodOptions(flags, flags.train !== undefined);
  const vectorizer = await vectorizerOptions(flags);
  return () =>
    byProbabilities
      ? findByGiven(files[0], flags, options)
      : findHeedingDecisions(files, flags, options, vectorizer);
}

/** Reads a data set that is not judged. */
async function readOnly(
  files: readonly string[],
  flags: Omit<ExportFlags, 'to' | 'only' | 'format' | 'output' | 'split'>,
): Promise<Found> {
  const found = await findDecisions(files, flags);
  const [dataset] = await readDatasets([{ paths: files, onText: () => {} }], await dataOptions(flags));
  const quiet = flags.quiet === true;
  if (!quiet) tellUser(describeReading(dataset!));
  const heeded = found === null ? null : await heedDecisions(found, dataset!, quiet);
  return { dataset: dataset!, judgement: null, heeded };
}
