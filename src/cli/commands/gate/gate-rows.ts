/** Which rows count for the gate: new ones that were not accepted and not confirmed by a reviewer. */
import type { Decisions } from '../../../corrections/decisions.js';
import { readDataset } from '../../../dataset/read-dataset.js';
import { counted } from '../../../errors/wording.js';
import {
  type AcceptedRow,
  acceptedCounts,
  acceptRows,
  type Baseline,
  type BaselineEntry,
  baselineChanges,
  EMPTY_BASELINE,
  pruneBaseline,
  staleEntries,
} from '../../../gate/baseline.js';
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
import type { Dataset } from '../../../types.js';
import { rowsWithoutTexts } from '../../errors.js';
import type { Judged } from '../../judge.js';
import { type CheckRequest, type GateRequest, optionNamingRows } from '../../request/commands.js';
import type { Io } from '../../terminal/io.js';
import { commandWith } from '../../terminal/terminal.js';
import { writeBaseline } from './baseline-file.js';

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

const STALE_SHOWN = 5;

/** The rows for a baseline. */
interface BaselineCase {
  readonly rows: GateRows;
  readonly old: Counts;
  readonly present: Counts;
  readonly dataset: Dataset;
}

/** Accepts or prunes on request, and writes the baseline; returns the baseline to use afterwards. */
async function changeBaseline(
  baseline: Baseline,
  { rows, old, present, dataset }: BaselineCase,
  { gate, output }: CheckRequest,
  io: Io,
): Promise<Baseline> {
  if (gate.baseline === null || gate.baseline.change === null) return baseline;
  const { file, change } = gate.baseline;
  let changed = pruneBaseline(baseline, present);
  if (change === 'update') {
    const counts = countedRows(rows, { old, accepted: acceptedCounts(changed) });
    changed = acceptRows(changed, await rowsToAccept(rows, counts, { dataset, withText: output.withTexts }));
  }
  await writeBaseline(file, changed, io);
  const { added, removed } = baselineChanges(baseline, changed);
  io.tell([`${file}: ${counted(added, 'row')} added, ${counted(removed, 'row')} removed`]);
  return changed;
}

/** The rows of the candidates that count; accepting one accepts all candidates with its label and text. */
async function rowsToAccept(
  { fingerprints, isCandidate }: GateRows,
  counts: Uint8Array,
  { dataset, withText }: { readonly dataset: Dataset; readonly withText: boolean },
): Promise<AcceptedRow[]> {
  const candidates = countEach(fingerprints.filter((_, row) => isCandidate[row] === 1));
  const first = new Map<string, number>();
  for (const [row, name] of fingerprints.entries()) {
    if (isCandidate[row] === 1 && counts[row] === 1 && !first.has(name)) first.set(name, row);
  }
  const accepted: AcceptedRow[] = [];
  const names = first.keys();
  for await (const { label, text } of dataset.readTexts(first.values())) {
    const fingerprint = names.next().value!;
    accepted.push({
      fingerprint,
      count: candidates.get(fingerprint)!,
      label,
      text: withText ? text : undefined,
    });
  }
  return accepted;
}

/** Describes the stale entries of a baseline, with the command that removes them. */
function describeStale(stale: readonly BaselineEntry[], file: string, io: Io): string[] {
  const rest = stale.length - STALE_SHOWN;
  return [
    `${file}: stale, since the row is gone or was corrected:`,
    ...stale
      .slice(0, STALE_SHOWN)
      .map(({ fingerprint, label, text }) => `  ${fingerprint} ${label ?? ''} ${text ?? ''}`.trimEnd()),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    `To take them out: ${commandWith('--prune-baseline', io)}`,
  ];
}
