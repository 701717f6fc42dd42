/** The candidates as columns, and which of them are in view. Does not use the DOM. */
import type { ReviewState, State } from '../wire.js';

export const OPEN: State = 0;
export const KEPT: State = 1;
export const DELETED: State = 2;
export const SKIPPED: State = 3;
export const RELABELLED: State = 4;

export type Sort = 'rank' | 'line' | 'shortest' | 'longest';
export type Which = 'all' | 'open' | 'decided' | 'skipped';

/** The filter of the view. A null field does not restrict it. */
export interface Filter {
  readonly which: Which;
  readonly given: number | null;
  readonly suggested: number | null;
  /** A phrase of the text, and the rows that contain it once they are known. */
  readonly phrase: string;
  readonly found: ReadonlySet<number> | null;
}

export const NO_FILTER: Filter = { which: 'all', given: null, suggested: null, phrase: '', found: null };

/** The candidates, column by column; each is identified by its place in rank order. */
export type Columns = ReviewState['candidates'];

export function isDecided(state: State): boolean {
  return state !== OPEN && state !== SKIPPED;
}

/** The places in view, in the given order; ties in rank order. */
export function placesInView(columns: Columns, filter: Filter, sort: Sort): number[] {
  const places: number[] = [];
  for (let place = 0; place < columns.row.length; place++) {
    if (isInView(columns, filter, place)) places.push(place);
  }
  const { line, index, length } = columns;
  // Formats without lines have line 0 everywhere.
  if (sort === 'line') places.sort((a, b) => line[a]! - line[b]! || index[a]! - index[b]!);
  if (sort === 'shortest') places.sort((a, b) => length[a]! - length[b]!);
  if (sort === 'longest') places.sort((a, b) => length[b]! - length[a]!);
  return places;
}

function isInView(columns: Columns, { which, given, suggested, found }: Filter, place: number): boolean {
  const state = columns.state[place]!;
  if (which === 'open' && state !== OPEN) return false;
  if (which === 'skipped' && state !== SKIPPED) return false;
  if (which === 'decided' && !isDecided(state)) return false;
  if (given !== null && columns.given[place] !== given) return false;
  if (suggested !== null && columns.suggested[place] !== suggested) return false;
  return found === null || found.has(columns.row[place]!);
}

/** Progress of a review. */
export interface Tally {
  readonly all: number;
  readonly open: number;
  readonly decided: number;
  readonly skipped: number;
  /** Candidates by given and suggested class at `given * K + suggested`, and those of them that are open. */
  readonly pairs: Uint32Array;
  readonly openPairs: Uint32Array;
}

export function tallyOf({ given, suggested, state }: Columns, classCount: number): Tally {
  const pairs = new Uint32Array(classCount * classCount);
  const openPairs = new Uint32Array(classCount * classCount);
  let [open, skipped] = [0, 0];
  for (let place = 0; place < state.length; place++) {
    const pair = given[place]! * classCount + suggested[place]!;
    pairs[pair]!++;
    if (state[place] === SKIPPED) skipped++;
    if (state[place] !== OPEN) continue;
    open++;
    openPairs[pair]!++;
  }
  return { all: state.length, open, skipped, decided: state.length - open - skipped, pairs, openPairs };
}

/**
 * The next open candidate of a view: the first one after a position, or the first of all.
 *
 * @param after position in the view
 * @returns its position in the view; undefined where none is open
 */
export function nextOpen({ state }: Columns, view: readonly number[], after: number): number | undefined {
  for (let step = 1; step <= view.length; step++) {
    const at = (((after + step) % view.length) + view.length) % view.length;
    if (state[view[at]!] === OPEN) return at;
  }
  return undefined;
}

/** Places of the open candidates of a view below a quality that an action would change. */
export function bulkPlaces(
  { state, quality, given, suggested }: Columns,
  view: readonly number[],
  { action, below }: { readonly action: 'accept' | 'keep'; readonly below: number },
): number[] {
  return view.filter(
    (place) =>
      !isDecided(state[place]!) &&
      quality[place]! < below &&
      (action === 'keep' || given[place] !== suggested[place]),
  );
}

/**
 * The label quality that was typed, with a decimal point or comma.
 *
 * @returns NaN for anything but a number from 0 to 1
 */
export function thresholdOf(typed: string): number {
  const number = typed.trim().replace(',', '.');
  const value = /^(\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : Number.NaN;
  return value <= 1 ? value : Number.NaN;
}
