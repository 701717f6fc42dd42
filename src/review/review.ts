/** A review: the candidates, the decisions about them, and the events for the pages that show them. */
import { setImmediate } from 'node:timers/promises';
import { makeUndo, type NewEntry } from '../corrections/decision.js';
import type { DecisionLog } from '../corrections/decision-log.js';
import type { Decisions } from '../corrections/decisions.js';
import type { Dataset, Estimate } from '../types.js';
import { Candidates, type Counts, describeState, isSettled } from './candidates.js';
import { entriesOf, takenOf } from './entries.js';
import { candidateUnknown, cannotAudit, cannotRank, decidedMeanwhile, rankedMeanwhile } from './errors.js';
import type { Ranking } from './ranking.js';
import { type FindSimilar, similarTo } from './similar-rows.js';
import type {
  BulkAction,
  Changes,
  Choice,
  Readings,
  ReviewEvent,
  ReviewState,
  SimilarRows,
  State,
  Undone,
} from './wire.js';

const KEEP = { what: 'keep' } as const;

/** What a review is about. */
export interface ReviewSource {
  readonly dataset: Dataset;
  readonly log: Pick<DecisionLog, 'append' | 'decisions' | 'file'>;
  /** The command that writes the corrected data, quoted for a shell. */
  readonly applyCommand: string;
  /** Finds rows that are like a row; null where their words are not known. */
  readonly findSimilar: FindSimilar | null;
  /** Wrong labels that are left by an audit when the review begins; null where there is none. */
  readonly left?: Estimate | null;
  /** Draws the rows of an audit, or goes on with an earlier one; null where that cannot be done. */
  readonly drawAudit?: (() => Promise<AuditSample>) | null;
  /** Ranks again with the current decisions; null where the candidates are from a report. */
  readonly rankAgain: ((decisions: Decisions) => Promise<Ranking>) | null;
}

/** The sample of an audit: its rows in order of reading, and a log that marks decisions about them as its answers. */
export interface AuditSample {
  readonly ranking: Ranking;
  readonly log: ReviewSource['log'];
}

/** Readings from which the recent share of wrong labels is told. */
const LATELY = 50;

/**
 * What the decisions have come to.
 *
 * @param left by an audit, when so many rows were corrected
 */
function readingsOf(decisions: Decisions, left: Estimate | null, correctedThen: number): Readings {
  const all = decisions.standing().filter(({ what }) => what !== 'skip');
  const last = all.slice(-LATELY);
  const wrong = (some: typeof all) => some.filter(({ what }) => what !== 'keep').length;
  const corrected = wrong(all);
  const less = (value: number) => Math.max(0, Math.round(value - (corrected - correctedThen)));
  return {
    ...{ read: all.length, corrected, lastRead: last.length, lastCorrected: wrong(last) },
    left: left && { mean: less(left.mean), low: less(left.low), high: less(left.high) },
  };
}

/**
 * Candidates under review. Calls may overlap: changes are made one after the other, and each resolves once it is on
 * the disk.
 *
 * @example
 * const review = await Review.begin(source, rankingOf(findings), []);
 * await review.decide(12, { what: 'keep' }); // on the disk now
 */
