/** The page as a whole: its parts, and its handlers of keys and buttons. */
import type { Actions } from './actions.js';
import { BulkDialog } from './bulk.js';
import { candidateView } from './candidate-view.js';
import { ClassDialog } from './class-dialog.js';
import { classKeys } from './class-keys.js';
import { isTaken, openDrawnDialog } from './dialog.js';
import { filters } from './filters.js';
import { helpDialog } from './help-dialog.js';
import { commandKey } from './keys.js';
import { type ListPlace, listTarget, listView, rowsShown, scrollTo } from './list-view.js';
import { html, nothing, render } from './lit-html.js';
import { alerts, allDone, ended } from './notices.js';
import { toggleSimilar } from './similar-view.js';
import { statusBar } from './status-bar.js';
import type { DialogName, Store } from './store.js';

export class App {
  readonly #store: Store;
  readonly #actions: Actions;
  readonly #root: HTMLElement;
  readonly #classDialog: ClassDialog;
  readonly #bulkDialog: BulkDialog;
  readonly #list: ListPlace = { top: 0, height: 0 };
  /** The candidate that was drawn last: the list scrolls only when it changes. */
  #drawn: number | undefined;
  /** The commands of keys, except those of classes. */
  readonly #keys: Readonly<Record<string, () => void>>;

  constructor(store: Store, actions: Actions, root: HTMLElement) {
    this.#store = store;
    this.#actions = actions;
    this.#root = root;
    this.#classDialog = new ClassDialog(store, (k) => actions.decide({ what: 'relabel', class: k }));
    this.#bulkDialog = new BulkDialog(store, (action, rows) => void actions.decideMany(action, rows));
    const open = (name: DialogName) => () => {
      store.dialog = name;
      store.changed();
    };
    this.#keys = {
      enter: () => actions.accept(),
      k: () => actions.decide({ what: 'keep' }),
      s: () => actions.decide({ what: 'skip' }),
      d: () => actions.decide({ what: 'delete' }),
      u: () => void actions.undo(),
      r: () => void actions.rank(),
      b: () => this.#bulkDialog.open(),
      l: () => this.#classDialog.open(),
      '+': () => toggleSimilar(store),
      '?': open('keys'),
      '/': () => document.getElementById('search')?.focus(),
      arrowleft: () => store.goTo(store.at - 1),
      arrowright: () => store.goTo(store.at + 1),
      arrowup: () => store.goTo(store.at - 1),
      arrowdown: () => store.goTo(store.at + 1),
    };
  }

  /** Draws the page from the store. */
  draw(): void {
    const store = this.#store;
    render(this.#view(), this.#root);
    openDrawnDialog();
    document.title = `${store.tally.open === 0 ? 'Done' : `${store.tally.open} open`} · ${store.about.source}`;
    this.#followList();
    const around = [store.view[store.at - 1], store.view[store.at + 1]];
    const near = around.flatMap((place) => (place === undefined ? [] : [store.columns.row[place]!]));
    void store.wantSnippets([...near, ...rowsShown(store, this.#list)]);
    // Prefetches the next one.
    if (near.length > 0) store.detail(near.at(-1)!);
  }

  onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented) return; // a part of the page has handled the key
    const key = commandKey(event);
    const target = event.target instanceof Element ? event.target : null;
    if (key === 'escape' && target?.id === 'search') {
      event.preventDefault(); // else the browser empties the box, and the filter stays
      void this.#actions.search('');
      this.#focusCandidate();
    }
    if (key === undefined || !this.#store.hasKeys || this.#store.dialog !== null || isTaken(target, key))
      return;
    const command = this.#keys[key] ?? this.#classCommand(key);
    if (command === undefined) return;
    event.preventDefault();
    command();
  }

  /** After a mouse click, keys apply to the candidate again. */
  onClick(event: MouseEvent): void {
    const isPointer = event.detail > 0;
    const target = event.target instanceof Element ? event.target : null;
    if (isPointer && target?.closest('button') !== null && this.#store.dialog === null)
      this.#focusCandidate();
  }

  #classCommand(key: string): (() => void) | undefined {
    const { place, row, columns, about } = this.#store;
    if (place === undefined || row === undefined) return undefined;
    const probabilities = this.#store.detail(row)?.probabilities ?? null;
    const keys = classKeys(about.classes, probabilities, columns.given[place]!, columns.suggested[place]!);
    const found = keys.find((each) => each.key === key);
    return found && (() => this.#actions.decide({ what: 'relabel', class: found.k }));
  }

  #focusCandidate(): void {
    document.getElementById('candidate')?.focus({ preventScroll: true });
  }

  #view() {
    const store = this.#store;
    if (store.connection === 'finished') return ended(store);
    return html`
      ${statusBar(store, {
        undo: this.#keys.u!,
        rank: this.#keys.r!,
        audit: () => void this.#actions.audit(),
        bulk: this.#keys.b!,
        help: this.#keys['?']!,
        finish: () => void this.#actions.finish(),
      })}
      ${alerts(store)}
      <div class="panes">
        <aside aria-label="Candidates">${this.#filters()}${this.#listView()}</aside>
        <main id="candidate" tabindex="-1" aria-label="Candidate">${allDone(store)}${this.#candidate()}</main>
      </div>
      <p class="said" role="status" aria-live="polite" data-testid="said">${store.said}</p>
      ${this.#dialog()}`;
  }

  #dialog() {
    switch (this.#store.dialog) {
      case 'keys':
        return helpDialog(this.#store);
      case 'bulk':
        return this.#bulkDialog.view();
      case 'class':
        return this.#classDialog.view();
      case null:
        return nothing;
    }
  }

  #filters() {
    const store = this.#store;
    return filters(store, {
      search: (phrase) => void this.#actions.search(phrase),
      togglePair: (given, suggested) => {
        const isShown = store.filter.given === given && store.filter.suggested === suggested;
        store.setFilter(isShown ? { given: null, suggested: null } : { given, suggested });
      },
    });
  }

  #candidate() {
    const [store, actions] = [this.#store, this.#actions];
    return candidateView(store, {
      decide: (choice) => actions.decide(choice),
      accept: () => actions.accept(),
      search: () => this.#classDialog.open(),
      move: (steps) => store.goTo(store.at + steps),
      showWhole: (row) => void store.fetchDetail(row, true),
    });
  }

  #listView() {
    const store = this.#store;
    return listView(store, this.#list, {
      goTo: (at) => {
        store.goTo(at);
        this.#focusCandidate();
      },
      onScroll: () => store.changed(),
      onKey: (event) => this.#onListKey(event),
    });
  }

  /** In the list, arrow keys move through it, as in any list. */
  #onListKey(event: KeyboardEvent): void {
    const target = listTarget(event.key, this.#store);
    if (target === undefined) return;
    event.preventDefault();
    this.#store.goTo(target);
  }

  /** Scrolls to a candidate that was just shown, and stores the scroll position of the list. */
  #followList(): void {
    const element = document.getElementById('list');
    if (element === null) return;
    const { at, place } = this.#store;
    const height = element.clientHeight;
    if (place !== this.#drawn || height !== this.#list.height) {
      const top = scrollTo(at, { top: element.scrollTop, height });
      if (top !== undefined) element.scrollTop = top;
      this.#drawn = place;
    }
    if (height === this.#list.height && element.scrollTop === this.#list.top) return;
    this.#list.height = height;
    this.#list.top = element.scrollTop;
    this.#store.changed();
  }
}
