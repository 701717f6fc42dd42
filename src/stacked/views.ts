import type { TermMatrix, TrustedTerms } from '../types.js';
import type { Copies } from '../vectorize/copies.js';
import type { TermStatistics } from '../vectorize/term-statistics.js';

/** Rows that the views learn from. */
export interface TrainingRows {
  /** n × V */
  readonly terms: TermMatrix;
  /** The same rows by their pairs of adjacent words. */
  readonly pairs: TermMatrix;
  /** y: given label of each row; length n. */
  readonly labels: Uint32Array;
  /** K, at least 2 */
  readonly classCount: number;
  /** Name of each word: of the V words first, then of those that only judged rows have. */
  readonly words: readonly string[];
  readonly statistics: TermStatistics;
  /** More rows, whose true class is known: they train the model with that class, and not judged. */
  readonly trusted?: TrustedTerms | undefined;
  /** Rows with the same words, which are left out together; without it each row is left out alone. */
  readonly copies?: Copies | undefined;
}

/** What an index of similar rows reads of them. */
export type IndexedRows = Pick<TrainingRows, 'terms' | 'labels' | 'statistics' | 'copies' | 'trusted'>;

/** Rows that are judged by a model of others. */
export interface NewRows {
  /** m × V', the training rows' words numbered first. */
  readonly terms: TermMatrix;
  /** The same rows by their pairs, those of the training rows numbered first. */
  readonly pairs: TermMatrix;
  /** Given label of each row; length m. */
  readonly labels: Uint32Array;
}

/** What one view says for each class of each row, in nats of its own scale. */
export interface View {
  /** Of the training rows, each without itself and its copies; n × K. */
  readonly own: Float64Array;
  /** Of the judged rows, where these are others; m × K. */
  readonly judged: Float64Array | null;
}

/** The matrices of rows that are counted, and where their rows are numbered from: those of trusted rows go on after n. */
export function* countedMatrices<Kind extends 'terms' | 'pairs'>(
  kind: Kind,
  rows: Pick<TrainingRows, Kind | 'labels' | 'trusted'>,
): Generator<{ readonly matrix: TermMatrix; readonly firstNumber: number; readonly labels?: Uint32Array }> {
  yield { matrix: rows[kind], firstNumber: 0 };
  const trusted = rows.trusted?.[kind];
  if (trusted !== undefined) {
    yield { matrix: trusted, firstNumber: rows.labels.length, labels: rows.trusted!.labels };
  }
}

/** Numbers in a table of columns × classes; more classes than fit are counted in turns, with the same result. */
const MOST_NUMBERS = 2 ** 23;

/**
 * Cuts K classes into consecutive stretches, so that a table of columns × classes of a stretch stays within 64 MB.
 *
 * @param columns of the table
 * @param classCount K
 *
 * @example
 * [...classChunks(1_000_000, 20)] // [[0, 8], [8, 16], [16, 20]]
 */
export function* classChunks(columns: number, classCount: number): Generator<readonly [number, number]> {
  const size = Math.max(1, Math.floor(MOST_NUMBERS / Math.max(columns, 1)));
  for (let start = 0; start < classCount; start += size) yield [start, Math.min(start + size, classCount)];
}

/** Below this part of a count, a few terms of the series give all the digits that the logarithm has. */
const SMALL = 0.003;

/**
 * ln(max(count − own, 0) + α), of which ln(count + α) is known: where the own part is small, by the series of
 * ln(1 − t), which costs a fraction of a logarithm.
 *
 * @param logOfAll ln(count + α)
 * @param own what is taken off, 0 or above
 */
export function logWithout(count: number, logOfAll: number, own: number, alpha: number): number {
  const t = own / (count + alpha);
  if (t < SMALL) return logOfAll - t * (1 + t * (1 / 2 + t * (1 / 3 + t * (1 / 4 + t * (1 / 5)))));
  return Math.log(Math.max(count - own, 0) + alpha);
}
