/** Which rows count for the gate: new ones that were not accepted and not confirmed by a reviewer. */
import type { Decisions } from '../../../corrections/decisions.js';
import { readDataset } from '../../../dataset/read-dataset.js';
import { acceptedCounts, type Baseline, EMPTY_BASELINE, staleEntries } from '../../../gate/baseline.js';
import {
  type Counts,
  countEach,
  countedOf,
  countedRows,
  fingerprintsOf,
  type GateRows,
  mergeCounts,
} from '../../../gate/counted-rows.js';
import { describeReading } from '../../../report/describe-findings.js';
import { rowsWithoutTexts } from '../../errors.js';
import type { Judged } from '../../judge.js';
import { type CheckRequest, type GateRequest, optionNamingRows } from '../../request/commands.js';
import type { Io } from '../../terminal/io.js';
import { changeBaseline, describeStale } from './update-baseline.js';

/** The rows that a gate excludes. */
export interface GateCase {
  readonly findings: Judged;
  readonly baseline: Baseline | null;
  readonly request: CheckRequest;
  readonly io: Io;
}

/** Which rows count, given the old and the accepted rows, and how many entries of the baseline are stale. */
export async function gateRows(
  { findings, baseline, request, io }: GateCase,
  isCandidate: Uint8Array,
): Promise<{ readonly counts: Uint8Array; readonly stale: number }> {
  const { dataset, judgement, known } = findings;
  const { gate, quiet } = request;
  if (baseline === null && gate.since === null && known === null) {
    return { counts: new Uint8Array(dataset.labels.length).fill(1), stale: 0 };
  }
  if (dataset.withoutTexts) throw rowsWithoutTexts(optionNamingRows(gate) ?? '--decisions', dataset.source);
  warnOfOrder(request, io);
  const fingerprints = await fingerprintsOf(dataset.readTexts(judgement.isIssue.keys()));
  const rows: GateRows = { fingerprints, isCandidate };
  const old = gate.since === null ? new Map<string, number>() : await readOld(gate.since, quiet, io);
  const present = countEach(fingerprints);
  const held =
    baseline === null
      ? EMPTY_BASELINE
      : await changeBaseline(baseline, { rows, old, present, dataset }, request, io);
  const reviewed = known === null ? new Map() : reviewedCounts(present, known.decisions);
  const counts = countedRows(rows, { old, accepted: mergeCounts(acceptedCounts(held), reviewed) });
  const stale = staleEntries(held, present);
  const { file = '', allowStale = false } = gate.baseline ?? {};
  if (!allowStale && stale.length > 0) io.tell(describeStale(stale, file, io));
  if (!quiet && gate.since !== null) io.tell([countedOf(counts, gate.since.file)]);
  return { counts, stale: allowStale ? 0 : stale.length };
}

/** Rows with correct labels by a decision, by fingerprint: those kept, and those that have their new label already. */
function reviewedCounts(present: Counts, decisions: Decisions): Counts {
  return new Map(
    [...present].filter(([name]) => {
      const verdict = decisions.of(name);
      return verdict !== undefined && (verdict.what === 'keep' || verdict.done);
    }),
  );
}

/** The count of each row in the old file. */
async function readOld({ file, data }: NonNullable<GateRequest['since']>, quiet: boolean, io: Io) {
  const dataset = await readDataset(file, data, () => {});
  if (!quiet) io.tell(describeReading(dataset));
  return countEach(await fingerprintsOf(dataset.readTexts(dataset.labels.keys())));
}

/** Cross-validation assigns rows to folds by their order, so a moved row may be judged differently. */
function warnOfOrder({ foldsByOrder }: CheckRequest, io: Io): void {
  if (foldsByOrder === null) return;
  io.tell([
    `${foldsByOrder}-fold cross-validation depends on the order of the rows: moved or added rows may bring up other candidates; --method noise-aware or --cv loo do not`,
  ]);
}
