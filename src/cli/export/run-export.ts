import { decisionsFileOf, readDecisionFile, readDecisionFileIfAny } from '../../corrections/decision-file.js';
import { matchRows } from '../../corrections/match-rows.js';
import { STANDARD_INPUT } from '../../dataset/input.js';
import { readDatasets } from '../../dataset/read-dataset.js';
import { decisionsOfOne, exportWithoutTexts } from '../../errors.js';
import { correctRows } from '../../export/corrected-rows.js';
import type { Findings } from '../../find-label-errors.js';
import { describeReading } from '../../report/summary.js';
import type { Dataset } from '../../types.js';
import { dataOptions } from '../data-options.js';
import { describeLost, describeRepair } from '../describe-decisions.js';
import { methodOptions } from '../method.js';
import { checkProbabilityFlags, findByGiven, inputsWithProbabilities } from '../probabilities.js';
import { findAsFlagsSay } from '../read-source.js';
import { tellUser } from '../terminal.js';
import { vectorizerOptions } from '../word-options.js';
import { exportForAnnotation } from './annotation.js';
import { describeCorrections } from './describe.js';
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
  const decisions = await findDecisions(files, flags);
  const inputs = inputsWithProbabilities(files, finding);
  await checkFolder(plan.folder, {
    inputs: decisions === null ? inputs : [...inputs, decisions.file],
    force: flags.force ?? false,
  });
  const judge = judgesRows(flags) ? await prepareToJudge(files, finding) : null;
  const hub = flags.push === undefined ? null : await findHub(flags.push, flags.private ?? false);

  const findings = judge === null ? null : await judge();
  const dataset = findings?.dataset ?? (await readOnly(files, flags));
  if (dataset.withoutTexts) throw exportWithoutTexts(dataset.source);
  const matched = decisions && (await matchRows(dataset, decisions.decisions, decisions.file));
  if (matched !== null) tellUser(describeLost(matched.lost, dataset));
  const corrected = correctRows(dataset, matched, decisions?.file ?? '');
  if (decisions !== null) say(describeCorrections(decisions.file, corrected));
  if (plan.target === 'huggingface') {
    await exportForHub({ dataset, judgement: findings?.judgement ?? null, corrected }, plan, hub, say);
  } else {
    const agent = `find-label-errors/${flags.method ?? 'noise-aware'}`;
    const { judgement } = findings!;
    await exportForAnnotation({ dataset, judgement, corrected, agent }, plan, say);
  }
}

/** The decisions about the data: those that are named, or those beside the file. */
async function findDecisions(files: readonly string[], { decisions: named }: ExportFlags) {
  if (named !== undefined) return decisionsIn(named, await readDecisionFile(named));
  const [file, ...more] = files;
  for (const one of files) {
    if (one === STANDARD_INPUT) continue;
    const place = decisionsFileOf(one);
    const found = await readDecisionFileIfAny(place);
    if (found === undefined) continue;
    if (more.length > 0) throw decisionsOfOne(place);
    if (one === file) return decisionsIn(place, found);
  }
  return null;
}

function decisionsIn(file: string, found: Awaited<ReturnType<typeof readDecisionFile>>) {
  tellUser(describeRepair(file, found.halfLine, 'passed over'));
  return { file, decisions: found.decisions };
}

/** Checks the options about judging; returns what judges. */
async function prepareToJudge(
  files: readonly string[],
  flags: Omit<ExportFlags, 'to' | 'only' | 'format' | 'output' | 'split'>,
): Promise<() => Promise<Findings>> {
  const byProbabilities = checkProbabilityFlags(files, flags);
  const options = methodOptions(flags, flags.train !== undefined);
  const vectorizer = await vectorizerOptions(flags);
  return () =>
    byProbabilities
      ? findByGiven(files[0], flags, options)
      : findAsFlagsSay(files, flags, options, vectorizer);
}

/** Reads a data set that is not judged. */
async function readOnly(files: readonly string[], flags: ExportFlags): Promise<Dataset> {
  const [dataset] = await readDatasets([{ paths: files, onText: () => {} }], await dataOptions(flags));
  if (!flags.quiet) tellUser(describeReading(dataset!));
  return dataset!;
}
