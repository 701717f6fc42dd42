import { EMPTY_BASELINE } from '../../gate/baseline.js';
import { withKnownErrors } from '../../gate/known-errors.js';
import { applyLimits } from '../../gate/verdict.js';
import { labelDoubts } from '../../judge/label-doubts.js';
import { describeFindings, describeMatrices } from '../../report/describe-findings.js';
import { concatenate, type Listing, only } from '../../report/kinds.js';
import type { Verdict } from '../../report/reporter.js';
import {
  type FoundKinds,
  listingApart,
  maskOf,
  rankAllRows,
  rankCandidates,
  rankedListing,
} from '../../report/row-kinds.js';
import { type ClassTally, tallyClasses } from '../../report/summary.js';
import type { Judgement } from '../../types.js';
import { type Judged, judge, settingsOf } from '../judge.js';
import { checkTargets, reportOf, writeReports } from '../report.js';
import type { BaselineRequest, CheckRequest } from '../request/commands.js';
import type { Io } from '../terminal/io.js';
import { commandWith, terminalWidth } from '../terminal/terminal.js';
import { checkedNonsense, noAudit } from './errors.js';
import { checkBaseline, readBaseline } from './gate/baseline-file.js';
import { type GateCase, gateRows } from './gate/gate-rows.js';
import { describeKinds, findKinds } from './kinds.js';

/** The rows that count, and the verdict on them. */
interface Outcome {
  readonly candidates: Listing;
  readonly classes: readonly ClassTally[];
  readonly verdict: Verdict;
}

/**
 * Checks a data set against limits and a baseline, and reports the candidates that count.
 *
 * @returns whether it has passed
 * @throws UserError where the result could not mean anything, such as where the labels are ids
 */
export async function check(request: CheckRequest, io: Io): Promise<boolean> {
  const { kinds, output, inputs, gate } = request;
  if (gate.baseline !== null) await checkBaseline(gate.baseline, output.targets, inputs);
  await checkTargets(output.targets, inputs);
  const baseline = gate.baseline === null ? null : await baselineOf(gate.baseline, io);
  const judged = await judge(request, io);
  const [doubt] = labelDoubts({ ...judged, isGiven: request.source.kind === 'probabilities' });
  if (doubt !== undefined) throw checkedNonsense(doubt);
  if (gate.limits.maxAuditedRate !== undefined && judged.audit === undefined) {
    throw noAudit(judged.dataset.source);
  }
  const findings = countKnownErrors(judged);
  const about = kinds.areChosen ? 'all' : 'candidates';
  const found = await findKinds(findings, kinds.wanted, { method: request.method, about });
  const outcome = await countRows({ findings, baseline, request, io }, found);
  const { candidates, classes, verdict } = outcome;
  const more = () => ({ check: checkDocument(verdict, request, classes) });
  const settings = settingsOf(request);
  const report = reportOf(findings, { candidates, wanted: kinds.wanted, settings, classes, verdict, more });
  await writeReports(report, output, io);
  if (!request.quiet) {
    io.tell([...describeFindings(findings, terminalWidth(io)), ...describeKinds(found, findings)]);
  }
  if (request.verbose) io.tell(describeMatrices(findings, terminalWidth(io)));
  if (!request.quiet && baseline !== null && candidates.rows.length > 0) {
    io.tell([`To accept these after a look at each: ${commandWith('--update-baseline', io)}`]);
  }
  io.tell([verdict.sentence]);
  return verdict.passed;
}

/** Counts the rows of the wanted kinds that are not in the baseline, and compares them with the limits. */
async function countRows(gateCase: GateCase, found: FoundKinds): Promise<Outcome> {
  const { findings, baseline, request } = gateCase;
  const { kinds, gate } = request;
  const { dataset, judgement, training } = findings;
  const ranked = kinds.areChosen ? rankAllRows(judgement) : rankCandidates(judgement);
  const listing = only(
    concatenate(rankedListing(ranked, judgement, found), listingApart(found, dataset, training)),
    (row, { kind }) => kind !== null && kinds.wanted.has(kind) && isBelow(judgement, row, gate.below),
  );
  const mask = maskOf(listing.rows, dataset.labels.length);
  const { counts, stale } = await gateRows(gateCase, mask);
  const isCandidate = mask.map((is, row) => is & counts[row]!);
  const judged = judgement.judged.map((is, row) => is & counts[row]!);
  const classes = tallyClasses(dataset, judged, isCandidate);
  const verdict = applyLimits({
    classes,
    limits: gate.limits,
    hasBaseline: baseline !== null,
    stale,
    below: gate.below,
    kinds: kinds.areChosen ? [...kinds.wanted] : undefined,
    audit: findings.audit,
  });
  return { candidates: only(listing, (row) => counts[row] === 1), classes, verdict };
}

/** Labels that are decided to be wrong are in the file until they are corrected there. */
function countKnownErrors(findings: Judged): Judged {
  const { dataset, judgement, decided } = findings;
  if (decided === undefined) return findings;
  return { ...findings, judgement: withKnownErrors(judgement, dataset.labels, decided) };
}

/** Whether a row's quality is below a limit; false for rows without quality. */
function isBelow({ quality }: Judgement, row: number, below: number | undefined): boolean {
  return below === undefined || quality[row]! < below;
}

async function baselineOf({ file, change }: BaselineRequest, io: Io) {
  const makeCommand = commandWith('--update-baseline', io);
  const mayBeMissing = change === 'update';
  return (await readBaseline(file, { mayBeMissing, makeCommand })) ?? EMPTY_BASELINE;
}

function checkDocument(verdict: Verdict, { gate }: CheckRequest, classes: readonly object[]) {
  const { maxErrors, maxRate, maxClassRate, maxAuditedRate } = gate.limits;
  const limits = {
    max_errors: maxErrors,
    max_rate: maxRate,
    max_class_rate: maxClassRate,
    max_audited_rate: maxAuditedRate,
    below: gate.below,
  };
  return { passed: verdict.passed, verdict: verdict.sentence, limits, counted: classes };
}
