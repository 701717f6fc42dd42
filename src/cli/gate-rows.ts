/** Which rows count for the gate: what is new, was not accepted, and was not found right by somebody. */
import type { Decisions } from '../corrections/decisions.js';
import { readDataset } from '../dataset/read-dataset.js';
import { acceptedCounts, type Baseline, EMPTY_BASELINE, staleEntries } from '../gate/baseline.js';
import {
  type Counts,
  countEach,
  countedOf,
  countedRows,
  fingerprintsOf,
  type GateRows,
  mergeCounts,
} from '../gate/counted-rows.js';
import { describeReading } from '../report/describe-findings.js';
import { dataOptions } from './data-options.js';
import { rowsWithoutTexts } from './errors.js';
import type { CheckFlags } from './flags.js';
import type { HeedingFindings } from './read-source.js';
import { tellUser } from './terminal.js';
import { changeBaseline, describeStale } from './update-baseline.js';

/** Which rows count, given what is old and what was accepted, and how many entries of the baseline are stale. */
export async function gateRows(
  findings: HeedingFindings,
  isCandidate: Uint8Array,
  flags: CheckFlags,
  baseline: Baseline | null,
) {
  const { dataset, judgement, heeded } = findings;
  if (baseline === null && flags.since === undefined && heeded === null) {
    return { counts: new Uint8Array(dataset.labels.length).fill(1), stale: 0 };
  }
  if (dataset.withoutTexts) throw rowsWithoutTexts(optionNamingRows(flags) ?? '--decisions', dataset.source);
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

/** The option because of which rows must be known again by what they say; decisions may also be found by themselves. */
export function optionNamingRows({ baseline, since }: CheckFlags): string | undefined {
  return baseline !== undefined ? '--baseline' : since !== undefined ? '--since' : undefined;
}

/** How often each row is in the old file; its classes do not matter, since labels are compared as written. */
async function readOld(since: string, flags: CheckFlags) {
  const { classes, classBase, ...reading } = await dataOptions(flags);
  const dataset = await readDataset(since, reading, () => {});
  if (!flags.quiet) tellUser(describeReading(dataset));
  return countEach(await fingerprintsOf(dataset.readTexts(dataset.labels.keys())));
}

/** Cross-validation deals rows to its folds by their order, so that a moved row may be judged otherwise. */
function warnOfOrder({ method = 'noise-aware', cv = 5, train, probabilities }: CheckFlags): void {
  if (method === 'noise-aware' || cv === 'loo' || train !== undefined || probabilities !== undefined) return;
  tellUser([
    `${cv}-fold cross-validation depends on the order of the rows: moved or added rows may bring up other candidates; --method noise-aware or --cv loo do not`,
  ]);
}
