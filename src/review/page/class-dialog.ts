/** Search for a class by name, where there are more classes than keys. */
import { classesNamed } from './class-keys.js';
import { closeDialog, dialog } from './dialog.js';
import { html, nothing } from './lit-html.js';
import type { Store } from './store.js';

const MOST_SHOWN = 50;

export class ClassDialog {
  readonly #store: Store;
  readonly #choose: (k: number) => void;
  #typed = '';
  #at = 0;

  constructor(store: Store, choose: (k: number) => void) {
    this.#store = store;
    this.#choose = choose;
  }

  open(): void {
    this.#typed = '';
    this.#at = 0;
    this.#store.dialog = 'class';
    this.#store.changed();
  }

  view() {
    const { about } = this.#store;
    const found = this.#found();
    const shown = found.slice(0, MOST_SHOWN);
    return dialog(
      this.#store,
      'Set another label',
      html`<input type="text" role="combobox" aria-label="Name of the class" aria-expanded="true" aria-controls="classes"
          aria-activedescendant=${`class-${this.#at}`} autocomplete="off" spellcheck="false" autofocus placeholder="Type a part of its name, such as its first words"
          .value=${this.#typed} @input=${(event: InputEvent) => this.#type((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#onKey(event)}>
        <ul id="classes" role="listbox" aria-label="Classes" class="found">
          ${shown.map((k, at) => html`<li role="option" id=${`class-${at}`} aria-selected=${at === this.#at} @click=${() => this.#take(k)}>${about.classes[k]}</li>`)}
        </ul>
        ${found.length === 0 ? html`<p role="status">No class has a name like this.</p>` : nothing}
        ${found.length > MOST_SHOWN ? html`<p>and ${found.length - MOST_SHOWN} more: type more of the name</p>` : nothing}`,
    );
  }

  #found(): number[] {
    const { about, row } = this.#store;
    const probabilities = row === undefined ? null : (this.#store.detail(row)?.probabilities ?? null);
    return classesNamed(about.classes, this.#typed, probabilities);
  }

  #type(typed: string): void {
    this.#typed = typed;
    this.#at = 0;
    this.#store.changed();
  }

  #onKey(event: KeyboardEvent): void {
    // Computed anew, since a key may be pressed before the list is drawn.
    const shown = this.#found().slice(0, MOST_SHOWN);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.#at = Math.min(Math.max(this.#at + step, 0), shown.length - 1);
      this.#store.changed();
    }
    const k = shown[this.#at];
    if (event.key !== 'Enter' || event.isComposing || k === undefined) return;
    event.preventDefault();
    this.#take(k);
  }

  #take(k: number): void {
    closeDialog(this.#store);
    this.#choose(k);
  }
}
