/** The candidates by pairs of classes as a small heat map: which classes are confused, how often, and what is open. */
import { html, nothing } from './lit-html.js';
import type { Store } from './store.js';

/** Larger matrices are shown as a list of their largest cells. */
const MOST_CLASSES = 12;
const PAIRS_LISTED = 12;
/** With more classes, their names are vertical, and cells show open candidates only. */
const ROOMY = 6;
/** Number of shades in the style sheet, from heat-0. */
const SHADES = 6;

export interface PairCommands {
  /** Shows only a pair, or all if only this pair was shown. */
  togglePair(given: number, suggested: number): void;
}

export function heatMap(store: Store, commands: PairCommands) {
  return store.about.classes.length <= MOST_CLASSES ? matrix(store, commands) : pairList(store, commands);
}

function matrix(store: Store, commands: PairCommands) {
  const { classes } = store.about;
  const most = Math.max(...store.tally.pairs);
  const isDense = classes.length > ROOMY;
  return html`
    <table class=${`heat ${isDense ? 'dense' : ''}`}>
      <caption>Open candidates${isDense ? nothing : ' / all'}: labelled ↓ suggested →</caption>
      <thead><tr><td></td>${classes.map((name) => html`<th scope="col" title=${name}><span>${name}</span></th>`)}</tr></thead>
      <tbody>${classes.map(
        (name, given) =>
          html`<tr><th scope="row" title=${name}><span>${name}</span></th>${classes.map((_, k) =>
            given === k
              ? html`<td class="same">·</td>`
              : html`<td>${cell(store, { given, k, most }, commands)}</td>`,
          )}</tr>`,
      )}</tbody>
    </table>`;
}

interface Cell {
  readonly given: number;
  readonly k: number;
  /** The largest number of candidates of all cells. */
  readonly most: number;
}

function cell(store: Store, { given, k, most }: Cell, { togglePair }: PairCommands) {
  const { filter } = store;
  const { open, all } = countsOf(store, given, k);
  const isDense = store.about.classes.length > ROOMY;
  return html`<button type="button" class=${`heat-${shadeOf(open, most)}`} ?disabled=${all === 0}
    aria-pressed=${filter.given === given && filter.suggested === k} title=${describe(store, given, k)}
    aria-label=${describe(store, given, k)} @click=${() => togglePair(given, k)}>${
      all === 0 ? nothing : html`${open}${isDense || open === all ? nothing : html`<small>/${all}</small>`}`
    }</button>`;
}

function pairList(store: Store, { togglePair }: PairCommands) {
  const K = store.about.classes.length;
  const found: { given: number; k: number; open: number; all: number }[] = [];
  for (const [at, all] of store.tally.pairs.entries()) {
    const [given, k] = [Math.floor(at / K), at % K];
    if (all > 0 && given !== k) found.push({ given, k, ...countsOf(store, given, k) });
  }
  const listed = found.sort((a, b) => b.all - a.all || b.open - a.open).slice(0, PAIRS_LISTED);
  return html`<ol class="pairs" aria-label="Pairs of classes, most candidates first">${listed.map(
    ({
      given,
      k,
      open,
      all,
    }) => html`<li><button type="button" class=${`heat-${shadeOf(open, listed[0]!.all)}`}
      aria-pressed=${store.filter.given === given && store.filter.suggested === k} title=${describe(store, given, k)}
      @click=${() => togglePair(given, k)}><span>${store.className(given)} → ${store.className(k)}</span>
      <b>${open}${open === all ? nothing : html`<small>/${all}</small>`}</b></button></li>`,
  )}</ol>${found.length === 0 ? html`<p>No candidate has another label suggested.</p>` : nothing}`;
}

function countsOf({ about, tally }: Store, given: number, k: number) {
  const at = given * about.classes.length + k;
  return { open: tally.openPairs[at]!, all: tally.pairs[at]! };
}

function shadeOf(value: number, most: number): number {
  return value === 0 ? 0 : 1 + Math.round(Math.sqrt(value / most) * (SHADES - 2));
}

function describe(store: Store, given: number, k: number): string {
  const { open, all } = countsOf(store, given, k);
  return `${store.className(given)} → ${store.className(k)}: ${open} open of ${all}`;
}
