/** The way back from classes to labels: how the file at hand writes a class. */

import type { Classes } from './classes.js';
import { cleanLabel, type LabelNumbers, plainNumber } from './labels.js';

const WHOLE_NUMBER = /^\d+$/;

/** What `Dataset` promises of the same names. */
export interface WrittenLabels {
  classOf(label: string): number | undefined;
  writeLabel(label: string, k: number): string;
}

/** Names and ways of writing of classes that were found over all labels of a data set. */
export function writtenLabels(classes: Classes, labels: LabelNumbers): WrittenLabels {
  const { names, ofLabel, base } = classes;
  const isIndex = (label: string) => base !== undefined && WHOLE_NUMBER.test(plainNumber(label));
  const nameOf = new Map(names.map((name, k) => [plainNumber(name), k]));

  /** As it is first in the file (an index may have leading zeros), else the plain way. */
  const write = (k: number, asIndex: boolean): string =>
    labels.known.find(({ name }, number) => ofLabel[number] === k && isIndex(name) === asIndex)?.name ??
    (asIndex ? String(k + base!) : names[k]!);

  return {
    classOf: (label) =>
      nameOf.get(plainNumber(cleanLabel(label))) ?? ofLabel[labels.get(cleanLabel(label)) ?? -1],
    writeLabel: (label, k) => {
      const trimmed = label.trim();
      return label.replace(trimmed, () => inFormOf(trimmed, write(k, isIndex(trimmed))));
    },
  };
}

/** A whole number with the decimals that another label has: a float stays one. */
function inFormOf(old: string, label: string): string {
  const plain = plainNumber(label);
  if (!/^-?\d+$/.test(plain)) return label;
  if (/^-?\d+$/.test(old)) return plain;
  return plainNumber(old) === old ? label : plain + old.slice(old.indexOf('.'));
}
