import path from 'node:path';
import type { Decisions } from '../corrections/decisions.js';
import { readDataset } from '../dataset/read-dataset.js';
import { noLimit, optionIgnored, outputIsInput, rowsWithoutTexts } from '../errors.js';
import { acceptedCounts, type Baseline, EMPTY_BASELINE, staleEntries } from '../gate/baseline.js';
import { countedRows, type GateRows } from '../gate/counted-rows.js';
import { type Counts, countEach, countedOf, fingerprintsOf, mergeCounts } from '../gate/counts.js';
import { withKnownErrors } from '../gate/known-errors.js';
import { judgeGate } from '../gate/verdict.js';
import { rankAllRows, rankCandidates } from '../report/choose-rows.js';
import { concatenate, only } from '../report/kinds.js';
import { optionalFields } from '../report/optional-fields.js';
import { makeRecords } from '../report/record.js';
import type { Verdict } from '../report/reporter.js';
import { listingApart, maskOf, rankedListing } from '../report/row-kinds.js';
import {
  describeFindings,
  describeMatrices,
  describeReading,
  documentOf,
  tallyClasses,
} from '../report/summary.js';
import type { Judgement } from '../types.js';
import { readBaseline } from './baseline-file.js';
import { dataOptions } from './data-options.js';
import { describeKinds, findKinds, wantedKinds } from './find-kinds.js';
import type { CheckFlags } from './flags.js';
import { methodOptions } from './method.js';
import { checkOutput } from './output.js';
import { checkProbabilityFlags, findByGiven, inputsWithProbabilities } from './probabilities.js';
import { findHeedingDecisions, type HeedingFindings } from './read-source.js';
import { type ReportTarget, reportTargets } from './report-targets.js';
import { commandWith, tellUser } from './terminal.js';
import { changeBaseline, describeStale } from './update-baseline.js';
import { vectorizerOptions } from './word-options.js';
import { writeReports } from './write-reports.js';

/**
 * Checks a data set against limits and a baseline, and reports the candidates that count.
 *
 * @returns whether it has passed
 */
export async function check(files: readonly string[], flags: CheckFlags): Promise<boolean> {
  const byProbabilities = checkProbabilityFlags(files, flags);
  const options = methodOptions(flags, flags.train !== undefined);
  refuseUnclear(flags);
  const wanted = wantedKinds(flags, flags, ['label_error', 'ambiguous', 'outlier']);
  const targets = reportTargets(flags, defaultFormat());
  const inputs = [
    ...inputsWithProbabilities(files, flags),
    flags.since,
    flags.baseline,
    flags.decisions || undefined,
  ].filter((input) => input !== undefined);
  await checkOutputs(targets, inputs, flags);
  const baseline = await baselineOf(flags);
  const vectorizer = await vectorizerOptions(flags);

  const findings = countKnownErrors(
    byProbabilities
      ? await findByGiven(files[0], flags, options)
      : await findHeedingDecisions(files, flags, options, vectorizer),
  );
  const { dataset, judgement } = findings;
  const found = await findKinds(findings, wanted, {
    isNoiseAware: options.method === 'noise-aware',
    about: flags.kinds === undefined ? 'candidates' : 'all',
  });
  const ranked = flags.kinds === undefined ? rankCandidates(judgement) : rankAllRows(judgement);
  const listing = only(
    concatenate(rankedListing(ranked, judgement, found), listingApart(found, dataset, findings.training)),
    (row, { kind }) => kind !== null && wanted.has(kind) && isBelow(judgement, row, flags.below),
  );
  const mask = maskOf(listing.rows, dataset.labels.length);
  const { counts, stale } = await gateRows(findings, mask, flags, baseline);
  const isCandidate = mask.map((is, row) => is & counts[row]!);
  const judged = judgement.judged.map((is, row) => is & counts[row]!);
  const classes = tallyClasses(dataset, judged, isCandidate);
  const verdict = judgeGate({
    classes,
    limits: flags,
    hasBaseline: baseline !== null,
    stale,
    below: flags.below,
    kinds: flags.kinds,
  });

  const candidates = only(listing, (row) => counts[row] === 1);
  const document = {
    ...documentOf(findings, { ...options, ...vectorizer }),
    check: checkDocument(verdict, flags, classes),
  };
  await writeReports(
    {
      findings,
      source: dataset.source,
      records: (rows, fields) => makeRecords(findings, rows, fields),
      candidates,
      ranked: candidates,
      fields: optionalFields(findings, wanted),
      classes,
      verdict,
      document,
    },
    targets,
    flags,
  );
  if (!flags.quiet) tellUser([...describeFindings(findings), ...describeKinds(found, findings)]);
  if (flags.verbose) tellUser(describeMatrices(findings));
  if (!flags.quiet && baseline !== null && candidates.rows.length > 0) {
    tellUser([`To accept these after a look at each: ${commandWith('--update-baseline')}`]);
  }
  tellUser([verdict.sentence]);
  return verdict.passed;
}

/** Checks before any work that what is to be written can be, and that no two things go to one place. */
async function checkOutputs(
  targets: readonly ReportTarget[],
  inputs: readonly string[],
  { baseline, updateBaseline, pruneBaseline }: CheckFlags,
): Promise<void> {
  for (const { file } of targets) {
    if (file === undefined) continue;
    // The baseline may not be there yet, so that only its name tells.
    if (baseline !== undefined && path.resolve(file) === path.resolve(baseline)) throw outputIsInput(file);
    await checkOutput(file, inputs);
  }
  if (!updateBaseline && !pruneBaseline) return;
  await checkOutput(
    baseline!,
    inputs.filter((input) => input !== baseline),
  );
}

