import { rankAllRows, rankCandidates } from '../report/choose-rows.js';
import { describeFindings, describeMatrices, documentOf, tallyClasses } from '../report/summary.js';
import { methodOptions } from './method.js';
import type { FindFlags } from './options.js';
import { checkOutput } from './output.js';
import {
  checkProbabilityFlags,
  checkSavedProbabilities,
  findByGiven,
  inputsWithProbabilities,
  saveProbabilities,
} from './probabilities.js';
import { findHeedingDecisions } from './read-source.js';
import { reportTargets } from './report-targets.js';
import { tellUser } from './terminal.js';
import { vectorizerOptions } from './word-options.js';
import { writeReports } from './write-reports.js';

/** Finds the label errors of a data set, or by other models' probabilities, and reports them as the flags say. */
export async function find(files: readonly string[], flags: FindFlags): Promise<void> {
  const byProbabilities = checkProbabilityFlags(files, flags);
  const options = methodOptions(flags, flags.train !== undefined);
  const targets = reportTargets(flags, process.stdout.isTTY ? 'table' : 'jsonl');
  const inputs = inputsWithProbabilities(files, flags);
  if (flags.decisions) inputs.push(flags.decisions);
  for (const target of targets) {
    if (target.file !== undefined) await checkOutput(target.file, inputs);
  }
  await checkSavedProbabilities(flags, [...inputs, ...targets.flatMap((target) => target.file ?? [])]);

  const vectorizer = await vectorizerOptions(flags);
  const findings = byProbabilities
    ? await findByGiven(files[0], flags, options)
    : await findHeedingDecisions(files, flags, options, vectorizer);
  if (flags.saveProbabilities !== undefined)
    await saveProbabilities(flags.saveProbabilities, findings, flags);
  const { dataset, judgement } = findings;
  const candidates = rankCandidates(judgement);
  const report = {
    findings,
    candidates,
    ranked: flags.all ? rankAllRows(judgement) : candidates,
    classes: tallyClasses(dataset, judgement.judged, judgement.isIssue),
    verdict: null,
    document: documentOf(findings, { ...options, ...vectorizer }),
  };
  await writeReports(report, targets, flags);
  if (!flags.quiet) tellUser(describeFindings(findings));
  if (flags.verbose) tellUser(describeMatrices(findings));
}
