import type { Findings } from '../judge/findings.js';
import { describeFindings, describeMatrices } from '../report/describe-findings.js';
import { concatenate, KINDS, type Kind, type Listing, only } from '../report/kinds.js';
import { makeRecords, type RecordFields } from '../report/record.js';
import { optionalFields } from '../report/reporter.js';
import {
  countKinds,
  type FoundKinds,
  listingApart,
  maskOf,
  rankAllRows,
  rankCandidates,
  rankedListing,
} from '../report/row-kinds.js';
import { documentOf, tallyClasses } from '../report/summary.js';
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
import { tellUser, terminalWidth } from './terminal.js';
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
    about: flags.all || flags.kinds !== undefined ? 'all' : 'candidates',
  });
  const { candidates, ranked } = listingsOf(
    findings,
    found,
    flags.kinds === undefined ? null : wanted,
    flags,
  );
  const report = {
    findings,
    source: dataset.source,
    records: (rows: Uint32Array, fields: RecordFields) => makeRecords(findings, rows, fields),
    candidates,
    ranked,
    fields: optionalFields(findings, wanted),
    classes: tallyClasses(dataset, judgement.judged, maskOf(candidates.rows, dataset.labels.length)),
    verdict: null,
    document: () => ({
      ...documentOf(findings, { ...options, ...vectorizer }),
      kinds: countKinds(ranked),
    }),
  };
  await writeReports(report, targets, flags);
  if (!flags.quiet)
    tellUser([...describeFindings(findings, terminalWidth()), ...describeKinds(found, findings)]);
  if (flags.verbose) tellUser(describeMatrices(findings, terminalWidth()));
}

/**
 * What is reported as wrong, and what is listed by formats that hold more: the candidates and what stands apart from
 * them, or every row; of chosen kinds all rows of them, candidates or not.
 */
function listingsOf(
  { dataset, judgement, training }: Findings,
  found: FoundKinds,
  chosen: ReadonlySet<Kind> | null,
  { all }: FindFlags,
): { readonly candidates: Listing; readonly ranked: Listing } {
  const apart = listingApart(found, dataset, training);
  const everything = () => rankedListing(rankAllRows(judgement), judgement, found);
  if (chosen !== null) {
    const ofKinds = only(everything(), (_, { kind }) => kind !== null && chosen.has(kind));
    const listing = concatenate(ofKinds, apart);
    return { candidates: listing, ranked: listing };
  }
  const candidates = rankedListing(rankCandidates(judgement), judgement, found);
  return { candidates, ranked: all ? everything() : concatenate(candidates, apart) };
}
