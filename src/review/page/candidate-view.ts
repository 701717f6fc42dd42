/** One candidate: its text, the evidence, and the possible decisions. */
import type { CandidateDetail, Choice, TextPart } from '../wire.js';
import { classKeys } from './class-keys.js';
import { describeState, shortName } from './describe-decision.js';
import { html, nothing } from './lit-html.js';
import { similarView } from './similar-view.js';
import type { Store } from './store.js';

export interface CandidateCommands {
  decide(choice: Choice): void;
  accept(): void;
  search(): void;
  move(steps: number): void;
  showWhole(row: number): void;
}

export function candidateView(store: Store, commands: CandidateCommands) {
  const { place, row, columns, about } = store;
  if (place === undefined || row === undefined) {
    return html`<p class="empty">No candidate is in view. Change the filter to see more.</p>`;
  }
  const detail = store.detail(row);
  const given = columns.given[place]!;
  const suggested = columns.suggested[place]!;
  const state = columns.state[place]!;
  const keys = classKeys(about.classes, detail?.probabilities ?? null, given, suggested);
  return html`
    <article aria-labelledby="labels" class=${state === 0 ? '' : 'settled'}>
      <p class="place" data-testid="place">${placeText(store, place, detail)}</p>
      <h2 id="labels">
        <span class="label given">${about.classes[given]}</span>
        ${
          suggested === given
            ? html`<span class="arrow">no other label is suggested</span>`
            : html`<span class="arrow" role="img" aria-label="suggested:">→</span>
              <span class="label suggested">${about.classes[suggested]}</span>`
        }
        ${state === 0 ? nothing : html`<span class="state" data-testid="state">${describeState(about.classes, state)}</span>`}
      </h2>
      ${detail === undefined ? html`<p class="text loading">…</p>` : textView(detail, commands)}
      ${detail === undefined ? nothing : evidenceView(store, detail, given, suggested)}
      <ol class="classes" aria-label="Classes">
        ${keys.map(({ k, key }) => classButton(store, { k, key, given, suggested, detail, state }, commands))}
        ${
          keys.length < about.classes.length
            ? html`<li><button type="button" class="class more" @click=${commands.search} aria-keyshortcuts="l">
                <kbd>L</kbd><span class="name">another of ${about.classes.length} classes …</span></button></li>`
            : nothing
        }
      </ol>
      ${actionBar(commands, suggested !== given)}
      ${similarView(store, row, given, suggested)}
      ${neighbours(store, commands)}
    </article>`;
}

function placeText({ columns, view, at }: Store, place: number, detail: CandidateDetail | undefined) {
  const line = columns.line[place]!;
  return html`
    <span>${(at + 1).toLocaleString('en')} of ${view.length.toLocaleString('en')}</span>
    ${place === at ? nothing : html`<span>rank ${(place + 1).toLocaleString('en')}</span>`}
    ${detail === undefined || detail.file === null ? nothing : html`<span>${detail.file}</span>`}
    <span>${line > 0 ? html`line ${line.toLocaleString('en')}` : html`row ${columns.index[place]!.toLocaleString('en')}`}</span>
    ${detail === undefined || detail.id === null ? nothing : html`<span>id <bdi>${detail.id}</bdi></span>`}
    ${probabilitiesText(detail)}
    ${detail === undefined || detail.copies < 2 ? nothing : html`<span class="copies">${detail.copies} candidates say the same; they are decided together</span>`}`;
}

/** The probabilities of the two classes by the model; not the quality, which is of another scale. */
function probabilitiesText(detail: CandidateDetail | undefined) {
  const { givenProbability: given, suggestedProbability: suggested } = detail ?? {};
  if (typeof given !== 'number' || typeof suggested !== 'number') return nothing;
  return html`<span title="By the model">given ${percentText(given)}, suggested ${percentText(suggested)}</span>`;
}

export function qualityText(quality: number): string {
  return quality < 0.0001 ? '<0.0001' : quality.toFixed(4);
}

function textView({ row, parts, cut }: CandidateDetail, { showWhole }: CandidateCommands) {
  return html`
    <p class="text" dir="auto" data-testid="text">${parts.map(partView)}</p>
    ${
      cut === 0
        ? nothing
        : html`<p><button type="button" @click=${() => showWhole(row)}>Show ${cut.toLocaleString('en')} more characters</button></p>`
    }`;
}

/** Texts are set as text, never as markup. */
function partView({ text, kind, weight, isStrong }: TextPart) {
  if (kind === 'plain') return text;
  if (kind === 'acting')
    return html`<span class="acting" title="a character that is not shown, or reorders text">${text}</span>`;
  const title = `${weight!.toFixed(weight! < 1 ? 2 : 1)} nats ${kind === 'for' ? 'for' : 'against'} the suggestion`;
  return html`<mark class="${kind} ${isStrong ? 'strong' : ''}" title=${title}>${text}</mark>`;
}

