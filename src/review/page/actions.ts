/** The actions on candidates, and their effects. */
import type { BulkAction, Changes, Choice, ReviewEvent, State } from '../wire.js';
import * as api from './api.js';
import { counted, describeState, describeTaken, stateAfter } from './describe-decision.js';
import type { Store } from './store.js';

/** A search starts so many milliseconds after the last key. */
const TYPING = 200;

export class Actions {
  readonly #store: Store;
  /** Decisions are sent one after the other, so that they are recorded in order. */
  #queue: Promise<unknown> = Promise.resolve();
  #search: AbortController | undefined;
  #mayUndoOlder = false;
  /** Tries to reach the server again. */
  #connect: () => void = () => {};

  constructor(store: Store) {
    this.#store = store;
  }

  /** Decides about the current candidate, and shows the next open one. */
  decide(choice: Choice): void {
    const store = this.#store;
    const { row, place, at } = store;
    if (row === undefined || place === undefined || !this.#canSave()) return;
    const before = store.stateOf(row);
    const state = stateAfter(choice, store.columns.given[place]!);
    store.setState(row, state);
    this.#mayUndoOlder = false;
    const left = store.view[at];
    store.refresh();
    // If the candidate has left the view, the next one is at its position.
    const stayed = store.view[at] === left;
    store.goToOpen(stayed ? at : at - 1);
    const what = `${store.className(store.columns.given[place]!)} ${describeState(store.about.classes, state)}`;
    store.say(store.tally.open === 0 ? `${what}. Nothing is open any more.` : `${what}. U takes it back.`);
    void this.#save(
      async () => {
        await this.#take(await api.decide(row, choice, before));
        store.savedAt.push(Date.now());
      },
      { row, before },
    );
  }

  /** Accepts the suggestion. */
  accept(): void {
    const { place, columns } = this.#store;
    if (place === undefined) return;
    const k = columns.suggested[place]!;
    if (k === columns.given[place]) {
      this.#store.say('No other label is suggested: keep this one with K, or set another.');
    } else this.decide({ what: 'relabel', class: k });
  }

