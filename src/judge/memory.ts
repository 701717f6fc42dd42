/** How much memory a run takes, from what is known once its rows are read. */
import type { MethodOptions } from './methods.js';

/** What a run is about. */
export interface RunSize {
  /** Rows that are judged, and other ones that are learnt from. */
  readonly rows: number;
  readonly classes: number;
  readonly method: MethodOptions['method'];
}

/** Bytes that a method holds for each row, and for each row and class. */
interface Held {
  readonly row: number;
  readonly cell: number;
}

/** One table of probabilities; labels, indexes, lines, places, quality. */
const NAIVE_BAYES: Held = { row: 33, cell: 12 };
/** Scores, soft labels, logits and what the search keeps of two passes. */
const NOISE_AWARE: Held = { row: 70, cell: 48 };
/** The same where rows keep lists of their likely classes. */
const NOISE_AWARE_LISTS: Held = { row: 150, cell: 10 };
/** Four views, their sum, and what was learnt from the words; the words and pairs of words of each row. */
const STACKED: Held = { row: 600, cell: 60 };

/** From so many classes on, noise-aware keeps lists: see `noise-aware/sparse-fit.ts`. */
const MANY_CLASSES = 100;

/**
 * About how much memory a run takes beside Node itself and what can go to a temporary file. Rather too low, so that no run
 * is refused that could be done: measured peaks of large data are 10 to 30 % higher, see test/bench/README.md.
 *
 * @returns bytes
 * @example
 * bytesOfRun({ rows: 50_000, classes: 5000, method: 'stacked' }) // 15,230,000,000
 */
export function bytesOfRun({ rows, classes, method }: RunSize): number {
  const { row, cell } = heldBy(method, classes);
  // The noise matrix has a number for each pair of classes.
  return row * rows + cell * rows * classes + 8 * classes ** 2;
}

function heldBy(method: RunSize['method'], classes: number): Held {
  if (method === 'stacked') return STACKED;
  if (method !== 'noise-aware') return NAIVE_BAYES;
  return classes >= MANY_CLASSES ? NOISE_AWARE_LISTS : NOISE_AWARE;
}
