/** Requests to the server. */
import type {
  BulkAction,
  CandidateDetail,
  Changes,
  Choice,
  Problem,
  ReviewEvent,
  ReviewState,
  SimilarRows,
  Snippets,
  State,
  Undone,
} from '../wire.js';

/** The server answered with an error. */
export class Refused extends Error {
  readonly fix: string;

  constructor({ problem, fix }: Problem) {
    super(problem);
    this.name = 'Refused';
    this.fix = fix;
  }
}

/** The server did not answer. */
export class Gone extends Error {
  constructor() {
    super('the server does not answer');
    this.name = 'Gone';
  }
}

const token = document.querySelector<HTMLMetaElement>('meta[name="token"]')?.content ?? '';

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, { ...init, cache: 'no-store', credentials: 'same-origin' });
    body =
      response.headers.get('content-type') === 'application/json'
        ? await response.json()
        : await response.text();
  } catch (error) {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : new Gone();
  }
  if (response.ok) return body as T;
  throw new Refused(typeof body === 'string' ? { problem: body, fix: '' } : (body as Problem));
}

function post<T>(path: string, body: object): Promise<T> {
  const headers = { 'Content-Type': 'application/json', 'X-Review-Token': token };
  return ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

export const fetchState = () => ask<ReviewState>('/api/state');
export const fetchSnippets = (rows: readonly number[]) =>
  ask<Snippets>(`/api/snippets?rows=${rows.join(',')}`);
export const fetchDetail = (row: number, whole = false) =>
  ask<CandidateDetail>(`/api/candidate?row=${row}${whole ? '&whole' : ''}`);
export const fetchSimilar = (row: number) => ask<SimilarRows>(`/api/similar?row=${row}`);
export const search = (phrase: string, signal: AbortSignal) =>
  ask<number[]>(`/api/search?text=${encodeURIComponent(phrase)}`, { signal });
/** @param from the state of the candidate that the page shows: the server refuses where another page has changed it */
export const decide = (row: number, choice: Choice, from: State) =>
  post<Changes>('/api/decide', { row, from, ...choice });
export const decideMany = (action: BulkAction, rows: readonly number[], ranking: number) =>
  post<Changes>('/api/bulk', { action, rows, ranking });
export const undo = (evenOlder: boolean) => post<Undone>('/api/undo', { evenOlder });
export const rankAgain = () => post<object>('/api/rank', {});
export const audit = () => post<object>('/api/audit', {});
export const finish = () => post<object>('/api/finish', {});

/** Receives the server's events. */
export interface Listener {
  onEvent(event: ReviewEvent): void;
  /** @param forGood whether the server rejects this page's token */
  onGone(forGood: boolean): void;
}

/**
 * Receives the server's events while the page is visible: browsers limit the connections to a server, and hidden
 * pages must not use them up. `hello` says after each pause whether steps were missed.
 *
 * @returns a function that connects anew
 */
export function follow(listener: Listener): () => void {
  let source: EventSource | undefined;
  const connect = () => {
    source?.close();
    source = undefined;
    if (document.hidden) return;
    const opened = new EventSource('/api/events');
    source = opened;
    opened.onmessage = ({ data }) => listener.onEvent(JSON.parse(data));
    opened.onerror = () => {
      if (source === opened) listener.onGone(opened.readyState === EventSource.CLOSED);
    };
  };
  document.addEventListener('visibilitychange', connect);
  connect();
  return connect;
}
