/** A review: the candidates, what is decided about them, and what every page that shows them has to know. */
import { setImmediate } from 'node:timers/promises';
import type { NewEntry } from '../corrections/decision.js';
import type { DecisionLog } from '../corrections/decision-log.js';
import type { Decisions } from '../corrections/decisions.js';
import { makeUndo } from '../corrections/make-entry.js';
import type { Dataset } from '../types.js';
import { Candidates, isSettled } from './candidates.js';
import { entriesOf, takenOf } from './entries.js';
import { candidateUnknown, cannotRank, rankedMeanwhile } from './errors.js';
import type { Ranking } from './ranking.js';
import { likelyLeft } from './ranking.js';
import type { BulkAction, Changes, Choice, ReviewEvent, ReviewState, Undone } from './wire.js';

const KEEP = { what: 'keep' } as const;

/** What a review is about. */
export interface ReviewSource {
  readonly dataset: Dataset;
  readonly log: DecisionLog;
  /** When the review began, as the log tells time. */
  readonly startedAt: string;
  /** The command that writes the corrected data, as it can be pasted into a shell. */
  readonly applyCommand: string;
  /** Ranks again with what is decided by now; null where the candidates come from a report. */
  readonly rankAgain: ((decisions: Decisions) => Promise<Ranking>) | null;
}

/**
 * Candidates under review. Calls may overlap: what changes something is carried out one after the other, and
 * resolves once it is on the disk.
 *
 * @example
 * const review = await Review.begin(source, rankingOf(findings), []);
 * await review.decide(12, { what: 'keep' }); // on the disk now
 */
export class Review {
  readonly candidates: Candidates;
  readonly #source: ReviewSource;
  readonly #listeners = new Set<(event: ReviewEvent) => void>();
  #ranking: Ranking;
  #rankings = 0;
  #steps = 0;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(source: ReviewSource, ranking: Ranking) {
    this.#source = source;
    this.#ranking = ranking;
    this.candidates = new Candidates(source.dataset);
  }

  /**
   * @param decided other rows about which something is decided
   * @throws UserError if the file has changed, or a decision names a class that does not exist
   */
  static async begin(source: ReviewSource, ranking: Ranking, decided: readonly number[]): Promise<Review> {
    const review = new Review(source, ranking);
    await review.#take(ranking, decided);
    return review;
  }

  get ranking(): Ranking {
    return this.#ranking;
  }

  get dataset(): Dataset {
    return this.#source.dataset;
  }

  /** Tells a listener of every step; returns how to end that. */
  listen(listener: (event: ReviewEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  state(): ReviewState {
    const { dataset, log, applyCommand, rankAgain } = this.#source;
    const { joint } = this.#ranking;
    return {
      ...this.#standing(),
      source: dataset.source,
      decisionsFile: log.file,
      applyCommand,
      classes: dataset.classes,
      canRank: rankAgain !== null,
      rowCount: dataset.labels.length,
      ranking: this.#rankings,
      joint: joint === null ? null : Array.from(joint),
      candidates: this.candidates.columns(),
    };
  }

  /** What tells a page whether it has missed anything. */
  get version(): { readonly step: number; readonly ranking: number } {
    return { step: this.#steps, ranking: this.#rankings };
  }

  /** @throws UserError if it is no candidate */
  require(row: number): void {
    if (!this.candidates.has(row)) throw candidateUnknown(row);
  }

  /** @throws UserError if the row is no candidate, or if the decision cannot be saved */
  decide(row: number, choice: Choice): Promise<Changes> {
    return this.#inTurn(async () => {
      this.require(row);
      return this.#record(await entriesOf(this.dataset, [{ row, choice }]));
    });
  }

  /**
   * Decides about many candidates in one step. Those that are decided already stay as they are.
   *
   * @param ranking the ranking by which they were chosen
   * @throws UserError if there is another by now, if a row is no candidate, or if it cannot be saved
   */
  decideMany(action: BulkAction, rows: readonly number[], ranking: number): Promise<Changes> {
    return this.#inTurn(async () => {
      if (ranking !== this.#rankings) throw rankedMeanwhile();
      for (const row of rows) this.require(row);
      const open = rows.filter((row) => !isSettled(this.candidates.state(row)));
      // Rows that say the same are decided together, by the first of them.
      const firsts = new Map(open.toReversed().map((row) => [this.candidates.fingerprint(row), row]));
      const decisions = [...firsts.values()].reverse().map((row) => {
        const suggested = this.candidates.suggested(row);
        return { row, choice: action === 'keep' ? KEEP : ({ what: 'relabel', class: suggested } as const) };
      });
      return this.#record(await entriesOf(this.dataset, decisions));
    });
  }

  /**
   * Takes back the latest step.
   *
   * @param evenOlder whether it may have been made before this review
   * @throws UserError if that cannot be saved
   */
  undo(evenOlder: boolean): Promise<Undone> {
    return this.#inTurn(async () => {
      const last = this.#source.log.decisions.lastStep();
      const [latest] = last;
      const mustConfirm = latest !== undefined && latest.time < this.#source.startedAt && !evenOlder;
      const entries = mustConfirm
        ? []
        : last.map((decision) => makeUndo(decision.fingerprint, decision.index));
      const changes = await this.#record(entries);
      const row = latest === undefined ? undefined : this.candidates.rowsOf(latest.fingerprint)[0];
      return { ...changes, latest: takenOf(latest), count: last.length, row: row ?? null, mustConfirm };
    });
  }

  /**
   * Ranks again with what is decided by now. What is decided stays in the list.
   *
   * @throws UserError if nothing is left to rank, or if the candidates come from a report
   */
  rank(): Promise<void> {
    return this.#inTurn(async () => {
      const { rankAgain, log } = this.#source;
      if (rankAgain === null) throw cannotRank();
      this.#tell({ type: 'ranking' });
      await setImmediate(); // the news goes out before the work begins
      try {
        await this.#take(await rankAgain(log.decisions));
      } finally {
        this.#tell({ type: 'ranked', ranking: this.#rankings });
      }
    });
  }

  async #take(ranking: Ranking, decided: readonly number[] = []): Promise<void> {
    await this.candidates.rank(ranking, this.#source.log.decisions, decided);
    this.#ranking = ranking;
    this.#rankings++;
  }

  async #record(entries: readonly NewEntry[]): Promise<Changes> {
    if (entries.length === 0) return { ...this.#standing(), changes: [] };
    const { log } = this.#source;
    await log.append(entries);
    this.#steps++;
    const changes = { changes: this.candidates.refresh(log.decisions), ...this.#standing() };
    this.#tell({ type: 'changes', ...changes });
    return changes;
  }

  #standing() {
    const { errorProbabilities } = this.#ranking;
    const left =
      errorProbabilities === null ? null : likelyLeft(errorProbabilities, this.candidates.decidedRows());
    return { step: this.#steps, likelyLeft: left };
  }

  #tell(event: ReviewEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => {});
    return next;
  }
}
