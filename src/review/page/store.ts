/** What the page knows. Views read it, and are drawn again after each change. */
import type { CandidateDetail, Changes, ReviewState, State } from '../wire.js';
import * as api from './api.js';
import {
  type Columns,
  type Filter,
  NO_FILTER,
  nextOpen,
  placesInView,
  type Sort,
  type Tally,
  tallyOf,
} from './columns.js';

/** Whether decisions can be saved now; `lost` is for good: the server does not know this page. */
export type Connection = 'live' | 'gone' | 'lost' | 'finished';

export type DialogName = 'keys' | 'bulk' | 'class';

/** Something that has gone wrong, for people. */
export interface Trouble {
  readonly what: string;
  readonly fix: string;
  /** The candidate whose decision was taken back for it. */
  readonly row?: number | undefined;
}

/** Snippets that are asked for at once. */
const SNIPPETS_AT_ONCE = 100;
/** Candidates whose details are kept. */
const DETAILS_KEPT = 200;

export class Store {
  about: ReviewState;
  columns: Columns & { state: State[] };
  filter: Filter = NO_FILTER;
  sort: Sort = 'rank';
  /** Places in view, in order, and the position there of the candidate that is shown; −1 where none is. */
  view: number[] = [];
  at = -1;
  tally: Tally;
  connection: Connection = 'live';
  /** Decisions that are on their way to the disk. */
  saving = 0;
  isRanking = false;
  trouble: Trouble | null = null;
  /** What was done last, which is also read aloud. */
  said = '';
  dialog: DialogName | null = null;
  /** Whether keys alone do something; some people speak to their machine, or use its keys otherwise. */
  hasKeys = localStorage.getItem('keys') !== 'off';
  /** When decisions of this page were saved, in milliseconds. */
  readonly savedAt: number[] = [];
  readonly #places = new Map<number, number>();
  readonly #details = new Map<number, CandidateDetail>();
  readonly #snippets = new Map<number, string>();
  readonly #asked = new Set<number>();
  readonly #changed: () => void;

  /** @param changed draws the page anew */
  constructor(about: ReviewState, changed: () => void) {
    this.#changed = changed;
    this.about = about;
    this.columns = { ...about.candidates, state: [...about.candidates.state] };
    this.tally = tallyOf(this.columns, about.classes.length);
    this.take(about);
    this.show(Number(sessionStorage.getItem('row') ?? Number.NaN));
    if (this.at === -1 || this.columns.state[this.view[this.at]!] !== 0) this.goToOpen(-1);
  }

  /** Takes all that the server knows, in place of what was known. */
  take(about: ReviewState): void {
    const row = this.row;
    if (about.ranking !== this.about.ranking) this.#details.clear();
    this.about = about;
    this.columns = { ...about.candidates, state: [...about.candidates.state] };
    this.#places.clear();
    for (const [place, each] of about.candidates.row.entries()) this.#places.set(each, place);
    this.refresh();
    this.show(row ?? Number.NaN);
  }

  /**
   * Takes what a step has changed.
   *
   * @returns false if steps before it were missed, so that all must be taken anew
   */
  takeChanges({ changes, step, likelyLeft }: Changes): boolean {
    // An answer may come after the news of a later step.
    if (step < this.about.step) return true;
    const isNext = step <= this.about.step + 1;
    this.about = { ...this.about, step, likelyLeft };
    for (const [row, state] of changes) this.setState(row, state);
    this.refresh();
    return isNext;
  }

  setState(row: number, state: State): void {
    const place = this.#places.get(row);
    if (place !== undefined) this.columns.state[place] = state;
  }

  stateOf(row: number): State {
    return this.columns.state[this.#places.get(row)!]!;
  }

  /** Counts anew and brings the view up to date; the same candidate stays in view, or the one in its place. */
  refresh(): void {
    const place = this.place;
    this.tally = tallyOf(this.columns, this.about.classes.length);
    this.view = placesInView(this.columns, this.filter, this.sort);
    const at = place === undefined ? -1 : this.view.indexOf(place);
    this.at = at === -1 ? Math.min(Math.max(this.at, 0), this.view.length - 1) : at;
    this.changed();
  }

  /** The place in rank order of the candidate that is shown. */
  get place(): number | undefined {
    return this.view[this.at];
  }

  get row(): number | undefined {
    return this.place === undefined ? undefined : this.columns.row[this.place];
  }

  className(k: number): string {
    return this.about.classes[k] ?? '';
  }

  setFilter(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    this.refresh();
    if (this.at === -1 && this.view.length > 0) this.goTo(0);
  }

  goTo(at: number): void {
    this.at = Math.min(Math.max(at, 0), this.view.length - 1);
    if (this.row !== undefined) sessionStorage.setItem('row', String(this.row));
    this.changed();
  }

  /** Shows a row, if it is in view. */
  show(row: number): void {
    const place = this.#places.get(row);
    const at = place === undefined ? -1 : this.view.indexOf(place);
    if (at !== -1) this.goTo(at);
  }

  /** Goes to the next open candidate of the view, or stays where none is. */
  goToOpen(after: number): void {
    const at = nextOpen(this.columns, this.view, after);
    if (at !== undefined) this.goTo(at);
  }

  say(said: string): void {
    this.said = said;
    this.changed();
  }

  changed(): void {
    this.#changed();
  }

  /** What is known of a candidate; it is asked for where nothing is known yet. */
  detail(row: number): CandidateDetail | undefined {
    const known = this.#details.get(row);
    if (known === undefined && !this.#asked.has(row) && this.connection === 'live')
      void this.fetchDetail(row);
    return known;
  }

  async fetchDetail(row: number, whole = false): Promise<void> {
    const { ranking } = this.about;
    this.#asked.add(row);
    const detail = await api.fetchDetail(row, whole).catch(() => undefined);
    this.#asked.delete(row);
    if (detail === undefined || ranking !== this.about.ranking) return;
    this.#details.delete(row);
    this.#details.set(row, detail);
    const [oldest] = this.#details.keys();
    if (this.#details.size > DETAILS_KEPT) this.#details.delete(oldest!);
    this.changed();
  }

  snippet(row: number): string | undefined {
    return this.#snippets.get(row);
  }

  /** Asks for the beginnings of texts that are not known yet. */
  async wantSnippets(rows: readonly number[]): Promise<void> {
    const unknown = rows.filter((row) => !this.#snippets.has(row)).slice(0, SNIPPETS_AT_ONCE);
    if (unknown.length === 0 || this.connection !== 'live') return;
    for (const row of unknown) this.#snippets.set(row, '…');
    const found = await api.fetchSnippets(unknown).catch(() => undefined);
    for (const [at, row] of unknown.entries()) {
      if (found === undefined) this.#snippets.delete(row);
      else this.#snippets.set(row, found.text[at]!);
    }
    if (found !== undefined) this.changed();
  }
}
