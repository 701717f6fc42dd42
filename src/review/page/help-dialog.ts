/** The list of keys. */
import { MOST_FIXED_KEYS } from './class-keys.js';
import { dialog } from './dialog.js';
import { html } from './lit-html.js';
import type { Store } from './store.js';

export function helpDialog(store: Store) {
  const count = store.about.classes.length;
  const beside =
    count > MOST_FIXED_KEYS
      ? 'set the label beside them, one of the likeliest'
      : `${count > 9 ? 'and letters beyond ' : ''}set the label beside them; a class that is a digit has that key`;
  const keys: readonly (readonly [string, string])[] = [
    ['Enter', 'takes the suggestion'],
    ['1 – 9', beside],
    ['L', 'searches a class by its name'],
    ['K', 'keeps the label as it is'],
    ['S', 'skips, to come back later'],
    ['D', 'marks the row for deletion'],
    ['U', 'takes back the last step, and the one before, and so on'],
    ['↑ ↓ ← →', 'go to the candidate before or after'],
    ['+', 'shows more similar rows, or fewer again'],
    ['/', 'searches the texts'],
    ['B', 'decides about many at once'],
    ['R', 'ranks again with what is decided'],
    ['?', 'shows this'],
  ];
  return dialog(
    store,
    'Keys',
    html`<dl class="keys">${keys.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>
      <label class="check"><input type="checkbox" .checked=${store.hasKeys} @change=${() => toggleKeys(store)}>
        Keys alone do something (else only the buttons do)</label>`,
  );
}

function toggleKeys(store: Store): void {
  store.hasKeys = !store.hasKeys;
  localStorage.setItem('keys', store.hasKeys ? 'on' : 'off');
  store.changed();
}
