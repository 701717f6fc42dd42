import { type Baseline, EMPTY_BASELINE } from '../gate/baseline.js';
import { withKnownErrors } from '../gate/known-errors.js';
import { judgeGate } from '../gate/verdict.js';
import { rankAllRows, rankCandidates } from '../report/choose-rows.js';
import { describeFindings, describeMatrices } from '../report/describe-findings.js';
import { concatenate, only } from '../report/kinds.js';
import { optionalFields } from '../report/optional-fields.js';
import { makeRecords } from '../report/record.js';
import type { Verdict } from '../report/reporter.js';
import { listingApart, maskOf, rankedListing } from '../report/row-kinds.js';
import { documentOf, tallyClasses } from '../report/summary.js';
import type { Judgement } from '../types.js';
import { readBaseline } from './baseline-file.js';
import { checkOutputs, refuseUnclear } from './check-flags.js';
import { describeKinds, findKinds, wantedKinds } from './find-kinds.js';
import type { CheckFlags } from './flags.js';
import { gateRows } from './gate-rows.js';
import { methodOptions } from './method.js';
import { checkProbabilityFlags, findByGiven, inputsWithProbabilities } from './probabilities.js';
import { findHeedingDecisions, type HeedingFindings } from './read-source.js';
import { reportTargets } from './report-targets.js';
import { commandWith, tellUser, terminalWidth } from './terminal.js';
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
  const document = () => ({
    ...documentOf(findings, { ...options, ...vectorizer }),
    check: checkDocument(verdict, flags, classes),
  });
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
  if (!flags.quiet)
    tellUser([...describeFindings(findings, terminalWidth()), ...describeKinds(found, findings)]);
  if (flags.verbose) tellUser(describeMatrices(findings, terminalWidth()));
  if (!flags.quiet && baseline !== null && candidates.rows.length > 0) {
    tellUser([`To accept these after a look at each: ${commandWith('--update-baseline')}`]);
  }
  tellUser([verdict.sentence]);
  return verdict.passed;
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
