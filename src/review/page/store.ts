/** The page's state. Views read it, and are drawn again after each change. */
import type { CandidateDetail, Changes, ReviewState, SimilarRows, State } from '../wire.js';
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
} from './candidate-columns.js';

/** Whether decisions can be saved; `lost` is permanent: the server rejects this page's token. */
export type Connection = 'live' | 'gone' | 'lost' | 'finished';

export type DialogName = 'keys' | 'bulk' | 'class';

/** A problem, for people. */
export interface Trouble {
  readonly what: string;
  readonly fix: string;
  /** The candidate whose decision was undone because of it. */
  readonly row?: number | undefined;
}

/** Most snippets in one request. */
const SNIPPETS_AT_ONCE = 100;
/** Candidates whose details are kept. */
const DETAILS_KEPT = 200;

export class Store {
  about: ReviewState;
  columns: Columns & { state: State[] };
  filter: Filter = NO_FILTER;
  sort: Sort = 'rank';
  /** Places in view, in order, and the position among them of the current candidate; −1 where there is none. */
  view: number[] = [];
  at = -1;
  tally: Tally;
  connection: Connection = 'live';
  /** Decisions that are being saved. */
  saving = 0;
  isRanking = false;
  trouble: Trouble | null = null;
  /** The last action, for the status bar and for screen readers. */
  said = '';
  dialog: DialogName | null = null;
  /** Whether more than the nearest of the similar rows are shown. */
  hasMoreSimilar = false;
  /** Whether single keys are commands; speech input and other assistive tools conflict with them. */
  hasKeys = localStorage.getItem('keys') !== 'off';
  /** When decisions of this page were saved, in milliseconds. */
  readonly savedAt: number[] = [];
  readonly #places = new Map<number, number>();
  readonly #details = new Map<number, CandidateDetail>();
  readonly #similar = new Map<number, SimilarRows>();
  readonly #snippets = new Map<number, string>();
  readonly #asked = new Set<number>();
  readonly #askedSimilar = new Set<number>();
  readonly #changed: () => void;

  /** @param changed draws the page again */
  constructor(about: ReviewState, changed: () => void) {
    this.#changed = changed;
    this.about = about;
    this.columns = { ...about.candidates, state: [...about.candidates.state] };
    this.tally = tallyOf(this.columns, about.classes.length);
    this.take(about);
    this.show(Number(sessionStorage.getItem('row') ?? Number.NaN));
    if (this.at === -1 || this.columns.state[this.view[this.at]!] !== 0) this.goToOpen(-1);
  }

  /** Replaces the whole state by the server's. */
  take(about: ReviewState): void {
    const row = this.row;
    if (about.ranking !== this.about.ranking) this.#details.clear();
    this.#similar.clear();
    this.about = about;
    this.columns = { ...about.candidates, state: [...about.candidates.state] };
    this.#places.clear();
    for (const [place, each] of about.candidates.row.entries()) this.#places.set(each, place);
    this.refresh();
    this.show(row ?? Number.NaN);
  }

  /**
   * Applies the changes of a step.
   *
   * @returns false if earlier steps were missed, so that everything must be loaded again
   */
  takeChanges({ changes, step, readings }: Changes): boolean {
    // A response may arrive after the event of a later step.
    if (step < this.about.step) return true;
    const isNext = step <= this.about.step + 1;
    this.about = { ...this.about, step, readings };
    this.#similar.clear(); // what was decided is shown there
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

  /** Updates counts and view; the current candidate stays, or else the one at its position. */
  refresh(): void {
    const place = this.place;
    this.tally = tallyOf(this.columns, this.about.classes.length);
    this.view = placesInView(this.columns, this.filter, this.sort);
    const at = place === undefined ? -1 : this.view.indexOf(place);
    this.at = at === -1 ? Math.min(Math.max(this.at, 0), this.view.length - 1) : at;
    this.changed();
  }

  /** The place in rank order of the current candidate. */
  get place(): number | undefined {
    return this.view[this.at];
  }

  get row(): number | undefined {
    return this.place === undefined ? undefined : this.columns.row[this.place];
  }

  className(k: number): string {
    return this.about.classes[k] ?? '';
  }

  /** Filters the view. A candidate that leaves it makes room for the next open one, in the order of the view. */
  setFilter(change: Partial<Filter>): void {
    const before = this.place;
    this.filter = { ...this.filter, ...change };
    this.refresh();
    if (before !== undefined && this.place === before) return;
    const following = this.sort === 'rank' ? this.view.findIndex((place) => place > (before ?? -1)) : 0;
    this.goTo(nextOpen(this.columns, this.view, following - 1) ?? 0);
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

  /** Moves to the next open candidate of the view, or stays if there is none. */
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

  /** The details of a candidate; requests them where they are not loaded. */
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

  /** The rows that are most like a candidate; requests them where they are not loaded. */
  similar(row: number): SimilarRows | undefined {
    const known = this.#similar.get(row);
    if (known === undefined && !this.#askedSimilar.has(row) && this.connection === 'live')
      void this.#fetchSimilar(row);
    return known;
  }

  async #fetchSimilar(row: number): Promise<void> {
    const { ranking, step } = this.about;
    this.#askedSimilar.add(row);
    const found = await api.fetchSimilar(row).catch(() => undefined);
    this.#askedSimilar.delete(row);
    if (found === undefined || ranking !== this.about.ranking || step !== this.about.step) return;
    this.#similar.set(row, found);
    this.changed();
  }

  snippet(row: number): string | undefined {
    return this.#snippets.get(row);
  }

  /** Requests the snippets that are not loaded. */
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
