/** Notices above everything else: problems, and the end of the review. */
import { isDecided } from './candidate-columns.js';
import { html, nothing } from './lit-html.js';
import type { Store, Trouble } from './store.js';

/** Current problems. */
export function alerts(store: Store) {
  const { connection, trouble } = store;
  const gone = {
    live: nothing,
    finished: nothing,
    gone: html`<p><b>The server is gone: nothing can be saved now.</b> What this page calls saved is on the disk. The
      page goes on by itself once the server answers; if it was ended, start the review again and open the address that it prints.</p>`,
    lost: html`<p><b>This page does not belong to the review that runs now.</b> Nothing can be saved from here. Open the
      address that the terminal shows.</p>`,
  }[connection];
  if (gone === nothing && trouble === null) return nothing;
  return html`<div class="alert" role="alert">${gone}
    ${trouble === null ? nothing : troubleView(store, trouble)}</div>`;
}

function troubleView(store: Store, { what, fix, row }: Trouble) {
  return html`<p><b>${what}</b> ${fix}
    ${row === undefined ? nothing : html`<button type="button" class="link" @click=${() => store.show(row)}>Show the candidate</button>`}</p>`;
}

/** What to do when no candidate is open any more. */
export function allDone({ tally, about }: Store) {
  if (tally.open > 0 || tally.all === 0) return nothing;
  return html`<section class="done" aria-label="Done" data-testid="done">
    <h2>Nothing is open any more</h2>
    <p>${tally.decided.toLocaleString('en')} decided${tally.skipped > 0 ? html`, ${tally.skipped.toLocaleString('en')} skipped` : nothing}.
      Rank again (R) to see what the decisions bring up, or finish and write the corrected data:</p>
    <p><code>${about.applyCommand}</code></p>
  </section>`;
}

/** The page after the end of the review. */
export function ended({ columns, about }: Store) {
  const decided = columns.state.filter(isDecided).length;
  return html`<main class="ended" data-testid="ended">
    <h1>The review has ended</h1>
    <p>${decided.toLocaleString('en')} of ${columns.state.length.toLocaleString('en')} candidates are decided. All of it is saved in
      <code>${about.decisionsFile}</code>.</p>
    ${decided === 0 ? nothing : html`<p>To write the corrected data:</p><p><code>${about.applyCommand}</code></p>`}
    <p>This page can be closed.</p>
  </main>`;
}
