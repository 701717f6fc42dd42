/** The columns of a file while it is not clear yet which of them is what. */

import { UserError } from '../../errors/user-error.js';
import { type ColumnShape, looksLikeLabel, looksLikeText, type Shapes } from './column-shape.js';
import * as errors from './errors.js';
import { isTextName, labelColumnsByName, textColumnsByName } from './usual-names.js';

/** The columns of one file while their roles are being found. */
export class Columns {
  readonly #file: string;
  readonly #first: readonly string[];
  readonly #names: readonly string[] | undefined;
  readonly #shapes: Shapes;

  constructor(file: string, first: readonly string[], header: boolean, shapes: Shapes) {
    this.#file = file;
    this.#first = first;
    this.#names = header ? first : undefined;
    this.#shapes = shapes;
  }

  /** The column that the user means by a value of an option. */
  resolve(value: string, option: string): number {
    const found = this.#named(value);
    if (found.length > 1) throw errors.columnNamedTwice(this.#file, option, value, found);
    if (found.length === 1) return found[0]!;
    if (!isNumeral(value) && this.#names === undefined) {
      throw errors.columnNameWithoutHeader(this.#file, option, value);
    }
    const number = Number(value);
    if (isNumeral(value) && number >= 1 && number <= this.#first.length) return number - 1;
    throw errors.columnUnknown(this.#file, option, value, this.#first);
  }

  has(value: string): boolean {
    const number = isNumeral(value) ? Number(value) : 0;
    return this.#named(value).length === 1 || (number >= 1 && number <= this.#first.length);
  }

  #named(value: string): number[] {
    return (this.#names ?? []).flatMap((name, column) => (nameKey(name) === nameKey(value) ? [column] : []));
  }

  /** Finds the roles that the user has not given. */
  complete(
    text: readonly number[] | undefined,
    label: number | undefined,
    textOptional: boolean,
  ): { readonly text: readonly number[]; readonly label: number } {
    const repeated = text?.find((column, at) => text.indexOf(column) !== at);
    if (repeated !== undefined) throw errors.columnTwice(this.#file, repeated, this.#first);
    const labelColumn = label ?? this.#findLabel(text ?? []);
    if (text?.includes(labelColumn)) throw errors.labelIsText(this.#file, labelColumn, this.#first);
    const found = text ?? this.#findText(labelColumn);
    if (found instanceof UserError && !textOptional) throw found;
    return { text: found instanceof UserError ? [] : found, label: labelColumn };
  }

  #findLabel(text: readonly number[]): number {
    const names = this.#names ?? [];
    const free = (column: number) => !text.includes(column);
    const named = labelColumnsByName(names).filter(free);
    const mayBeLabel = (column: number) => free(column) && !isTextName(names[column] ?? '');
    if (this.#first.length === 1) return 0;
    const likely = named.length > 0 ? named : this.#shaped(looksLikeLabel).filter(mayBeLabel);
    if (likely.length !== 1) throw errors.labelUnclear(this.#file, likely, this.#first);
    return likely[0]!;
  }

  /** The text columns, or why they are not clear. */
  #findText(label: number): readonly number[] | UserError {
    const names = this.#names?.map((name, column) => (column === label ? '' : name)) ?? [];
    const named = textColumnsByName(names);
    if ('unclear' in named) return errors.textUnclear(this.#file, named.unclear, this.#first);
    if (named.columns.length > 0) return named.columns;
    const shaped = this.#shaped(looksLikeText).filter((column) => column !== label);
    if (shaped.length === 1) return shaped;
    // Files without header, as ag_news, Yelp or DBpedia ship them: the label and texts, nothing else.
    const onlyTexts = shaped.length === this.#first.length - 1;
    if (this.#names === undefined && onlyTexts) return shaped;
    const left = this.#first.length === 2 ? 1 - label : -1;
    if (left >= 0 && this.#shapes(left).hasLetters) return [left];
    return errors.textUnclear(this.#file, shaped, this.#first);
  }

  #shaped(looksRight: (shape: ColumnShape) => boolean): number[] {
    return [...this.#first.keys()].filter((column) => looksRight(this.#shapes(column)));
  }
}

/** Whether a column is meant by its number. */
export function isNumeral(value: string): boolean {
  return /^\d+$/.test(value.trim());
}

function nameKey(name: string): string {
  return name.trim().toLowerCase();
}
