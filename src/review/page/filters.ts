/** The filters and the order of the view. */
import { NO_FILTER, type Sort, type Which } from './candidate-columns.js';
import { heatMap, type PairCommands } from './heat-map.js';
import { html, nothing } from './lit-html.js';
import type { Store } from './store.js';

export interface FilterCommands extends PairCommands {
  search(phrase: string): void;
}

/** With more classes, the heat map is collapsed at first, to leave room for the list. */
const MOST_OPEN = 8;

const WHICH: Readonly<Record<Which, string>> = {
  all: 'all',
  open: 'open',
  decided: 'decided',
  skipped: 'skipped',
};
const SORT: Readonly<Record<Sort, string>> = {
  rank: 'worst first',
  line: 'by line',
  shortest: 'shortest',
  longest: 'longest',
};

export function filters(store: Store, commands: FilterCommands) {
  const { about, filter, sort, view, tally } = store;
  const isFiltered =
    filter.which !== 'all' || filter.given !== null || filter.suggested !== null || filter.phrase !== '';
  return html`
    <search class="filters" aria-label="Filter the candidates">
      <label class="wide"><span class="hidden">Text</span>
        <input id="search" type="search" placeholder="Search the texts" aria-keyshortcuts="/" autocomplete="off"
          spellcheck="false" .value=${filter.phrase} @input=${(event: InputEvent) => commands.search((event.target as HTMLInputElement).value)}>
        <kbd aria-hidden="true">/</kbd></label>
      ${choose('Show', WHICH, filter.which, (which) => store.setFilter({ which }))}
      ${choose('Order', SORT, sort, (value) => {
        store.sort = value;
        store.refresh();
      })}
      ${chooseClass(store, 'Labelled', filter.given, (given) => store.setFilter({ given }))}
      ${chooseClass(store, 'Suggested', filter.suggested, (suggested) => store.setFilter({ suggested }))}
      <details class="wide" ?open=${about.classes.length <= MOST_OPEN}><summary>Pairs of classes</summary>${heatMap(store, commands)}</details>
      <p class="wide count"><span data-testid="in-view">${view.length.toLocaleString('en')}</span> of ${tally.all.toLocaleString('en')} in view
        ${isFiltered ? html`<button type="button" class="link" @click=${() => clear(store, commands)}>Show all</button>` : nothing}</p>
    </search>`;
}

function clear(store: Store, { search }: FilterCommands): void {
  search('');
  store.setFilter(NO_FILTER);
}

function choose<T extends string>(
  name: string,
  values: Readonly<Record<T, string>>,
  chosen: T,
  take: (value: T) => void,
) {
  return html`<div class="field"><label for=${`choose-${name}`}>${name}</label>
    <select id=${`choose-${name}`} .value=${chosen} @change=${(event: Event) => take((event.target as HTMLSelectElement).value as T)}>
      ${Object.entries<string>(values).map(([value, shown]) => html`<option value=${value} ?selected=${value === chosen}>${shown}</option>`)}
    </select></div>`;
}

function chooseClass(
  { about }: Store,
  name: string,
  chosen: number | null,
  take: (k: number | null) => void,
) {
  const takeValue = (value: string) => take(value === '' ? null : Number(value));
  return html`<div class="field"><label for=${`choose-${name}`}>${name}</label>
    <select id=${`choose-${name}`} .value=${chosen === null ? '' : String(chosen)} @change=${(event: Event) => takeValue((event.target as HTMLSelectElement).value)}>
      <option value="" ?selected=${chosen === null}>any class</option>
      ${about.classes.map((label, k) => html`<option value=${k} ?selected=${k === chosen}>${label}</option>`)}
    </select></div>`;
}
