/** The candidates of a review, column by column, and the standing decision about each. */
import type { DecisionInForce, Decisions } from '../corrections/decisions.js';
import { decidedClassUnknown } from '../corrections/errors.js';
import { fingerprint } from '../report/record.js';
import type { Dataset } from '../types.js';
import type { Ranking, RowDetail } from './ranking.js';
import type { CandidateColumns, State } from './wire.js';

export const OPEN: State = 0;
const KEPT: State = 1;
const DELETED: State = 2;
export const SKIPPED: State = 3;
/** The state of a row that is relabelled as class k is this plus k. */
const RELABELLED: State = 4;

/** The properties of a row that do not change during a review. */
interface KnownRow {
  readonly fingerprint: string;
  readonly length: number;
}

/** A candidate in the latest ranking that contained it. */
interface Ranked {
  readonly row: number;
  readonly suggested: number;
  readonly quality: number;
  /** The ranking that flagged it: later rankings exclude decided rows. */
  readonly ranking: Ranking;
}

/** Progress of a review. */
export interface Counts {
  readonly all: number;
  readonly open: number;
  /** Rows with a decision other than skip. */
  readonly decided: number;
}

/** Candidates in rank order. After a new ranking, decided ones stay in the list, at its end. */
export class Candidates {
  readonly #dataset: Dataset;
  readonly #known = new Map<number, KnownRow>();
  readonly #places = new Map<number, number>();
  #ranked: readonly Ranked[] = [];
  #states: State[] = [];

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
  }

  counts(): Counts {
    const count = (is: (state: State) => boolean) => this.#states.filter(is).length;
    return {
      all: this.#states.length,
      open: count((state) => state === OPEN),
      decided: count(isSettled),
    };
  }

  /**
   * Takes a ranking and the decisions about its rows. Reads the texts of new rows.
   *
   * @param decided other decided rows; those that are candidates already are ignored
   */
  async rank(ranking: Ranking, decisions: Decisions, decided: readonly number[]): Promise<void> {
    const isRanked = new Set(ranking.rows);
    const settled = this.#ranked.filter(({ row }, at) => !isRanked.has(row) && isSettled(this.#states[at]!));
    const others = decided.filter((row) => !isRanked.has(row));
    await this.#know([...ranking.rows, ...others]);
    this.#ranked = [...[...ranking.rows, ...others].map((row) => rankedBy(ranking, row)), ...settled];
    this.#places.clear();
    for (const [place, { row }] of this.#ranked.entries()) this.#places.set(row, place);
    this.#states = this.#ranked.map(({ row }) => this.#stateOf(row, decisions));
  }

  async #know(rows: readonly number[]): Promise<void> {
    const unknown = rows.filter((row) => !this.#known.has(row));
    let at = 0;
    for await (const rowText of this.#dataset.readTexts(unknown)) {
      this.#known.set(unknown[at++]!, { fingerprint: fingerprint(rowText), length: rowText.text.length });
    }
  }

  /** Updates the states, and returns those that have changed. */
  refresh(decisions: Decisions): (readonly [row: number, state: State])[] {
    const changes: (readonly [number, State])[] = [];
    for (const [place, { row }] of this.#ranked.entries()) {
      const state = this.#stateOf(row, decisions);
      if (state === this.#states[place]) continue;
      this.#states[place] = state;
      changes.push([row, state]);
    }
    return changes;
  }

  has(row: number): boolean {
    return this.#places.has(row);
  }

  state(row: number): State {
    return this.#states[this.#places.get(row)!]!;
  }

  suggested(row: number): number {
    return this.#ranked[this.#places.get(row)!]!.suggested;
  }

  /** The details of a candidate, by the ranking that flagged it. */
  detail(row: number): RowDetail {
    const { ranking, suggested } = this.#ranked[this.#places.get(row)!]!;
    return ranking.detailOf(row, suggested);
  }

  fingerprint(row: number): string {
    return this.#known.get(row)!.fingerprint;
  }

  /** The candidates of a fingerprint, in rank order. */
  rowsOf(name: string): number[] {
    return this.rows().filter((row) => this.fingerprint(row) === name);
  }

  /** In rank order. */
  rows(): number[] {
    return this.#ranked.map(({ row }) => row);
  }

  /** Rows with a decision other than skip, in rank order. */
  decidedRows(): number[] {
    return this.rows().filter((_, place) => isSettled(this.#states[place]!));
  }

  columns(): CandidateColumns {
    const { lines, indexes, labels } = this.#dataset;
    const column = <T>(of: (candidate: Ranked) => T) => this.#ranked.map(of);
    return {
      row: column(({ row }) => row),
      line: column(({ row }) => lines[row]!),
      index: column(({ row }) => indexes[row]!),
      given: column(({ row }) => labels[row]!),
      suggested: column(({ suggested }) => suggested),
      quality: column(({ quality }) => Number(quality.toPrecision(6))),
      length: column(({ row }) => this.#known.get(row)!.length),
      state: this.#states,
    };
  }

  #stateOf(row: number, decisions: Decisions): State {
    return stateIn(decisions, this.#known.get(row)!.fingerprint, this.#dataset);
  }
}

function rankedBy(ranking: Ranking, row: number): Ranked {
  return { row, suggested: ranking.suggestedOf(row), quality: ranking.qualityOf(row), ranking };
}

/** Describes a state to a person: "relabelled as Sports". */
export function describeState(classes: readonly string[], state: State): string {
  const names = new Map([
    [OPEN, 'open'],
    [KEPT, 'kept'],
    [DELETED, 'to be deleted'],
    [SKIPPED, 'skipped'],
  ]);
  return names.get(state) ?? `relabelled as ${classes[state - RELABELLED]}`;
}

/** Whether the decision is other than skip. */
export function isSettled(state: State): boolean {
  return state !== OPEN && state !== SKIPPED;
}

/** The state of a row with a fingerprint, by the decisions about it. */
export function stateIn(decisions: Decisions, name: string, dataset: Dataset): State {
  return toState(decisions.of(name), dataset);
}

function toState(verdict: DecisionInForce | undefined, dataset: Dataset): State {
  if (verdict === undefined) return OPEN;
  // A row that has its new label already needs no correction.
  if (verdict.what === 'keep' || verdict.done) return KEPT;
  if (verdict.what === 'delete') return DELETED;
  if (verdict.what === 'skip') return SKIPPED;
  const k = dataset.classOf(verdict.newLabel!);
  if (k === undefined) {
    throw decidedClassUnknown(`the decision on line ${verdict.line}`, verdict.newLabel!, dataset.classes);
  }
  return RELABELLED + k;
}
