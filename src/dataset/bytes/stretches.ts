/** Reads stretches of a file that are near each other with one call to the system. */

import type { Stretch } from '../record.js';
import type { OpenBytes } from './stored-bytes.js';

/** Reading over a gap of this size costs less than another call to the system. */
const GAP_BYTES = 16 * 1024;
const READ_BYTES = 1024 * 1024;

/**
 * Reads ascending stretches.
 *
 * @returns the bytes of each, one after the other in one buffer
 */
export function readStretches(open: OpenBytes, stretches: readonly Stretch[]): Buffer {
  const slices = Buffer.allocUnsafe(stretches.reduce((sum, { start, end }) => sum + end - start, 0));
  const room = Buffer.allocUnsafe(READ_BYTES);
  let filled = 0;
  for (const run of neighbours(stretches)) {
    const from = run[0]!.start;
    const length = run.at(-1)!.end - from;
    if (run.length === 1) {
      open.fill(slices.subarray(filled, filled + length), from);
      filled += length;
      continue;
    }
    open.fill(room.subarray(0, length), from);
    for (const { start, end } of run) filled += room.copy(slices, filled, start - from, end - from);
  }
  return slices;
}

/** Groups ascending stretches that are close enough to be read at once. */
function* neighbours(stretches: readonly Stretch[]): Generator<Stretch[]> {
  let run: Stretch[] = [];
  for (const stretch of stretches) {
    const last = run.at(-1);
    const far = last !== undefined && stretch.start - last.end > GAP_BYTES;
    const full = run.length > 0 && stretch.end - run[0]!.start > READ_BYTES;
    if (far || full) {
      yield run;
      run = [];
    }
    run.push(stretch);
  }
  if (run.length > 0) yield run;
}
