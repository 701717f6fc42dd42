/** Draws the rows of an audit: which rows of each layer are read, and in which order. */
import { hash } from 'node:crypto';
import { allocateRows, type RankLayer } from './layers.js';

/** A row that is to be read. */
export interface DrawnRow {
  readonly row: number;
  /** Number of its layer. */
  readonly layer: number;
}

/**
 * Draws rows of each layer at random: those that come first in an order by a hash of seed and content. So the draw
 * depends on the data and the seed only, not on the order of the file, and a larger sample contains the smaller one, as
 * far as its layers read no fewer rows.
 *
 * @param layers of all rows that may be drawn
 * @param rows to draw in all
 * @param keys identifies the content of each row; rows with the same key are told apart by their order
 * @param seed for another draw of the same data
 * @returns the rows in an order that says nothing about their layer
 *
 * @example
 * drawRows(divideByRank(ranked, judgement, labels), 100, fingerprints, 0).length // 100
 */
export function drawRows(
  layers: readonly RankLayer[],
  rows: number,
  keys: readonly string[],
  seed: number,
): DrawnRow[] {
  const places = placesOf(keys, seed);
  const drawn = allocateRows(layers, rows).flatMap((count, layer) =>
    inOrder(layers[layer]!.rows, ({ lot }) => lot)
      .slice(0, count)
      .map((row) => ({ row, layer })),
  );
  const layerOf = new Map(drawn.map(({ row, layer }) => [row, layer]));
  // Not by lot: of small layers rows with higher lots are drawn, so that the order would tell them.
  return inOrder(layerOf.keys(), ({ turn }) => turn).map((row) => ({ row, layer: layerOf.get(row)! }));

  function inOrder(some: Iterable<number>, keyOf: (place: Place) => string): number[] {
    const key = (row: number) => keyOf(places[row]!);
    return [...some].sort((a, b) => (key(a) < key(b) ? -1 : key(a) === key(b) ? a - b : 1));
  }
}

/** Two random keys of a row: whether it is drawn, and when it is read. */
interface Place {
  readonly lot: string;
  readonly turn: string;
}

/** Keys for each row by seed and content; copies of a row get keys of their own. */
function placesOf(keys: readonly string[], seed: number): Place[] {
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const copy = seen.get(key) ?? 0;
    seen.set(key, copy + 1);
    const hex = hash('sha256', `${seed} ${copy} ${key}`, 'hex');
    return { lot: hex.slice(0, 16), turn: hex.slice(16, 32) };
  });
}

/** Identifies a draw: 16 hex digits, by its layers, the content of its rows, and its seed. */
export function nameDraw(layers: readonly RankLayer[], keys: readonly string[], seed: number): string {
  const content = layers.map(({ flagged, rows }) => [flagged, Array.from(rows, (row) => keys[row]!).sort()]);
  return hash('sha256', JSON.stringify([seed, content]), 'hex').slice(0, 16);
}
