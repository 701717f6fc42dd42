/** Lines of the decisions file that are draws of an audit. */
import { expect, test } from 'vitest';
import { parseDraw } from '../../src/corrections/draw.js';

const line = (layer: object) => ({
  what: 'draw',
  draw: '0123456789abcdef',
  seed: 0,
  time: '2026-12-01T00:00:00.000Z',
  sample: [['fedcba9876543210', 0]],
  layers: [{ flagged: true, size: 3, expected: 0.5, ...layer }],
});

test('a draw says how many rows of a layer have each label; one without that is read, too', () => {
  expect(parseDraw(line({}))).toMatchObject({ what: 'draw' });
  const labels = JSON.parse('{"__proto__":2,"constructor":1}');
  expect(parseDraw(line({ labels }))).toMatchObject({ layers: [{ labels }] });
});

test.each([[null], [3], [{ a: 0 }], [{ a: -1 }], [{ a: 'x' }]])('labels %j are refused', (labels) => {
  expect(parseDraw(line({ labels }))).toContain('"layers" must be');
});
