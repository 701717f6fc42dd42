/** The form fields, the sort buttons and the heat map. Each change dispatches an event "view". */

function say(change: Record<string, string | boolean>): void {
  document.dispatchEvent(new CustomEvent('view', { detail: change }));
}

const form = document.getElementById('controls') as HTMLFormElement;
const cells = [...document.querySelectorAll<HTMLButtonElement>('#heat button')];

function field(name: string): HTMLInputElement | HTMLSelectElement | null {
  return form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement | null;
}

/** Dispatches the values of the fields, and marks their cell in the heat map. */
function sayFields(): void {
  const change: Record<string, string> = {};
  for (const name of ['search', 'given', 'suggested', 'kind']) change[name] = field(name)?.value ?? '';
  for (const cell of cells) {
    const isChosen = cell.dataset.given === change.given && cell.dataset.suggested === change.suggested;
    cell.setAttribute('aria-pressed', String(isChosen));
  }
  say(change);
}

let waiting: ReturnType<typeof setTimeout> | undefined;
form.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(sayFields, 80);
});
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => setTimeout(sayFields));

for (const cell of cells) {
  cell.addEventListener('click', () => {
    const wasChosen = cell.getAttribute('aria-pressed') === 'true';
    field('given')!.value = wasChosen ? '' : cell.dataset.given!;
    field('suggested')!.value = wasChosen ? '' : cell.dataset.suggested!;
    sayFields();
    if (!wasChosen) document.getElementById('candidates')!.scrollIntoView({ block: 'start' });
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-sort]')) {
  button.addEventListener('click', () => {
    const head = button.closest('th')!;
    say({ sort: button.dataset.sort!, descending: head.getAttribute('aria-sort') === 'ascending' });
  });
}
// Browsers keep the values of fields over a reload.
if ([...new FormData(form).values()].some((value) => value !== '')) sayFields();
