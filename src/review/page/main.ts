/** Starts the page. */
import { Actions } from './actions.js';
import { fetchState } from './api.js';
import { App } from './app.js';
import { html, render } from './lit-html.js';
import { Store } from './store.js';

const root = document.getElementById('app')!;
// The cookie is set now: remove the token from the address and the browser's history.
history.replaceState(null, '', '/');

try {
  start(await fetchState());
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  render(html`<p class="alert" role="alert">The review cannot be shown: ${message}</p>`, root);
}

function start(about: Awaited<ReturnType<typeof fetchState>>): void {
  root.replaceChildren();
  let app: App | undefined;
  let isDue = false;
  const store = new Store(about, () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      app?.draw();
    });
  });
  const actions = new Actions(store);
  app = new App(store, actions, root);
  document.addEventListener('keydown', (event) => app.onKey(event));
  document.addEventListener('click', (event) => app.onClick(event));
  addEventListener('resize', () => store.changed());
  addEventListener('beforeunload', (event) => {
    if (store.saving > 0) event.preventDefault();
  });
  actions.follow();
  store.changed();
}
