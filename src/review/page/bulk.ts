/** Deciding about many candidates at once, after a preview. */
import type { BulkAction } from '../wire.js';
import { bulkPlaces, thresholdOf } from './candidate-columns.js';
import { qualityText } from './candidate-view.js';
import { closeDialog, dialog } from './dialog.js';
import { html, nothing } from './lit-html.js';
import type { Store } from './store.js';

const PAIRS_LISTED = 8;
const ROWS_LISTED = 5;
/** Thresholds that are offered with their counts. */
const THRESHOLDS = [0.001, 0.01, 0.05, 0.1, 0.3, 0.5, 1];

/** A pair of classes: given and suggested. */
type Pair = readonly [given: number, suggested: number];

export class BulkDialog {
  readonly #store: Store;
  readonly #decide: (action: BulkAction, rows: readonly number[]) => void;
  #action: BulkAction = 'accept';
  #typed = '0.01';
  /** The only pair of classes to decide about; null for all. */
  #pair: Pair | null = null;

  constructor(store: Store, decide: (action: BulkAction, rows: readonly number[]) => void) {
    this.#store = store;
    this.#decide = decide;
  }

  open(): void {
    this.#pair = null;
    this.#store.dialog = 'bulk';
    this.#store.changed();
    // Once the dialog is drawn: its first field is selected, so that typing replaces what it says.
    requestAnimationFrame(() => requestAnimationFrame(() => selectField()));
  }

  view() {
    const store = this.#store;
    const below = thresholdOf(this.#typed);
    const undecided = this.#places(Number.POSITIVE_INFINITY);
    const places = this.#places(below);
    const shown = places.slice(0, ROWS_LISTED);
    void store.wantSnippets(shown.map((place) => store.columns.row[place]!));
    const count = places.length.toLocaleString('en');
    const verb = this.#action === 'accept' ? 'Take' : 'Keep';
    const what = this.#action === 'accept' ? 'suggestion' : 'label';
    return dialog(
      store,
      'Decide about many',
      html`<form @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        // What was typed last may not be drawn yet.
        this.#go(this.#places(thresholdOf(this.#typed)));
      }}>
        <p>About the ${undecided.length.toLocaleString('en')} candidates in view that this would change:</p>
        <fieldset><legend class="hidden">What to do</legend>
          ${this.#choice('accept', 'take the suggestion')} ${this.#choice('keep', 'keep the label')}
        </fieldset>
        <label class="below">where label quality is below
          <input id="below" type="text" inputmode="decimal" autocomplete="off" .value=${this.#typed} autofocus
            aria-invalid=${Number.isNaN(below)} aria-describedby="below-problem"
            @input=${(event: InputEvent) => this.#setBelow((event.target as HTMLInputElement).value)}></label>
        <p id="below-problem" class="problem" role="alert">${Number.isNaN(below) ? 'Type a number from 0 to 1, such as 0.05.' : nothing}</p>
        <p class="thresholds" role="group" aria-label="Thresholds">${THRESHOLDS.map((threshold) => this.#threshold(threshold))}</p>
        <p role="status" data-testid="bulk-count"><b>${count}</b> ${places.length === 1 ? 'candidate' : 'candidates'}</p>
        ${this.#pairs(below)}
        <ul class="examples">${shown.map((place) => this.#example(place))}</ul>
        ${places.length > shown.length ? html`<p>… and ${(places.length - shown.length).toLocaleString('en')} more</p>` : nothing}
        <p class="buttons"><button type="submit" class="main" ?disabled=${places.length === 0}>
            ${verb} ${count} ${what}${places.length === 1 ? '' : 's'}</button>
          <button type="button" @click=${() => closeDialog(store)}>Cancel</button>
          <span>One U takes all of it back.</span></p></form>`,
    );
  }

  /** What would be decided below a quality; of one pair of classes only, where one is chosen. */
  #places(below: number, pair = this.#pair): number[] {
    const { columns, view } = this.#store;
    const places = bulkPlaces(columns, view, { action: this.#action, below });
    if (pair === null) return places;
    return places.filter((place) => columns.given[place] === pair[0] && columns.suggested[place] === pair[1]);
  }

  #choice(action: BulkAction, name: string) {
    return html`<label class="check"><input type="radio" name="action" .checked=${this.#action === action}
      @change=${() => {
        this.#action = action;
        this.#pair = null;
        this.#store.changed();
      }}> ${name}</label>`;
  }

  #threshold(threshold: number) {
    const count = this.#places(threshold).length;
    return html`<button type="button" aria-pressed=${thresholdOf(this.#typed) === threshold} ?disabled=${count === 0}
      @click=${() => this.#setBelow(String(threshold))}>${threshold} <small>${count.toLocaleString('en')}</small></button>`;
  }

  #setBelow(typed: string): void {
    this.#typed = typed;
    this.#store.changed();
  }

  /** Counts by given and suggested class; a click chooses a pair. */
  #pairs(below: number) {
    const { columns, about } = this.#store;
    const K = about.classes.length;
    const counts = new Map<number, number>();
    for (const place of this.#places(below, null)) {
      const pair = columns.given[place]! * K + columns.suggested[place]!;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const rest = sorted.slice(PAIRS_LISTED).reduce((sum, [, count]) => sum + count, 0);
    return html`<ul class="sums" aria-label="Pairs of classes">${sorted
      .slice(0, PAIRS_LISTED)
      .map(([pair, count]) => this.#pairButton([Math.floor(pair / K), pair % K], count))}
      ${rest > 0 ? html`<li><b>${rest}</b> of other pairs</li>` : nothing}</ul>`;
  }

  #pairButton(pair: Pair, count: number) {
    const [given, suggested] = pair;
    const isChosen = this.#pair?.[0] === given && this.#pair[1] === suggested;
    return html`<li><button type="button" aria-pressed=${isChosen} title="only this pair" @click=${() => {
      this.#pair = isChosen ? null : pair;
      this.#store.changed();
    }}><b>${count}</b> × ${this.#store.className(given)} → ${this.#store.className(suggested)}</button></li>`;
  }

  #example(place: number) {
    const { columns, about } = this.#store;
    return html`<li><small>${qualityText(columns.quality[place] ?? 0)} · ${about.classes[columns.given[place]!]} → ${about.classes[columns.suggested[place]!]}</small>
      <span class="snippet">${this.#store.snippet(columns.row[place]!) ?? '…'}</span></li>`;
  }

  #go(places: readonly number[]): void {
    if (places.length === 0) return;
    const rows = places.map((place) => this.#store.columns.row[place]!);
    closeDialog(this.#store);
    this.#decide(this.#action, rows);
  }
}

function selectField(): void {
  const field = document.getElementById('below');
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}
