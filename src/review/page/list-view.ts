/** The ranked list: only visible rows are in the document, however many there are. */

import { qualityText } from './candidate-view.js';
import { describeState, shortName } from './describe-decision.js';
import { html } from './lit-html.js';
import type { Store } from './store.js';

/** Height of a row in pixels; the style sheet has the same. */
const ROW = 56;
/** Rows that are drawn above and below the visible ones. */
const SPARE = 6;
/** Rows that Page Up and Page Down move by. */
const PAGE = 10;

/** Scroll position of the list. */
export interface ListPlace {
  top: number;
  height: number;
}

export interface ListCommands {
  goTo(at: number): void;
  onScroll(event: Event): void;
  onKey(event: KeyboardEvent): void;
}

export function listView(store: Store, { top, height }: ListPlace, commands: ListCommands) {
  const { view, at } = store;
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const last = Math.min(view.length, Math.ceil((top + height) / ROW) + SPARE);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return html`
    <div class="list" id="list" role="listbox" tabindex="0" aria-label="Candidates, worst first"
      aria-activedescendant=${at >= first && at < last ? `option-${at}` : ''}
      @scroll=${commands.onScroll} @keydown=${commands.onKey}>
      <div class="all" .style=${`height: ${view.length * ROW}px`}>
        ${shown.map((each) => listRow(store, each, commands))}
      </div>
    </div>`;
}

function listRow(store: Store, at: number, { goTo }: ListCommands) {
  const { columns, about, view } = store;
  const place = view[at]!;
  const state = columns.state[place]!;
  const quality = columns.quality[place] ?? null;
  const given = shortName(about.classes[columns.given[place]!]!);
  return html`
    <div role="option" id=${`option-${at}`} class="row ${state === 0 ? '' : 'settled'}" aria-selected=${at === store.at}
      aria-posinset=${at + 1} aria-setsize=${view.length} .style=${`top: ${at * ROW}px`} @click=${() => goTo(at)}>
      <span class="rank">${place + 1}</span>
      <span class="pair" title=${pairTitle(store, place)}>${
        state === 0
          ? html`${shortName(about.classes[columns.suggested[place]!]!)} <small>← ${given}</small>`
          : html`<b>${describeState(about.classes, state)}</b> <small>${given}</small>`
      }</span>
      <span class="quality" title="Label quality: the order is what counts, low is suspicious">${quality === null ? '' : qualityText(quality)}</span>
      <span class="snippet">${store.snippet(columns.row[place]!) ?? '…'}</span>
    </div>`;
}

function pairTitle({ about, columns }: Store, place: number): string {
  return `labelled ${about.classes[columns.given[place]!]}, suggested ${about.classes[columns.suggested[place]!]}`;
}

/** The candidates whose snippets the list shows. */
export function rowsShown({ view, columns }: Store, { top, height }: ListPlace): number[] {
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  return view.slice(first, Math.ceil((top + height) / ROW) + SPARE).map((place) => columns.row[place]!);
}

/** The scroll position at which a row is visible, with some rows around it; undefined if it is visible already. */
export function scrollTo(at: number, { top, height }: ListPlace): number | undefined {
  if (at < 0 || height === 0) return undefined;
  const isSeen = at * ROW >= top && (at + 1) * ROW <= top + height;
  return isSeen ? undefined : Math.max(0, at * ROW - height / 3);
}

/** The position in the list to which a key moves; undefined for other keys. */
export function listTarget(key: string, { at, view }: Store): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - PAGE,
    PageDown: at + PAGE,
    Home: 0,
    End: view.length - 1,
  };
  return Object.hasOwn(targets, key) ? targets[key] : undefined;
}
