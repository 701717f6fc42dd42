/** The types of option values: how they are parsed from the command line and from a configuration file. */
import { InvalidArgumentError } from 'commander';
import type { GenericSchema } from 'valibot';
import { FORMATS, type Format } from '../../report/formats.js';
import { KINDS, type Kind } from '../../report/kinds.js';
import type { Valibot, ValueType } from './option.js';

const GIVE_TEXT = 'Give a text.';

/** A switch: on if given. */
export const given: ValueType<true> = { schema: (v) => v.boolean('Give true or false.') };

/** A switch with an opposite, `--no-…`. */
export const yesOrNo: ValueType<boolean> = {
  schema: (v) => v.boolean('Give true or false.'),
};

/** The opposite of another switch; its value is that of the other one. */
export const opposite: ValueType<never> = {};

/** Any text. */
export const text: ValueType<string> = { parse: (value) => value, schema: (v) => v.string(GIVE_TEXT) };

/** A text, or false where `--no-…` is given. */
export const textOrNo: ValueType<string | false> = { parse: (value) => value };

/** A text; the option may be repeated. */
export const texts: ValueType<string[]> = {
  parse: (value, before = []) => [...before, value],
};

/** Texts between commas; the option may be repeated. */
export const list: ValueType<string[]> = {
  parse: (value, before = []) => [...before, ...value.split(',').map((item) => item.trim())],
  schema: (v) =>
    v.union([v.string(GIVE_TEXT), v.array(v.string(GIVE_TEXT))], 'Give a text, or a list of texts.'),
  fromConfig: (value) => (Array.isArray(value) ? value : [value as string]),
};

/** A column; the option may be repeated. */
export const columns: ValueType<string[]> = {
  ...texts,
  schema: (v) =>
    v.union([v.string(GIVE_TEXT), v.array(v.string(GIVE_TEXT))], 'Give a column, or a list of columns.'),
  fromConfig: (value) => (Array.isArray(value) ? value : [value as string]),
};

/** A file with class names, or the names themselves. */
export const classNames: ValueType<string | readonly string[]> = {
  parse: (value) => value,
  schema: (v) =>
    v.union([v.string(GIVE_TEXT), v.array(v.string(GIVE_TEXT))], 'Give a file, or a list of names.'),
};

/** First class index. */
export const classBase: ValueType<0 | 1> = {
  parse: (value) => Number(oneOf(['0', '1']).parse!(value, undefined)) as 0 | 1,
  choices: ['0', '1'],
  schema: (v) => v.picklist([0, 1], 'Give 0 or 1.'),
};

