import type { Judgement } from '../types.js';

/**
 * An order of the classes that does not depend on their names: that of their first appearance. What is computed in it
 * is the same to the last bit whatever the classes are called.
 */
export interface ClassOrder {
  /** Place of each class; length K. */
  readonly placeOf: Uint32Array;
  /** Class at each place; length K. */
  readonly classAt: Uint32Array;
}

/**
 * Orders classes by their first appearance in some labels; those that never appear come last, in their own order.
 *
 * @example
 * orderOfAppearance([Uint32Array.of(2, 2, 0)], 3).classAt // Uint32Array [2, 0, 1]
 */
export function orderOfAppearance(labels: readonly Uint32Array[], classCount: number): ClassOrder {
  const seen = new Set<number>();
  for (const some of labels) {
    for (let row = 0; row < some.length && seen.size < classCount; row++) seen.add(some[row]!);
  }
  for (let k = 0; k < classCount; k++) seen.add(k);
  const classAt = Uint32Array.from(seen);
  const placeOf = new Uint32Array(classCount);
  for (const [place, k] of classAt.entries()) placeOf[k] = place;
  return { placeOf, classAt };
}

/** Labels as places in the order. */
export function toPlaces(labels: Uint32Array, { placeOf }: ClassOrder): Uint32Array {
  return labels.map((label) => placeOf[label]!);
}

/** A judgement of places as one of classes. */
export function judgementOfClasses(judgement: Judgement, order: ClassOrder): Judgement {
  const { classCount: K, values } = judgement.probabilities;
  return {
    ...judgement,
    probabilities: { classCount: K, values: columnsOfClasses(values, order) },
    suggested: judgement.suggested.map((place) => order.classAt[place]!),
  };
}

/** A matrix whose rows and columns are places as one of classes; K × K. */
export function matrixOfClasses(matrix: Float64Array, { placeOf }: ClassOrder): Float64Array {
  const K = placeOf.length;
  return matrix.map((_, at) => matrix[placeOf[Math.floor(at / K)]! * K + placeOf[at % K]!]!);
}

/** Brings the columns of a matrix into the order of the classes, in place: it is the largest thing there is. */
function columnsOfClasses(values: Float64Array, { placeOf }: ClassOrder): Float64Array {
  const K = placeOf.length;
  const row = new Float64Array(K);
  for (let start = 0; start < values.length; start += K) {
    row.set(values.subarray(start, start + K));
    for (let k = 0; k < K; k++) values[start + k] = row[placeOf[k]!]!;
  }
  return values;
}
