/** The rows that are most like a candidate: how similar texts were labelled. */
import type { SimilarRow } from '../wire.js';
import { describeState } from './describe-decision.js';
import { html, nothing } from './lit-html.js';
import type { Store } from './store.js';

/** Rows of each class that are shown at first. */
const SHOWN = 3;

export function similarView(store: Store, row: number, given: number, suggested: number) {
  if (!store.about.hasSimilar) return nothing;
  const found = store.similar(row);
  if (found === undefined)
    return html`<section class="similar loading" aria-label="Similar rows">…</section>`;
  const most = store.hasMoreSimilar ? Number.POSITIVE_INFINITY : SHOWN;
  const lists = [found.same, found.given, found.suggested];
  if (lists.every((list) => list.length === 0)) {
    return html`<section class="similar" aria-label="Similar rows"><p>No other row shares its words.</p></section>`;
  }
  const hasMore = lists.some((list) => list.length > SHOWN);
  return html`
    <section class="similar" aria-label="Similar rows" data-testid="similar">
      ${found.same.length === 0 ? nothing : listOf(store, 'The same text, or nearly', found.same.slice(0, most))}
      <div class="columns">
        ${listOf(store, `Similar rows labelled ${store.className(given)}`, found.given.slice(0, most))}
        ${suggested === given ? nothing : listOf(store, `Similar rows labelled ${store.className(suggested)}`, found.suggested.slice(0, most))}
      </div>
      ${
        hasMore
          ? html`<p><button type="button" aria-keyshortcuts="+" @click=${() => toggleSimilar(store)}>
              ${store.hasMoreSimilar ? 'Fewer' : 'More'} similar rows <kbd>+</kbd></button></p>`
          : nothing
      }
    </section>`;
}

/** Shows more similar rows, or fewer again. */
export function toggleSimilar(store: Store): void {
  store.hasMoreSimilar = !store.hasMoreSimilar;
  store.changed();
}

function listOf(store: Store, title: string, rows: readonly SimilarRow[]) {
  return html`<div><h3>${title}</h3>
    ${rows.length === 0 ? html`<p>none</p>` : html`<ol>${rows.map((each) => rowView(store, each))}</ol>`}</div>`;
}

function rowView({ about }: Store, { line, index, file, given, state, similarity, text }: SimilarRow) {
  const place = line > 0 ? `line ${line.toLocaleString('en')}` : `row ${index.toLocaleString('en')}`;
  return html`<li><small title="cosine of the words">${Math.round(similarity * 100)} % alike · ${about.classes[given]}${
    state === 0 ? nothing : html` <b>${describeState(about.classes, state)}</b>`
  } · ${file === null ? nothing : html`<bdi>${file}</bdi> `}${place}</small>
    <span class="snippet" dir="auto">${text}</span></li>`;
}
