import { counted } from '../../../errors/wording.js';
import {
  type AcceptedRow,
  acceptedCounts,
  acceptRows,
  type Baseline,
  type BaselineEntry,
  baselineChanges,
  pruneBaseline,
} from '../../../gate/baseline.js';
import { type Counts, countEach, countedRows, type GateRows } from '../../../gate/counted-rows.js';
import type { Dataset } from '../../../types.js';
import type { CheckRequest } from '../../request/commands.js';
import type { Io } from '../../terminal/io.js';
import { commandWith } from '../../terminal/terminal.js';
import { writeBaseline } from './baseline-file.js';

const STALE_SHOWN = 5;

/** The rows for a baseline. */
export interface BaselineCase {
  readonly rows: GateRows;
  readonly old: Counts;
  readonly present: Counts;
  readonly dataset: Dataset;
}

/** Accepts or prunes on request, and writes the baseline; returns the baseline to use afterwards. */
export async function changeBaseline(
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
export function describeStale(stale: readonly BaselineEntry[], file: string, io: Io): string[] {
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