  async decideMany(action: BulkAction, rows: readonly number[]): Promise<void> {
    const store = this.#store;
    if (!this.#canSave()) return;
    this.#mayUndoOlder = false;
    await this.#save(async () => {
      const changes = await api.decideMany(action, rows, store.about.ranking);
      await this.#take(changes);
      store.goToOpen(store.at - 1);
      const done = action === 'accept' ? 'Took the suggestion for' : 'Kept the label of';
      store.say(`${done} ${counted(changes.changes.length, 'row')}; U takes them all back.`);
    });
  }

  async undo(): Promise<void> {
    const store = this.#store;
    if (!this.#canSave()) return;
    await this.#save(async () => {
      const undone = await api.undo(this.#mayUndoOlder);
      this.#mayUndoOlder = undone.mustConfirm;
      await this.#take(undone);
      if (undone.latest === null) return store.say('Nothing is left to take back.');
      const what = `${undone.count === 1 ? '' : `${undone.count} decisions, the last one `}${describeTaken(undone.latest)}`;
      if (undone.mustConfirm) {
        const when = new Date(undone.latest.time).toLocaleString();
        return store.say(
          `The last step is from before this review (${when}): ${what}. Undo again to take it back.`,
        );
      }
      if (undone.row !== null) store.show(undone.row);
      store.say(`Taken back: ${what}.`);
    });
  }

  rank(): Promise<void> {
    return this.#showOthers('Ranking again with what is decided …', api.rankAgain, (open) => {
      return `Ranked again: ${counted(open, 'candidate')} open.`;
    });
  }

  /** Shows the sample of an audit instead of the candidates. */
  audit(): Promise<void> {
    return this.#showOthers('Drawing the rows of an audit …', api.audit, (open) => {
      return `Audit: ${counted(open, 'row')} to read. Say for each whether its label is right; nothing is suggested.`;
    });
  }

  /** Has the server replace the rows that are shown, and says what came of it. */
  async #showOthers(
    doing: string,
    work: () => Promise<object>,
    done: (open: number) => string,
  ): Promise<void> {
    const store = this.#store;
    if (store.isRanking || !this.#canSave()) return;
    store.isRanking = true;
    store.say(doing);
    await this.#save(async () => {
      await work();
      await this.#reload();
      store.goToOpen(-1);
      store.say(done(store.tally.open));
    });
    store.isRanking = false;
    store.changed();
  }

  async finish(): Promise<void> {
    await this.#queue;
    await this.#save(async () => {
      await api.finish();
      this.#store.connection = 'finished';
      this.#store.changed();
    });
  }

  /** Searches the texts for a phrase, once typing pauses. */
  async search(phrase: string): Promise<void> {
    this.#search?.abort();
    const search = new AbortController();
    this.#search = search;
    this.#store.setFilter(phrase.trim() === '' ? { phrase, found: null } : { phrase });
    await new Promise((resolve) => setTimeout(resolve, TYPING));
    if (search.signal.aborted || phrase.trim() === '') return;
    try {
      const found = await api.search(phrase.trim(), search.signal);
      this.#store.setFilter({ found: new Set(found) });
      this.#store.say(`${counted(this.#store.view.length, 'candidate')} in view`);
    } catch (error) {
      if (!search.signal.aborted) this.#fail(error);
    }
  }

  /** Subscribes to the server's events. */
  follow(): void {
    this.#connect = api.follow({
      onEvent: (event) => this.#onEvent(event),
      onGone: (forGood) => this.#onGone(forGood),
    });
  }

  #onEvent(event: ReviewEvent): void {
    const store = this.#store;
    if (event.type === 'changes') void this.#take(event).catch((error) => this.#fail(error));
    if (event.type === 'ranking') store.isRanking = true;
    if (event.type === 'finished') store.connection = 'finished';
    if (event.type === 'hello') {
      store.connection = 'live';
    }
    if (event.type === 'ranked') store.isRanking = false;
    const { step, ranking } = store.about;
    const missed =
      (event.type === 'hello' && (event.step !== step || event.ranking !== ranking)) ||
      (event.type === 'ranked' && event.ranking !== ranking);
    if (missed) void this.#reload().catch((error) => this.#fail(error));
    store.changed();
  }

  #onGone(forGood: boolean): void {
    const store = this.#store;
    if (store.connection === 'finished') return;
    store.connection = forGood ? 'lost' : 'gone';
    store.changed();
  }

  /** Applies the changes of a step, or loads everything if steps were missed. */
  async #take(changes: Changes): Promise<void> {
    if (!this.#store.takeChanges(changes)) await this.#reload();
  }

  async #reload(): Promise<void> {
    const before = this.#store.about.ranking;
    this.#store.take(await api.fetchState());
    const { about, filter } = this.#store;
    if (about.ranking !== before && filter.phrase !== '') void this.search(filter.phrase);
  }

  #canSave(): boolean {
    const { connection } = this.#store;
    if (connection === 'live') return true;
    this.#store.say('Not saved: the server is gone.');
    return false;
  }

  /**
   * @param shown the candidate, and its state before the decision that was shown already
   */
  #save(work: () => Promise<void>, shown?: { readonly row: number; readonly before: State }): Promise<void> {
    const store = this.#store;
    store.saving++;
    store.trouble = null;
    store.changed();
    const next = this.#queue.then(work).catch(async (error) => {
      // The view does not move back: the next key may be pressed already, and is meant for what is visible now.
      if (shown !== undefined) store.setState(shown.row, shown.before);
      this.#fail(error, shown?.row);
      store.refresh();
      await this.#reload().catch(() => {}); // shows what is on the disk, if the server answers
    });
    this.#queue = next;
    return next.finally(() => {
      store.saving--;
      store.changed();
    });
  }

  #fail(error: unknown, row?: number): void {
    const store = this.#store;
    store.said = ''; // it was announced before it was saved
    if (error instanceof api.Refused) store.trouble = { what: error.message, fix: error.fix, row };
    else if (error instanceof api.Gone) {
      if (store.connection === 'live') store.connection = 'gone';
      this.#connect();
      store.trouble = {
        what: 'The server did not answer: what was done last may not be saved.',
        fix: 'Once it is back, this page shows what is on the disk.',
        row,
      };
    } else throw error;
    store.changed();
  }
}
