/** Dialogs: HTML's own, which trap the focus and restore it. */
import { html, type TemplateResult } from './lit-html.js';
import type { Store } from './store.js';

/** A dialog around its content; Escape, its button or a click beside it close it. */
export function dialog(store: Store, title: string, content: TemplateResult) {
  const close = () => closeDialog(store);
  const onClick = (event: MouseEvent) => {
    if (event.target === event.currentTarget) close();
  };
  return html`
    <dialog aria-labelledby="dialog-title" @close=${close} @cancel=${close} @click=${onClick}>
      <div class="inside">
        <header><h2 id="dialog-title">${title}</h2>
          <button type="button" class="link" aria-label="Close" @click=${close}>✕</button></header>
        ${content}
      </div>
    </dialog>`;
}

export function closeDialog(store: Store): void {
  store.dialog = null;
  store.changed();
}

/** Dialogs that were opened: one that the browser has closed must not open again before it is removed. */
const opened = new WeakSet<HTMLDialogElement>();

/** Opens the dialog that was just drawn, if any. */
export function openDrawnDialog(): void {
  const drawn = document.querySelector('dialog');
  if (drawn === null || opened.has(drawn)) return;
  opened.add(drawn);
  drawn.showModal();
}

/** Whether an element with the focus handles a key itself, where no dialog is open. */
export function isTaken(element: Element | null, key: string): boolean {
  if (element === null) return false;
  if (element.closest('dialog') !== null) return false; // it is closed, and about to be removed
  if (element.closest('input, select, textarea') !== null) return true;
  return element.closest('button, a, summary') !== null && (key === 'enter' || key === ' ');
}
