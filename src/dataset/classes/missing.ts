/** Labels that count as missing: those that the user names, and texts that usually mean that a value is missing. */

import { counted, shown } from '../../errors/wording.js';
import type { LeftOutRows } from '../../types.js';
import { leaveOutUnknown } from './errors.js';
import { cleanLabel, type KnownLabel, plainNumber } from './labels.js';

/** What the user says about labels whose rows are not to be judged. */
export interface MissingOptions {
  /** Labels that mean that there is none, such as NA. */
  readonly missing?: readonly string[] | undefined;
  /** Labels whose rows are left out, such as "unknown"; each has to occur. */
  readonly leaveOut?: readonly string[] | undefined;
}

/** What R, pandas, spreadsheets and data bases write in place of a missing value. */
const MARKERS = new Set([
  'NA',
  'NaN',
  'nan',
  'NULL',
  'null',
  'Null',
  'None',
  '\\N',
  '<NA>',
  'N/A',
  'n/a',
  '#N/A',
  '#NA',
  'NaT',
]);

/** Decides which labels count as missing. */
export class MissingLabels {
  readonly #missing: ReadonlySet<string>;
  readonly #leaveOut: ReadonlySet<string>;
  readonly #found = new Set<string>();

  constructor({ missing = [], leaveOut = [] }: MissingOptions) {
    this.#missing = new Set(missing.map(asKey));
    this.#leaveOut = new Set(leaveOut.map(asKey));
  }

  /**
   * Why the rows of a label are left out; undefined where they are not.
   *
   * @param name cleaned
   */
  reason(name: string): LeftOutRows['reason'] | undefined {
    if (name === '') return 'blank label';
    const key = plainNumber(name);
    if (this.#leaveOut.has(key)) {
      this.#found.add(key);
      return 'label of --leave-out';
    }
    return this.#missing.has(key) ? 'missing label' : undefined;
  }

  /**
   * @param known the labels that are not left out
   * @throws UserError if no row has a label that is to be left out
   */
  requireFound(known: readonly KnownLabel[]): void {
    const lost = [...this.#leaveOut].find((label) => !this.#found.has(label));
    if (lost === undefined) return;
    throw leaveOutUnknown(
      lost,
      known.map(({ name }) => name),
    );
  }
}

function asKey(label: string): string {
  return plainNumber(cleanLabel(label));
}

/**
 * Says which labels look as if they meant that there is none.
 *
 * @param named the class names that the user gives: these are meant
 * @returns one line for people, or none
 */
export function describeMarkers(known: readonly KnownLabel[], named: readonly string[] = []): string[] {
  const markers = known.filter(({ name }) => MARKERS.has(name) && !named.includes(name));
  if (markers.length === 0 || known.length === 1) return [];
  const all = markers.map(({ name, rows }) => `${shown(name)} (${counted(rows, 'row')})`).join(' and ');
  const list = markers.map(({ name }) => (/^[\w/]+$/.test(name) ? name : `'${name}'`)).join(',');
  return [`${all} may mean that the label is missing: --missing ${list} leaves such rows out`];
}
