/**
 * Lines as fastText reads them for its classifier (version 0.9.2): each word that begins with `__label__`, anywhere in
 * the line, is a label. Only ASCII white space separates words, so that `__label__a,` is a class of its own.
 */

import { labelIsNoWord } from './errors.js';
import type { LineFormat } from './lines.js';

const PREFIX = '__label__';
const BLANKS = ' \\t\\v\\f\\r';
const LABEL = new RegExp(`(?<=^|[${BLANKS}])${PREFIX}[^${BLANKS}]*`, 'g');
const BOUND = new RegExp(`[${BLANKS}\\n]`);

export const fasttext: LineFormat = {
  labelsIn: (line) =>
    Array.from(line.matchAll(LABEL), ({ 0: { length }, index }) => ({ start: index, end: index + length })),
  textOf(line, labels) {
    let [text, at] = ['', 0];
    for (const { start, end } of labels) {
      text += line.slice(at, start);
      at = end;
    }
    return (text + line.slice(at)).trim();
  },
  // The bare prefix is a class too; it and what begins with it keep their whole name, so that no two are the same.
  nameOf(written) {
    const name = written.slice(PREFIX.length);
    return name === '' || name.startsWith(PREFIX) ? written : name;
  },
  write(name) {
    if (BOUND.test(name)) throw labelIsNoWord(name, 'fastText');
    return name.startsWith(PREFIX) ? name : PREFIX + name;
  },
};