/** Labels that are decided to be wrong stand in the file until they are corrected there. */
function countKnownErrors(findings: HeedingFindings): HeedingFindings {
  const { dataset, judgement, decided } = findings;
  if (decided === undefined) return findings;
  return { ...findings, judgement: withKnownErrors(judgement, dataset.labels, decided) };
}

/** Whether a row's quality is below what is asked for; one that has none is never. */
function isBelow({ quality }: Judgement, row: number, below: number | undefined): boolean {
  return below === undefined || quality[row]! < below;
}

/** Which rows count, given what is old and what was accepted, and how many entries of the baseline are stale. */
async function gateRows(
  findings: HeedingFindings,
  isCandidate: Uint8Array,
  flags: CheckFlags,
  baseline: Baseline | null,
) {
  const { dataset, judgement, heeded } = findings;
  if (baseline === null && flags.since === undefined && heeded === null) {
    return { counts: new Uint8Array(dataset.labels.length).fill(1), stale: 0 };
  }
  if (dataset.withoutTexts) throw rowsWithoutTexts(namesRows(flags), dataset.source);
  warnOfOrder(flags);
  const fingerprints = await fingerprintsOf(dataset.readTexts(judgement.isIssue.keys()));
  const rows: GateRows = { fingerprints, isCandidate };
  const old = flags.since === undefined ? new Map<string, number>() : await readOld(flags.since, flags);
  const present = countEach(fingerprints);
  const held =
    baseline === null
      ? EMPTY_BASELINE
      : await changeBaseline(baseline, { rows, old, present, dataset }, flags);
  const reviewed = heeded === null ? new Map() : reviewedCounts(present, heeded.decisions);
  const counts = countedRows(rows, { old, accepted: mergeCounts(acceptedCounts(held), reviewed) });
  const stale = staleEntries(held, present);
  if (!flags.allowStale && stale.length > 0) tellUser(describeStale(stale, flags.baseline!));
  if (!flags.quiet && flags.since !== undefined) tellUser([countedOf(counts, flags.since)]);
  return { counts, stale: flags.allowStale ? 0 : stale.length };
}

/** Rows that were reviewed and found right, by fingerprint: those kept, and those that have their new label by now. */
function reviewedCounts(present: Counts, decisions: Decisions): Counts {
  return new Map(
    [...present].filter(([name]) => {
      const verdict = decisions.of(name);
      return verdict !== undefined && (verdict.what === 'keep' || verdict.done);
    }),
  );
}

/** The option because of which rows must be known again. */
function namesRows({ baseline, since }: CheckFlags): string {
  return baseline !== undefined ? '--baseline' : since !== undefined ? '--since' : '--decisions';
}

/** How often each row is in the old file; its classes do not matter, since labels are compared as written. */
async function readOld(since: string, flags: CheckFlags) {
  const { classes, classBase, ...reading } = await dataOptions(flags);
  const dataset = await readDataset(since, reading, () => {});
  if (!flags.quiet) tellUser(describeReading(dataset));
  return countEach(await fingerprintsOf(dataset.readTexts(dataset.labels.keys())));
}

async function baselineOf(flags: CheckFlags): Promise<Baseline | null> {
  if (flags.baseline === undefined) return null;
  const makeCommand = commandWith('--update-baseline');
  const mayBeMissing = flags.updateBaseline === true;
  return (await readBaseline(flags.baseline, { mayBeMissing, makeCommand })) ?? EMPTY_BASELINE;
}

function refuseUnclear(flags: CheckFlags): void {
  const { maxErrors, maxRate, maxClassRate, baseline, updateBaseline, pruneBaseline, allowStale } = flags;
  if (baseline === undefined) {
    const options = {
      '--update-baseline': updateBaseline,
      '--prune-baseline': pruneBaseline,
      '--allow-stale': allowStale,
    };
    for (const [option, given] of Object.entries(options)) {
      if (given)
        throw optionIgnored(option, 'no baseline is named', 'Add --baseline label-errors.baseline.json.');
    }
    if (maxErrors === undefined && maxRate === undefined && maxClassRate === undefined) throw noLimit();
  }
  if (updateBaseline && pruneBaseline) {
    throw optionIgnored('--prune-baseline', '--update-baseline takes stale rows out too', 'Leave it out.');
  }
  if (allowStale && (updateBaseline || pruneBaseline)) {
    throw optionIgnored('--allow-stale', 'stale rows are taken out', 'Leave it out.');
  }
}

/** Cross-validation deals rows to its folds by their order, so that a moved row may be judged otherwise. */
function warnOfOrder({ method = 'noise-aware', cv = 5, train, probabilities }: CheckFlags): void {
  if (method === 'noise-aware' || cv === 'loo' || train !== undefined || probabilities !== undefined) return;
  tellUser([
    `${cv}-fold cross-validation depends on the order of the rows: moved or added rows may bring up other candidates; --method noise-aware or --cv loo do not`,
  ]);
}

function defaultFormat() {
  if (process.env.GITHUB_ACTIONS === 'true') return 'github' as const;
  return process.stdout.isTTY ? ('table' as const) : ('jsonl' as const);
}

function checkDocument(verdict: Verdict, flags: CheckFlags, classes: readonly object[]) {
  const { maxErrors, maxRate, maxClassRate, below } = flags;
  const limits = { max_errors: maxErrors, max_rate: maxRate, max_class_rate: maxClassRate, below };
  return { passed: verdict.passed, verdict: verdict.sentence, limits, counted: classes };
}