export class Review {
  readonly #source: ReviewSource;
  /** The candidates of the review, which stay while an audit is read. */
  readonly #reviewed: Candidates;
  /** What is shown: these, or the sample of an audit. */
  #candidates: Candidates;
  /** The log of the rows that are shown: an audit has one that marks its answers. */
  #log: ReviewSource['log'];
  #isAudit = false;
  /** Lines of the log when the review began. */
  readonly #linesBefore: number;
  /** Rows that were found to be wrong before the review began. */
  readonly #correctedBefore: number;
  readonly #listeners = new Set<(event: ReviewEvent) => void>();
  #ranking: Ranking;
  #rankings = 0;
  #steps = 0;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(source: ReviewSource, ranking: Ranking) {
    this.#source = source;
    this.#linesBefore = source.log.decisions.lines;
    this.#correctedBefore = readingsOf(source.log.decisions, null, 0).corrected;
    this.#ranking = ranking;
    this.#reviewed = new Candidates(source.dataset);
    this.#candidates = this.#reviewed;
    this.#log = source.log;
  }

  get candidates(): Candidates {
    return this.#candidates;
  }

  /**
   * @param decided other decided rows
   * @throws UserError if the file has changed, or a decision names a class that does not exist
   */
  static async begin(source: ReviewSource, ranking: Ranking, decided: readonly number[]): Promise<Review> {
    const review = new Review(source, ranking);
    await review.#take(review.#reviewed, ranking, decided);
    return review;
  }

  /** Progress of the review, also where the sample of an audit is shown. */
  counts(): Counts {
    this.#reviewed.refresh(this.#source.log.decisions);
    return this.#reviewed.counts();
  }

  get ranking(): Ranking {
    return this.#ranking;
  }

  get dataset(): Dataset {
    return this.#source.dataset;
  }

  /** Calls a listener for every step; returns a function that ends that. */
  listen(listener: (event: ReviewEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  state(): ReviewState {
    const { dataset, log, applyCommand, findSimilar, drawAudit, rankAgain } = this.#source;
    return {
      ...this.#standing(),
      source: dataset.source,
      decisionsFile: log.file,
      applyCommand,
      classes: dataset.classes,
      canRank: rankAgain !== null,
      canAudit: drawAudit != null && !this.#isAudit,
      isAudit: this.#isAudit,
      // The reader of an audit judges without a suggestion, and without what is like it.
      hasSimilar: findSimilar !== null && !this.#isAudit,
      rowCount: dataset.labels.length,
      ranking: this.#rankings,
      candidates: this.candidates.columns(),
    };
  }

  /**
   * The rows of the data set that are most like a candidate; none where their words are not known.
   *
   * @throws UserError if the file has changed
   */
  async similarTo(row: number): Promise<SimilarRows> {
    const { dataset, log, findSimilar } = this.#source;
    const find = findSimilar ?? (() => []);
    return similarTo({ dataset, candidates: this.candidates, decisions: log.decisions, find }, row);
  }

  /** By these numbers a page detects that it has missed steps. */
  get version(): { readonly step: number; readonly ranking: number } {
    return { step: this.#steps, ranking: this.#rankings };
  }

  /** @throws UserError if the row is not a candidate */
  require(row: number): void {
    if (!this.candidates.has(row)) throw candidateUnknown(row);
  }

  /**
   * @param from the state that the person saw; default whatever it is
   * @throws UserError if the row is not a candidate, if its state is another one by now, or if the decision cannot be
   *   saved
   */
  decide(row: number, choice: Choice, from?: State): Promise<Changes> {
    return this.#inTurn(async () => {
      this.require(row);
      const state = this.candidates.state(row);
      if (from !== undefined && from !== state)
        throw decidedMeanwhile(describeState(this.dataset.classes, state));
      return this.#record(await entriesOf(this.dataset, [{ row, choice }]));
    });
  }

  /**
   * Decides about many candidates in one step. Rows that are decided already are skipped.
   *
   * @param ranking the number of the ranking in which they were chosen
   * @throws UserError if there is a later ranking, if a row is not a candidate, or if it cannot be saved
   */
  decideMany(action: BulkAction, rows: readonly number[], ranking: number): Promise<Changes> {
    return this.#inTurn(async () => {
      if (ranking !== this.#rankings) throw rankedMeanwhile();
      for (const row of rows) this.require(row);
      const open = rows.filter((row) => !isSettled(this.candidates.state(row)));
      // Rows with the same label and text are decided together, by the first of them.
      const firsts = new Map(open.toReversed().map((row) => [this.candidates.fingerprint(row), row]));
      const decisions = [...firsts.values()].reverse().map((row) => {
        const suggested = this.candidates.suggested(row);
        return { row, choice: action === 'keep' ? KEEP : ({ what: 'relabel', class: suggested } as const) };
      });
      return this.#record(await entriesOf(this.dataset, decisions));
    });
  }

  /**
   * Undoes the latest step.
   *
   * @param evenOlder whether the step may be older than this review
   * @throws UserError if that cannot be saved
   */
  undo(evenOlder: boolean): Promise<Undone> {
    return this.#inTurn(async () => {
      const { decisions } = this.#source.log;
      const last = decisions.lastStep();
      const [latest] = last;
      const isOlder = latest !== undefined && decisions.lineOf(latest.fingerprint)! <= this.#linesBefore;
      const mustConfirm = isOlder && !evenOlder;
      const entries = mustConfirm
        ? []
        : last.map((decision) => makeUndo(decision.fingerprint, decision.index));
      const changes = await this.#record(entries);
      const row = latest === undefined ? undefined : this.candidates.rowsOf(latest.fingerprint)[0];
      return { ...changes, latest: takenOf(latest), count: last.length, row: row ?? null, mustConfirm };
    });
  }

  /**
   * Ranks again with the current decisions. Decided rows stay in the list.
   *
   * @throws UserError if no row is left to rank, or if the candidates are from a report
   */
  rank(): Promise<void> {
    return this.#inTurn(async () => {
      const { rankAgain, log } = this.#source;
      if (rankAgain === null) throw cannotRank();
      this.#tell({ type: 'ranking' });
      await setImmediate(); // events are sent before the work begins
      try {
        const ranking = await rankAgain(log.decisions);
        await this.#take(this.#reviewed, ranking);
        [this.#log, this.#isAudit] = [log, false];
      } finally {
        this.#tell({ type: 'ranked', ranking: this.#rankings });
      }
    });
  }

  /**
   * Shows the sample of an audit instead of the candidates, without rank, suggestion and evidence. To rank again goes
   * back to the candidates.
   *
   * @throws UserError if nothing is left to draw
   */
  audit(): Promise<void> {
    return this.#inTurn(async () => {
      const { drawAudit, dataset } = this.#source;
      if (drawAudit == null) throw cannotAudit();
      this.#tell({ type: 'ranking' });
      await setImmediate(); // events are sent before the work begins
      try {
        const { ranking, log } = await drawAudit();
        await this.#take(new Candidates(dataset), ranking);
        [this.#log, this.#isAudit] = [log, true];
      } finally {
        this.#tell({ type: 'ranked', ranking: this.#rankings });
      }
    });
  }

  /** Shows candidates once they are ranked: where that fails, what was shown stays. */
  async #take(candidates: Candidates, ranking: Ranking, decided: readonly number[] = []): Promise<void> {
    await candidates.rank(ranking, this.#source.log.decisions, decided);
    this.#candidates = candidates;
    this.#ranking = ranking;
    this.#rankings++;
  }

  async #record(entries: readonly NewEntry[]): Promise<Changes> {
    if (entries.length === 0) return { ...this.#standing(), changes: [] };
    const log = this.#log;
    await log.append(entries);
    this.#steps++;
    const changes = { changes: this.candidates.refresh(log.decisions), ...this.#standing() };
    this.#tell({ type: 'changes', ...changes });
    return changes;
  }

  #standing() {
    const { log, left } = this.#source;
    return { step: this.#steps, readings: readingsOf(log.decisions, left ?? null, this.#correctedBefore) };
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
