import { type Baseline, EMPTY_BASELINE } from '../gate/baseline.js';
import { withKnownErrors } from '../gate/known-errors.js';
import { judgeGate } from '../gate/verdict.js';
import type { MethodOptions } from '../judge/methods.js';
import { describeFindings, describeMatrices } from '../report/describe-findings.js';
import { concatenate, type Kind, type Listing, only } from '../report/kinds.js';
import { makeRecords } from '../report/record.js';
import type { Verdict } from '../report/reporter.js';
import { optionalFields } from '../report/reporter.js';
import {
  type FoundKinds,
  listingApart,
  maskOf,
  rankAllRows,
  rankCandidates,
  rankedListing,
} from '../report/row-kinds.js';
import type { ClassTally } from '../report/summary.js';
import { documentOf, tallyClasses } from '../report/summary.js';
import type { Judgement } from '../types.js';
import type { VectorizerOptions } from '../vectorize/words.js';
import { readBaseline } from './baseline-file.js';
import { checkOutputs, refuseUnclear } from './check-flags.js';
import { rowsWithoutTexts } from './errors.js';
import { describeKinds, findKinds, wantedKinds } from './find-kinds.js';
import type { CheckFlags } from './flags.js';
import { gateRows, optionNamingRows } from './gate-rows.js';
import { methodOptions } from './method.js';
import { checkProbabilityFlags, findByGiven, inputsWithProbabilities } from './probabilities.js';
import { findHeedingDecisions, type HeedingFindings } from './read-source.js';
import { type ReportTarget, reportTargets } from './report-targets.js';
import { commandWith, tellUser, terminalWidth } from './terminal.js';
import { vectorizerOptions } from './word-options.js';
import { type Report, writeReports } from './write-reports.js';

/** What is clear before any work: what is done, and where its reports go. */
interface Plan {
  readonly method: MethodOptions;
  readonly vectorizer: VectorizerOptions;
  /** Kinds of rows that count. */
  readonly wanted: ReadonlySet<Kind>;
  readonly targets: readonly ReportTarget[];
  readonly baseline: Baseline | null;
  readonly find: () => Promise<HeedingFindings>;
}

/** What counts against the limits, and what they say of it. */
interface Outcome {
  readonly candidates: Listing;
  readonly classes: readonly ClassTally[];
  readonly verdict: Verdict;
}

/**
 * Checks a data set against limits and a baseline, and reports the candidates that count.
 *
 * @returns whether it has passed
 */
export async function check(files: readonly string[], flags: CheckFlags): Promise<boolean> {
  const plan = await planned(files, flags);
  const findings = countKnownErrors(await plan.find());
  const found = await findKinds(findings, plan.wanted, {
    isNoiseAware: plan.method.method === 'noise-aware',
    about: flags.kinds === undefined ? 'candidates' : 'all',
  });
  const outcome = await judgedBy(plan, findings, found, flags);
  await writeReports(reportOf(findings, plan, outcome, flags), plan.targets, flags);
  if (!flags.quiet)
    tellUser([...describeFindings(findings, terminalWidth()), ...describeKinds(found, findings)]);
  if (flags.verbose) tellUser(describeMatrices(findings, terminalWidth()));
  if (!flags.quiet && plan.baseline !== null && outcome.candidates.rows.length > 0) {
    tellUser([`To accept these after a look at each: ${commandWith('--update-baseline')}`]);
  }
  tellUser([outcome.verdict.sentence]);
  return outcome.verdict.passed;
}

/** @throws UserError for options that are wrong or would be ignored, and outputs that cannot be written */
async function planned(files: readonly string[], flags: CheckFlags): Promise<Plan> {
  const byProbabilities = checkProbabilityFlags(files, flags);
  const method = methodOptions(flags, flags.train !== undefined);
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
  const option = optionNamingRows(flags);
  if (option !== undefined && /\.np[yz]$/i.test(flags.labels ?? ''))
    throw rowsWithoutTexts(option, flags.labels!);
  const baseline = await baselineOf(flags);
  const vectorizer = await vectorizerOptions(flags);
  const find = () =>
    byProbabilities
      ? findByGiven(files[0], flags, method)
      : findHeedingDecisions(files, flags, method, vectorizer);
  return { method, vectorizer, wanted, targets, baseline, find };
}

/** Counts the rows of the wanted kinds that are not in the baseline, and holds them against the limits. */
async function judgedBy(
  { wanted, baseline }: Plan,
  findings: HeedingFindings,
  found: FoundKinds,
  flags: CheckFlags,
): Promise<Outcome> {
  const { dataset, judgement, training } = findings;
  const ranked = flags.kinds === undefined ? rankCandidates(judgement) : rankAllRows(judgement);
  const listing = only(
    concatenate(rankedListing(ranked, judgement, found), listingApart(found, dataset, training)),
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
  return { candidates: only(listing, (row) => counts[row] === 1), classes, verdict };
}

function reportOf(
  findings: HeedingFindings,
  { method, vectorizer, wanted }: Plan,
  { candidates, classes, verdict }: Outcome,
  flags: CheckFlags,
): Report {
  return {
    findings,
    source: findings.dataset.source,
    records: (rows, fields) => makeRecords(findings, rows, fields),
    candidates,
    ranked: candidates,
    fields: optionalFields(findings, wanted),
    classes,
    verdict,
    document: () => ({
      ...documentOf(findings, { ...method, ...vectorizer }),
      check: checkDocument(verdict, flags, classes),
    }),
  };
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

async function baselineOf(flags: CheckFlags): Promise<Baseline | null> {
  if (flags.baseline === undefined) return null;
  const makeCommand = commandWith('--update-baseline');
  const mayBeMissing = flags.updateBaseline === true;
  return (await readBaseline(flags.baseline, { mayBeMissing, makeCommand })) ?? EMPTY_BASELINE;
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
