/** The confident joint as a small heat map: which classes are confused, and how often. */
import { html, nothing } from './lit-html.js';
import type { Store } from './store.js';

/** Larger matrices are shown as a list of their largest cells. */
const MOST_CLASSES = 12;
const PAIRS_LISTED = 12;
/** With more classes, their names are vertical. */
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
  const { classes, joint } = store.about;
  const most = largest(store);
  return html`
    <table class=${`heat ${classes.length > ROOMY ? 'dense' : ''}`}>
      <caption>${joint === null ? 'Open candidates' : 'Rows estimated'}: labelled ↓ truly →</caption>
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
  /** The largest value of all cells. */
  readonly most: number;
}

function cell(store: Store, { given, k, most }: Cell, { togglePair }: PairCommands) {
  const { filter } = store;
  const value = rowsAt(store, given, k);
  const isShown = filter.given === given && filter.suggested === k;
  return html`<button type="button" class=${`heat-${shadeOf(value, most)}`} aria-pressed=${isShown}
    title=${describe(store, given, k)} aria-label=${describe(store, given, k)} @click=${() => togglePair(given, k)}>${value === 0 ? '' : value}</button>`;
}

function pairList(store: Store, { togglePair }: PairCommands) {
  const K = store.about.classes.length;
  const { openPairs } = store.tally;
  const pairs: { given: number; k: number; value: number; open: number }[] = [];
  for (let given = 0; given < K; given++) {
    for (let k = 0; k < K; k++) {
      const value = given === k ? 0 : rowsAt(store, given, k);
      if (value > 0) pairs.push({ given, k, value, open: openPairs[given * K + k]! });
    }
  }
  const listed = pairs.sort((a, b) => b.value - a.value || b.open - a.open).slice(0, PAIRS_LISTED);
  return html`<ol class="pairs" aria-label="Pairs of classes, most rows first">${listed.map(
    ({
      given,
      k,
      value,
    }) => html`<li><button type="button" class=${`heat-${shadeOf(value, listed[0]!.value)}`}
      aria-pressed=${store.filter.given === given && store.filter.suggested === k} title=${describe(store, given, k)}
      @click=${() => togglePair(given, k)}><span>${store.className(given)} → ${store.className(k)}</span> <b>${value}</b></button></li>`,
  )}</ol>${pairs.length === 0 ? html`<p>No pair of classes stands out.</p>` : nothing}`;
}

function rowsAt({ about, tally }: Store, given: number, k: number): number {
  const at = given * about.classes.length + k;
  return about.joint === null ? tally.openPairs[at]! : Math.round(about.joint[at]!);
}

function largest(store: Store): number {
  const K = store.about.classes.length;
  let most = 0;
  for (let given = 0; given < K; given++) {
    for (let k = 0; k < K; k++) if (given !== k) most = Math.max(most, rowsAt(store, given, k));
  }
  return most;
}

function shadeOf(value: number, most: number): number {
  return value === 0 ? 0 : 1 + Math.round(Math.sqrt(value / most) * (SHADES - 2));
}

function describe(store: Store, given: number, k: number): string {
  const { about, tally } = store;
  const estimated = about.joint === null ? '' : `${rowsAt(store, given, k)} rows estimated, `;
  const open = tally.openPairs[given * about.classes.length + k]!;
  return `${store.className(given)} → ${store.className(k)}: ${estimated}${open} open`;
}