function evidenceView({ about }: Store, detail: CandidateDetail, given: number, suggested: number) {
  const words = (list: CandidateDetail['evidence'], kind: string, k: number) =>
    list.length === 0
      ? nothing
      : html`<p class="words ${kind}"><span>for ${about.classes[k]}:</span>
          ${list.map(({ token, weight }) => html`<span class="word"><bdi>${token}</bdi> <small>${weight.toFixed(weight < 1 ? 2 : 1)}</small></span>`)}</p>`;
  if (given === suggested) return nothing;
  return html`<div class="evidence" title="Weights are nats: 2.3 are odds of 10 to 1">
    ${words(detail.evidence, 'for', suggested)}${words(detail.counterEvidence, 'against', given)}</div>`;
}

/** A long name keeps both ends; who does not see it hears all of it. */
function nameOf(name: string) {
  const short = shortName(name, NAME_BESIDE_KEY);
  return short === name
    ? name
    : html`<span aria-hidden="true">${short}</span><span class="hidden">${name}</span>`;
}

/** The most characters of a class name beside its key. */
const NAME_BESIDE_KEY = 20;

interface ClassButton {
  readonly k: number;
  readonly key: string;
  readonly given: number;
  readonly suggested: number;
  readonly detail: CandidateDetail | undefined;
  readonly state: number;
}

function classButton({ about }: Store, shown: ClassButton, { decide }: CandidateCommands) {
  const { k, key, given, suggested, detail, state } = shown;
  const probability = probabilityOf(shown);
  const isSet = state === 4 + k || (state === 1 && k === given);
  const role = k === given ? 'given' : k === suggested ? 'suggested' : '';
  return html`<li>
    <button type="button" class="class ${role}" aria-pressed=${isSet} aria-keyshortcuts=${key || nothing}
      @click=${() => decide(k === given ? { what: 'keep' } : { what: 'relabel', class: k })}>
      ${key === '' ? html`<span></span>` : html`<kbd>${key.toUpperCase()}</kbd>`}
      <span class="name" title=${about.classes[k]}>${nameOf(about.classes[k]!)}</span>
      <span class="role">${role}</span>
      <span class="track"><span class="fill" .style=${`width: ${((probability ?? 0) * 100).toFixed(2)}%`}></span></span>
      <span class="share">${detail === undefined ? '' : probability === null ? '?' : percentText(probability)}</span>
    </button></li>`;
}

function probabilityOf({ k, given, suggested, detail }: ClassButton): number | null {
  if (detail === undefined) return null;
  if (detail.probabilities !== null) return detail.probabilities[k]!;
  if (k === given) return detail.givenProbability;
  return k === suggested ? detail.suggestedProbability : null;
}

function percentText(probability: number): string {
  const percent = probability * 100;
  if (percent > 0 && percent < 0.1) return '<0.1 %';
  if (percent < 100 && percent > 99.9) return '>99.9 %';
  return `${percent.toFixed(1)} %`;
}

function actionBar({ accept, decide, move }: CandidateCommands, hasSuggestion: boolean) {
  const button = (name: string, key: string, shortcut: string, run: () => void, kind = '') => html`
    <button type="button" class=${kind} aria-keyshortcuts=${shortcut} @click=${run}>${name} <kbd>${key}</kbd></button>`;
  return html`
    <div class="actions" role="toolbar" aria-label="This candidate">
      ${hasSuggestion ? button('Take the suggestion', '⏎', 'Enter', accept, 'main') : nothing}
      ${button('Keep the label', 'K', 'k', () => decide({ what: 'keep' }))}
      ${button('Skip', 'S', 's', () => decide({ what: 'skip' }))}
      ${button('Delete the row', 'D', 'd', () => decide({ what: 'delete' }))}
      <span class="moves">
        <button type="button" aria-label="Candidate before" aria-keyshortcuts="ArrowLeft" @click=${() => move(-1)}>←</button>
        <button type="button" aria-label="Candidate after" aria-keyshortcuts="ArrowRight" @click=${() => move(1)}>→</button>
      </span>
    </div>`;
}

/** Buttons for the previous and the next candidate. */
function neighbours(store: Store, { move }: CandidateCommands) {
  const { view, at, columns, about } = store;
  const near = (step: number, name: string) => {
    const place = view[at + step];
    if (place === undefined) return html`<span></span>`;
    const state = columns.state[place]!;
    return html`<button type="button" class="neighbour ${state === 0 ? '' : 'settled'}" @click=${() => move(step)}>
      <small>${name} · ${about.classes[columns.given[place]!]} ${state === 0 ? `→ ${about.classes[columns.suggested[place]!]}` : describeState(about.classes, state)}</small>
      <span class="snippet">${store.snippet(columns.row[place]!) ?? '…'}</span></button>`;
  };
  return html`<nav class="neighbours" aria-label="Neighbours in rank">${near(-1, 'before')}${near(1, 'after')}</nav>`;
}
