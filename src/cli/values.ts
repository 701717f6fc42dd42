/** Reads the values of options; what is wrong with one is said in commander's own words around it. */
import { InvalidArgumentError } from 'commander';
import { FORMATS, type Format } from '../report/formats.js';
import { KINDS, type Kind } from '../report/kinds.js';

/** A format, and the file that it goes to where one is named. */
export interface FormatChoice {
  readonly format: Format;
  readonly file: string | undefined;
}

/** A whole number, at least `least`. */
export function wholeNumber(least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number < least) {
      throw new InvalidArgumentError(`Give a whole number, ${least} or more.`);
    }
    return number;
  };
}

/** A number greater than 0. */
export function positiveNumber(value: string): number {
  const number = decimal(value);
  if (!(number > 0)) throw new InvalidArgumentError('Give a number greater than 0, such as 0.1 or 1.');
  return number;
}

const UNITS = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

/** An amount of memory, in bytes. */
export function memorySize(value: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([KMGT]?)(?:i?B)?$/i.exec(value.trim()) ?? [];
  const bytes = Number(number) * UNITS[unit.toUpperCase() as keyof typeof UNITS];
  if (!(bytes >= 1)) throw new InvalidArgumentError('Give an amount of memory, such as 800M or 2G.');
  return bytes;
}

/** A number from 0 to 1. */
export function share(value: string): number {
  const number = decimal(value);
  if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError('Give a number from 0 to 1.');
  return number;
}

/** A percentage, with or without the sign. */
export function percent(value: string): number {
  const number = decimal(value.replace(/\s*%$/, ''));
  if (!(number >= 0 && number <= 100)) throw new InvalidArgumentError('Give a percentage from 0 to 100.');
  return number;
}

/** A number of folds, or "loo". */
export function folds(value: string): number | 'loo' {
  if (value === 'loo') return value;
  if (!/^\d+$/.test(value) || Number(value) < 2) {
    throw new InvalidArgumentError(
      'Give a whole number of folds, 2 or more, or loo to leave out one row at a time.',
    );
  }
  return Number(value);
}

/** One count for every class, or a list with one for each. */
export function countPerClass(value: string): number | number[] {
  const counts = value.split(',').map((count) => count.trim());
  if (!counts.every((count) => /^\d+$/.test(count))) {
    throw new InvalidArgumentError('Give a whole number of rows, or one for each class, such as 5,0,2,7.');
  }
  return counts.length === 1 ? Number(counts[0]) : counts.map(Number);
}

/** Collects the values of an option that may be given more than once. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Formats, each a name or `name=file`; the option may be given more than once. */
export function formatChoices(value: string, before: readonly FormatChoice[] = []): FormatChoice[] {
  const [, name = value, file] = /^([^=]*)=(.+)$/s.exec(value) ?? [];
  const format = FORMATS.find((known) => known === name);
  if (format === undefined) {
    throw new InvalidArgumentError(`Allowed choices are ${FORMATS.join(', ')}, each also with =<file>.`);
  }
  return [...before, { format, file }];
}

/** Kinds of findings, separated by commas; the option may be given more than once. */
export function kindList(value: string, before: readonly Kind[] = []): Kind[] {
  const kinds = value.split(',').map((name) => {
    const kind = KINDS.find((known) => known === name.trim());
    if (kind === undefined) throw new InvalidArgumentError(`Allowed choices are ${KINDS.join(', ')}.`);
    return kind;
  });
  return [...new Set([...before, ...kinds])];
}

function decimal(value: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : Number.NaN;
}

/** One character, or the word tab. */
export function delimiter(value: string): string {
  const character = value === 'tab' || value === '\\t' ? '\t' : value;
  if (character.length !== 1 || /["\r\n]/.test(character)) {
    throw new InvalidArgumentError('Give one character, such as ; or |, or the word tab.');
  }
  return character;
}
