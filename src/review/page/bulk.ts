/** Deciding about many candidates at once, after a preview. */
import type { BulkAction } from '../wire.js';
import { bulkPlaces } from './candidate-columns.js';
import { qualityText } from './candidate-view.js';
import { closeDialog, dialog } from './dialog.js';
import { html, nothing } from './lit-html.js';
import type { Store } from './store.js';

const PAIRS_LISTED = 8;
const ROWS_LISTED = 5;

export class BulkDialog {
  readonly #store: Store;
  readonly #decide: (action: BulkAction, rows: readonly number[]) => void;
  #action: BulkAction = 'accept';
  #below = '0.01';

  constructor(store: Store, decide: (action: BulkAction, rows: readonly number[]) => void) {
    this.#store = store;
    this.#decide = decide;
  }

  view() {
    const store = this.#store;
    const places = this.#places();
    const shown = places.slice(0, ROWS_LISTED);
    void store.wantSnippets(shown.map((place) => store.columns.row[place]!));
    const count = places.length.toLocaleString('en');
    const verb = this.#action === 'accept' ? 'Take' : 'Keep';
    const what = this.#action === 'accept' ? 'suggestion' : 'label';
    return dialog(
      store,
      'Decide about many',
      html`
        <p>About the ${store.view.length.toLocaleString('en')} candidates in view that are still open:</p>
        <fieldset><legend class="hidden">What to do</legend>
          ${this.#choice('accept', 'take the suggestion')} ${this.#choice('keep', 'keep the label')}
        </fieldset>
        <label class="below">where label quality is below
          <input type="number" min="0" max="1" step="any" .value=${this.#below} autofocus
            @input=${(event: InputEvent) => this.#setBelow((event.target as HTMLInputElement).value)}></label>
        <p role="status" data-testid="bulk-count"><b>${count}</b> ${places.length === 1 ? 'candidate' : 'candidates'}</p>
        ${this.#pairs(places)}
        <ul class="examples">${shown.map((place) => this.#example(place))}</ul>
        ${places.length > shown.length ? html`<p>… and ${(places.length - shown.length).toLocaleString('en')} more</p>` : nothing}
        <p class="buttons"><button type="button" class="main" ?disabled=${places.length === 0} @click=${() => this.#go(places)}>
            ${verb} ${count} ${what}${places.length === 1 ? '' : 's'}</button>
          <button type="button" @click=${() => closeDialog(store)}>Cancel</button>
          <span>One U takes all of it back.</span></p>`,
    );
  }

  #places(): number[] {
    const below = this.#below.trim() === '' ? Number.NaN : Number(this.#below);
    return bulkPlaces(this.#store.columns, this.#store.view, { action: this.#action, below });
  }

  #choice(action: BulkAction, name: string) {
    return html`<label class="check"><input type="radio" name="action" .checked=${this.#action === action}
      @change=${() => {
        this.#action = action;
        this.#store.changed();
      }}> ${name}</label>`;
  }

  #setBelow(below: string): void {
    this.#below = below;
    this.#store.changed();
  }

  /** Counts by given and new class. */
  #pairs(places: readonly number[]) {
    const { columns, about } = this.#store;
    const counts = new Map<string, number>();
    for (const place of places) {
      const given = about.classes[columns.given[place]!]!;
      const name = this.#action === 'keep' ? given : `${given} → ${about.classes[columns.suggested[place]!]}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const sorted = [...counts].sort((a, b) => b[1] - a[1]);
    const rest = sorted.slice(PAIRS_LISTED).reduce((sum, [, count]) => sum + count, 0);
    return html`<ul class="sums">${sorted.slice(0, PAIRS_LISTED).map(([name, count]) => html`<li><b>${count}</b> × ${name}</li>`)}
      ${rest > 0 ? html`<li><b>${rest}</b> of other pairs</li>` : nothing}</ul>`;
  }

  #example(place: number) {
    const { columns, about } = this.#store;
    return html`<li><small>${qualityText(columns.quality[place] ?? 0)} · ${about.classes[columns.given[place]!]} → ${about.classes[columns.suggested[place]!]}</small>
      <span class="snippet">${this.#store.snippet(columns.row[place]!) ?? '…'}</span></li>`;
  }

  #go(places: readonly number[]): void {
    const rows = places.map((place) => this.#store.columns.row[place]!);
    closeDialog(this.#store);
    this.#decide(this.#action, rows);
  }
}
