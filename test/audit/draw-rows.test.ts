import { expect, it } from 'vitest';
import { drawRows, nameDraw } from '../../src/audit/draw-rows.js';
import type { RankLayer } from '../../src/audit/layers.js';

const keys = Array.from({ length: 1000 }, (_, row) => `row ${row}`);
const layers: RankLayer[] = [
  { flagged: true, rows: Uint32Array.from({ length: 40 }, (_, i) => i), expected: 0.7, weight: 18 },
  { flagged: false, rows: Uint32Array.from({ length: 960 }, (_, i) => 40 + i), expected: 0.02, weight: 130 },
];

it('draws the same rows each time, others with another seed, and more of the same for a larger sample', () => {
  const drawn = drawRows(layers, 60, keys, 0);
  expect(drawRows(layers, 60, keys, 0)).toEqual(drawn);
  const other = new Set(drawRows(layers, 60, keys, 1).map(({ row }) => row));
  expect(drawn.filter(({ row }) => other.has(row)).length).toBeLessThan(30);
  const larger = new Set(drawRows(layers, 90, keys, 0).map(({ row }) => row));
  for (const { row } of drawn) expect(larger.has(row)).toBe(true);
  expect(nameDraw(layers, keys, 0)).not.toBe(nameDraw(layers, keys, 1));
});

it('does not depend on the order of the file', () => {
  const backwards = [...keys].reverse();
  const moved = layers.map((layer) => ({ ...layer, rows: layer.rows.map((row) => 999 - row) }));
  const contentOf = (of: readonly string[], from: readonly RankLayer[]) =>
    drawRows(from, 60, of, 0).map(({ row }) => of[row]);
  expect(contentOf(backwards, moved)).toEqual(contentOf(keys, layers));
  expect(nameDraw(moved, backwards, 0)).toBe(nameDraw(layers, keys, 0));
});

it('shows rows in an order that does not tell the layer', () => {
  const means = [0, 1].map((layer) => {
    const turns = Array.from({ length: 40 }, (_, seed) => drawRows(layers, 60, keys, seed)).flatMap((drawn) =>
      drawn.flatMap((row, turn) => (row.layer === layer ? [turn] : [])),
    );
    return turns.reduce((sum, turn) => sum + turn, 0) / turns.length;
  });
  expect(Math.abs(means[0]! - means[1]!)).toBeLessThan(4);
});
