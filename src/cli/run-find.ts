import { rankAllRows, rankCandidates } from '../report/choose-rows.js';
import { concatenate, KINDS, only, type RowNote } from '../report/kinds.js';
import { makeRecords, type RecordFields } from '../report/record.js';
import { countKinds, listingApart, maskOf, rankedListing } from '../report/row-kinds.js';
import { describeFindings, describeMatrices, documentOf, tallyClasses } from '../report/summary.js';
import { describeKinds, findKinds, wantedKinds } from './find-kinds.js';
import type { FindFlags } from './flags.js';
import { methodOptions } from './method.js';
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

/** What is looked for without --kinds; near duplicates take a second reading of all texts. */
const FIND_KINDS = KINDS.filter((kind) => kind !== 'near_duplicate');

/** Finds the label errors of a data set, or by other models' probabilities, and reports them as the flags say. */
export async function find(files: readonly string[], flags: FindFlags): Promise<void> {
  const byProbabilities = checkProbabilityFlags(files, flags);
  const options = methodOptions(flags, flags.train !== undefined);
  const wanted = wantedKinds(flags, flags, FIND_KINDS);
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
  const found = await findKinds(findings, wanted, {
    isNoiseAware: options.method === 'noise-aware',
    about: flags.all ? 'all' : 'candidates',
  });
  const isWanted = (_: number, { kind }: RowNote) => kind === null || wanted.has(kind);
  const list = (rows: Uint32Array) => only(rankedListing(rows, judgement, found), isWanted);
  const apart = listingApart(found, dataset, findings.training);
  const candidates = list(rankCandidates(judgement));
  const everything = flags.all ? list(rankAllRows(judgement)) : concatenate(candidates, apart);
  const reported = flags.kinds === undefined ? candidates : concatenate(candidates, apart);
  const report = {
    findings,
    source: dataset.source,
    records: (rows: Uint32Array, fields: RecordFields) => makeRecords(findings, rows, fields),
    candidates: reported,
    ranked:
      flags.all && flags.kinds !== undefined ? only(everything, (_, { kind }) => kind !== null) : everything,
    classes: tallyClasses(dataset, judgement.judged, maskOf(reported.rows, dataset.labels.length)),
    verdict: null,
    document: { ...documentOf(findings, { ...options, ...vectorizer }), kinds: countKinds(everything) },
  };
  await writeReports(report, targets, flags);
  if (!flags.quiet) tellUser([...describeFindings(findings), ...describeKinds(found, findings)]);
  if (flags.verbose) tellUser(describeMatrices(findings));
}
