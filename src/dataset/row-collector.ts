/** Rows as they are read: what is kept of each, and which are left out. */

import { counted } from '../errors/wording.js';
import type { LeftOutRows, Places } from '../types.js';
import { type Growing, growingFloat64, growingUint32 } from './bytes/bytes.js';
import type { LabelNumbers } from './classes/labels.js';
import { cleanLabel, LabelCheck } from './classes/labels.js';
import type { MissingLabels } from './classes/missing.js';
import * as errors from './errors.js';
import type { DataRecord } from './record.js';

const FIRST_LINES = 5;
const REASONS = ['blank text', 'blank label', 'missing label', 'label of --leave-out'] as const;
const MOST_UINT32 = 2 ** 32;

/** What a collector hands on, and to whom. */
export interface Receivers {
  /** Gets the joined text of each row that is kept, in row order. */
  readonly onText: (text: string) => void;
  readonly labels: LabelNumbers;
  readonly missing: MissingLabels;
  /** A label that counts as missing. */
  readonly unlabelled: string | null;
  /** Whether rows without a text are kept. */
  readonly keepsBlank: boolean;
  /** No place of a row is above this one. */
  readonly end: number;
}

/** A label as it is written, and what it means. */
interface WrittenLabel {
  /** Cleaned. */
  readonly name: string;
  /** Why its rows are left out; undefined where they are not. */
  readonly lacking: LeftOutRows['reason'] | undefined;
  readonly isTrimmed: boolean;
  readonly isComposed: boolean;
}

/** Takes records one by one, and leaves out those without text or label. */
export class RowCollector {
  readonly #file: string;
  readonly #textCount: number;
  readonly #to: Receivers;
  readonly #check = new LabelCheck();
  /** The different labels as they are written: each is cleaned once. */
  readonly #written = new Map<string, WrittenLabel>();
  readonly #labelNumbers = growingUint32();
  readonly #indexes = growingUint32();
  readonly #lines = growingUint32();
  readonly #places: Growing<Places>;
  readonly #leftOut = REASONS.map((reason) => ({
    reason,
    count: 0,
    firstLines: [] as number[],
    firstIndexes: [] as number[],
  }));
  #index = 0;
  /** Whether each row so far starts on a line of its own. */
  #haveLines = true;
  #lastLine = 0;
  #trimmed = 0;
  #composed = 0;

  constructor(file: string, textCount: number, to: Receivers) {
    this.#file = file;
    this.#textCount = textCount;
    this.#to = to;
    this.#places = to.end < MOST_UINT32 ? growingUint32() : growingFloat64();
  }

  add({ cells, kinds, line: startsOn, place }: DataRecord): void {
    const index = this.#index++;
    if (startsOn === this.#lastLine) this.#haveLines = false;
    this.#lastLine = startsOn;
    const line = this.#haveLines ? startsOn : 0;
    const text = joinedText(cells, this.#textCount);
    const written = cells[this.#textCount]!;
    const known = this.#written.get(written);
    if (known === undefined || kinds !== undefined) this.#checkRow(written, kinds, index, line);
    const label = known ?? this.#clean(written);
    const lacksText = !this.#to.keepsBlank && isBlank(text);
    const reason = lacksText ? 'blank text' : label.lacking;
    if (reason !== undefined) {
      const lacking = this.#leftOut.find((rows) => rows.reason === reason)!;
      if (lacking.count++ < FIRST_LINES) {
        lacking.firstLines.push(line);
        lacking.firstIndexes.push(index);
      }
      return;
    }
    if (label.isTrimmed) this.#trimmed++;
    if (label.isComposed) this.#composed++;
    this.#labelNumbers.push(this.#to.labels.add(label.name, this.#file, line));
    this.#indexes.push(index);
    this.#lines.push(line);
    this.#places.push(place);
    this.#to.onText(text);
  }

  /** What a label means that was not seen before. */
  #clean(written: string): WrittenLabel {
    const name = cleanLabel(written);
    const label = {
      name,
      lacking: name === this.#to.unlabelled ? 'blank label' : this.#to.missing.reason(name),
      isTrimmed: written.trim() !== written,
      isComposed: written.trim() !== name,
    };
    this.#written.set(written, label);
    return label;
  }

  /** @throws UserError for cells that are no label, or no text */
  #checkRow(written: string, kinds: DataRecord['kinds'], index: number, line: number): void {
    const where = () => (line > 0 ? `${this.#file}:${line}` : `${this.#file}: row ${index} (counted from 0)`);
    this.#check.check(written, kinds?.[this.#textCount], where);
    if (kinds === undefined) return;
    const nested = kinds.slice(0, this.#textCount).find((kind) => kind === 'list' || kind === 'object');
    if (nested !== undefined) throw errors.textIsNested(where(), nested);
  }

  /** What was cleaned, each a line for people. */
  notes(): string[] {
    return [
      ...(this.#trimmed === 0
        ? []
        : [`${counted(this.#trimmed, 'label')} read without the white space around`]),
      ...(this.#composed === 0
        ? []
        : [`${counted(this.#composed, 'label')} read in Unicode's composed form (NFC)`]),
    ];
  }

  finish() {
    if (this.#indexes.length === 0) throw errors.noRowsKept(this.#file, this.#index);
    const haveLines = this.#haveLines;
    const lines = this.#lines.finish();
    return {
      labelNumbers: this.#labelNumbers.finish(),
      indexes: this.#indexes.finish(),
      lines: haveLines ? lines : lines.fill(0),
      places: this.#places.finish(),
      leftOut: this.#leftOut
        .filter(({ count }) => count > 0)
        .map(({ reason, count, firstLines, firstIndexes }) => ({
          ...{ file: this.#file, reason, count },
          firstLines: haveLines ? firstLines : firstIndexes,
          unit: haveLines ? ('line' as const) : ('index' as const),
        })),
    };
  }
}

/** The text of a row: its first cells joined by one space, each as it is written. */
export function joinedText(cells: readonly string[], textCount: number): string {
  return textCount === 1 ? cells[0]! : cells.slice(0, textCount).join(' ');
}

function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  const isInked = first > 0x20 && first < 0x7f; // as nearly every text begins
  return !isInked && !/\S/.test(text);
}
