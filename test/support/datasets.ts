import { delimitedLabelCells } from '../../src/dataset/label-cells.js';
import type { Dataset } from '../../src/types.js';
import { someLayout } from './records.js';

/** A data set in memory. */
export function datasetOf(
  texts: readonly string[],
  labels: ArrayLike<number>,
  classes = ['a', 'b', 'c'],
): Dataset {
  const given = Uint32Array.from(labels);
  return {
    source: 'data.csv',
    parts: [{ file: 'data.csv', firstRow: 0, layout: someLayout() }],
    labels: given,
    classes,
    indexes: Uint32Array.from(texts.keys()),
    lines: Uint32Array.from(texts.keys(), (row) => row + 2),
    places: new Float64Array(texts.length),
    leftOut: [],
    notes: [],
    async *readTexts(rows) {
      for (const row of rows) yield { label: classes[given[row]!]!, text: texts[row]!, id: null };
    },
    async *readCells(rows) {
      for (const row of rows) yield { cells: [texts[row]!, classes[given[row]!]!] };
    },
    classOf: (label) => classes.indexOf(label),
    writeLabel: (_, k) => classes[k]!,
    labelCells: delimitedLabelCells(1),
    plainBytes: null,
  };
}