/** One of a few names. */
export function oneOf<const Names extends readonly string[]>(names: Names): ValueType<Names[number]> {
  return {
    parse: (value) => {
      if (!names.includes(value)) throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}.`);
      return value;
    },
    choices: names,
    schema: (v) => v.picklist(names, `Give one of ${names.join(', ')}.`),
  };
}

/** A whole number, at least `least`. */
export function wholeNumber(least: number): ValueType<number> {
  const message = `Give a whole number, ${least} or more.`;
  return {
    parse: (value) => {
      const number = Number(value);
      if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number < least) {
        throw new InvalidArgumentError(message);
      }
      return number;
    },
    schema: (v) => count(v, least),
  };
}

function count(v: Valibot, least: number): GenericSchema {
  const message = `Give a whole number, ${least} or more.`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message));
}

/** Numbers of rows, each once; the option may be repeated. */
export function rowNumbers(least: number): ValueType<number[]> {
  const one = wholeNumber(least);
  return {
    parse: (value, before = []) => {
      const number = one.parse!(value, undefined);
      if (before.includes(number)) throw new InvalidArgumentError('This row is named already.');
      return [...before, number];
    },
  };
}

const LAST_PORT = 65_535;

/** A TCP port; 0 is any free one. */
export const port: ValueType<number> = {
  parse: (value) => {
    const number = wholeNumber(0).parse!(value, undefined);
    if (number > LAST_PORT) throw new InvalidArgumentError(`Give a number from 0 to ${LAST_PORT}.`);
    return number;
  },
};

/** A number greater than 0. */
export const positiveNumber: ValueType<number> = {
  parse: (value) => {
    const number = decimal(value);
    if (!(number > 0)) throw new InvalidArgumentError('Give a number greater than 0, such as 0.1 or 1.');
    return number;
  },
  schema: (v) =>
    v.pipe(v.number('Give a number greater than 0.'), v.gtValue(0, 'Give a number greater than 0.')),
};

const UNITS = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

/** An amount of memory, in bytes. */
export const memorySize: ValueType<number> = {
  parse: (value) => {
    const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([KMGT]?)(?:i?B)?$/i.exec(value.trim()) ?? [];
    const bytes = Number(number) * UNITS[unit.toUpperCase() as keyof typeof UNITS];
    if (!(bytes >= 1)) throw new InvalidArgumentError('Give an amount of memory, such as 800M or 2G.');
    return bytes;
  },
};

/** A number from 0 to 1. */
export const share: ValueType<number> = {
  parse: (value) => {
    const number = decimal(value);
    if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError('Give a number from 0 to 1.');
    return number;
  },
  schema: (v) => between(v, 1, 'Give a number from 0 to 1.'),
};

/** A percentage, with or without the sign. */
export const percent: ValueType<number> = {
  parse: (value) => {
    const number = decimal(value.replace(/\s*%$/, ''));
    if (!(number >= 0 && number <= 100)) throw new InvalidArgumentError('Give a percentage from 0 to 100.');
    return number;
  },
  schema: (v) => between(v, 100, 'Give a percentage.'),
};

function between(v: Valibot, most: number, message: string): GenericSchema {
  return v.pipe(v.number(message), v.minValue(0, message), v.maxValue(most, message));
}

/** A number of folds, or `loo`. */
export const folds: ValueType<number | 'loo'> = {
  parse: (value) => {
    if (value === 'loo') return value;
    if (!/^\d+$/.test(value) || Number(value) < 2) {
      throw new InvalidArgumentError(
        'Give a whole number of folds, 2 or more, or loo to leave out one row at a time.',
      );
    }
    return Number(value);
  },
  schema: (v) =>
    v.union([v.literal('loo'), count(v, 2)], 'Give a whole number of folds, 2 or more, or "loo".'),
};

/** One count for every class, or a list with one for each. */
export const countPerClass: ValueType<number | number[]> = {
  parse: (value) => {
    const counts = value.split(',').map((part) => part.trim());
    if (!counts.every((part) => /^\d+$/.test(part))) {
      throw new InvalidArgumentError('Give a whole number of rows, or one for each class, such as 5,0,2,7.');
    }
    return counts.length === 1 ? Number(counts[0]) : counts.map(Number);
  },
  schema: (v) =>
    v.union([count(v, 0), v.array(count(v, 0))], 'Give a whole number of rows, or a list of them.'),
};

/** A format, and its output file where one is named. */
export interface FormatChoice {
  readonly format: Format;
  readonly file: string | undefined;
}

/** Formats, each a name or `name=file`; the option may be repeated. */
export const formatChoices: ValueType<FormatChoice[]> = {
  parse: (value, before = []) => {
    const [, name = value, file] = /^([^=]*)=(.+)$/s.exec(value) ?? [];
    const format = FORMATS.find((known) => known === name);
    if (format === undefined) {
      throw new InvalidArgumentError(`Allowed choices are ${FORMATS.join(', ')}, each also with =<file>.`);
    }
    return [...before, { format, file }];
  },
  choices: FORMATS,
};

/** Kinds of findings, separated by commas; the option may be repeated. */
export const kindList: ValueType<Kind[]> = {
  parse: (value, before = []) => {
    const kinds = value.split(',').map((name) => {
      const kind = KINDS.find((known) => known === name.trim());
      if (kind === undefined) throw new InvalidArgumentError(`Allowed choices are ${KINDS.join(', ')}.`);
      return kind;
    });
    return [...new Set([...before, ...kinds])];
  },
};

function decimal(value: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : Number.NaN;
}

const GIVE_DELIMITER = 'Give one character, such as ; or |, or the word tab.';

/** One character, or the word tab. */
export const delimiter: ValueType<string> = {
  parse: (value) => {
    const character = delimiterOf(value);
    if (character === undefined) throw new InvalidArgumentError(GIVE_DELIMITER);
    return character;
  },
  schema: (v) =>
    v.pipe(
      v.string(GIVE_DELIMITER),
      v.check((value) => delimiterOf(value) !== undefined, GIVE_DELIMITER),
    ),
  fromConfig: (value) => delimiterOf(value as string)!,
};

function delimiterOf(value: string): string | undefined {
  const character = value === 'tab' || value === '\\t' ? '\t' : value;
  return character.length !== 1 || /["\r\n]/.test(character) ? undefined : character;
}
