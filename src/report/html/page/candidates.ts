/**
 * The list of candidates: filtered and sorted in memory, and added to the document a hundred at a time as the reader
 * scrolls, so that its speed does not depend on their number. Text from the data is set as text, never as markup.
 */

/** A candidate of the page. */
interface Candidate {
  readonly rank: number;
  readonly place: string;
  readonly given: string;
  readonly suggested: string | null;
  readonly quality: number | null;
  readonly kind: string;
  readonly words: readonly (readonly [token: string, weight: number])[];
  readonly text?: string;
  readonly note?: string;
}

/** What is shown, and in which order. */
interface View {
  given: string;
  suggested: string;
  kind: string;
  search: string;
  sort: 'rank' | 'quality' | 'given' | 'suggested';
  descending: boolean;
}

const ROWS_AT_ONCE = 100;
/** Most rows that are printed. */
const ROWS_PRINTED = 500;
const TEXT_SHOWN = 600;
const WORD = /[\p{L}\p{N}_]{2,}/gu;
/** Shorter stems would mark too many words. */
const SHORTEST_STEM = 4;

const candidates: readonly Candidate[] = JSON.parse(byId('candidates-data').textContent ?? '[]');
const lowered = candidates.map(({ text = '', given, suggested, place }) =>
  `${text} ${given} ${suggested ?? ''} ${place}`.toLowerCase(),
);
const view: View = { given: '', suggested: '', kind: '', search: '', sort: 'rank', descending: false };
let chosen: number[] = [];
let shown = 0;

function byId(id: string): HTMLElement {
  return document.getElementById(id)!;
}

function choose(): void {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  chosen = [...candidates.keys()].filter((at) => {
    const { given, suggested, kind } = candidates[at]!;
    return (
      (view.given === '' || given === view.given) &&
      (view.suggested === '' || suggested === view.suggested) &&
      (view.kind === '' || kind === view.kind) &&
      words.every((word) => lowered[at]!.includes(word))
    );
  });
  const sign = view.descending ? -1 : 1;
  chosen.sort((a, b) => sign * compare(candidates[a]!, candidates[b]!) || a - b);
}

function compare(a: Candidate, b: Candidate): number {
  switch (view.sort) {
    case 'quality':
      return (a.quality ?? 2) - (b.quality ?? 2);
    case 'given':
      return a.given.localeCompare(b.given);
    case 'suggested':
      return (a.suggested ?? '').localeCompare(b.suggested ?? '');
    default:
      return a.rank - b.rank;
  }
}

function render(): void {
  choose();
  shown = 0;
  byId('rows').replaceChildren();
  showMore(ROWS_AT_ONCE);
  const all = candidates.length.toLocaleString('en');
  const some = chosen.length.toLocaleString('en');
  byId('count').textContent = chosen.length === candidates.length ? `${all} rows` : `${some} of ${all} rows`;
  byId('none').hidden = chosen.length > 0;
  for (const button of document.querySelectorAll<HTMLElement>('[data-sort]')) {
    const isSorted = button.dataset.sort === view.sort;
    const order = view.descending ? 'descending' : 'ascending';
    button.closest('th')!.setAttribute('aria-sort', isSorted ? order : 'none');
  }
}

function showMore(count: number): void {
  const rows = document.createDocumentFragment();
  for (const at of chosen.slice(shown, shown + count)) rows.append(rowOf(candidates[at]!));
  shown = Math.min(chosen.length, shown + count);
  byId('rows').append(rows);
  byId('more').hidden = shown === chosen.length;
}

function rowOf(candidate: Candidate): HTMLElement {
  const { rank, place, given, suggested, quality, note } = candidate;
  const row = document.createElement('tr');
  if (given === suggested) row.className = 'agrees';
  const quality4 = quality === null ? '–' : quality > 0 && quality < 0.0001 ? '<0.0001' : quality.toFixed(4);
  row.append(
    cell('rank', String(rank)),
    cell('place', place),
    cell('given', given),
    cell('suggested', suggested ?? 'not judged'),
    cell('quality', quality4),
  );
  const text = cell('text', '');
  const words = wordsLine(candidate);
  if (note !== undefined) text.append(element('p', 'note', note));
  if (candidate.text !== undefined) text.append(textLine(candidate));
  if (words !== undefined) text.append(words);
  row.append(text);
  return row;
}

function textLine(candidate: Candidate): HTMLElement {
  const text = candidate.text!;
  const line = element('p', 'says', '');
  const show = (length: number) => line.replaceChildren(...marked(text.slice(0, length), candidate));
  // Not between the two halves of a surrogate pair.
  const end = /[\ud800-\udbff]/.test(text[TEXT_SHOWN - 1] ?? '') ? TEXT_SHOWN - 1 : TEXT_SHOWN;
  show(end);
  if (text.length > TEXT_SHOWN) {
    const button = element('button', 'all', '… show all');
    button.addEventListener('click', () => show(text.length));
    line.append(button);
  }
  return line;
}

/** A text with the words behind the suggestion marked. */
function marked(text: string, { words }: Candidate): (Node | string)[] {
  const weights = new Map(words.flatMap(([token, weight]) => token.split(' ').map((word) => [word, weight])));
  const weightOf = (word: string) => weights.get(word) ?? weights.get(stemAmong(word));
  const stems = [...weights.keys()].filter((token) => token.length >= SHORTEST_STEM);
  const stemAmong = (word: string) => stems.find((stem) => word.startsWith(stem)) ?? '';
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const match of text.matchAll(WORD)) {
    const weight = weightOf(match[0].toLowerCase());
    if (weight === undefined) continue;
    const mark = element('mark', weight >= 2 ? 'strong' : '', match[0]);
    mark.title = `${weight.toFixed(1)} nats for the suggestion`;
    parts.push(text.slice(at, match.index), mark);
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}

function wordsLine({ words }: Candidate): HTMLElement | undefined {
  if (words.length === 0) return undefined;
  const list = words.slice(0, 5).map(([token, weight]) => `${token} +${weight.toFixed(1)}`);
  return element('p', 'words', list.join('  ·  '));
}

function cell(name: string, text: string): HTMLElement {
  const made = element('td', name, text);
  made.dataset.head = name;
  return made;
}

function element(tag: string, name: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  if (name !== '') made.className = name;
  made.textContent = text;
  return made;
}

document.addEventListener('view', (event) => {
  Object.assign(view, (event as CustomEvent<Partial<View>>).detail);
  render();
});
new IntersectionObserver((entries) => {
  if (entries.some(({ isIntersecting }) => isIntersecting)) showMore(ROWS_AT_ONCE);
}).observe(byId('more'));
window.addEventListener('beforeprint', () => showMore(Math.max(0, ROWS_PRINTED - shown)));
render();
