/**
 * The Hugging Face Hub: reads its state and sends to it. All use of the network is here, and only `--push` loads it.
 */
import { commitIter, createRepo, downloadFile, listFiles } from '@huggingface/hub';
import type { UserError } from '../errors/user-error.js';
import { pushFailed } from './errors.js';
import type { StoredFile } from './hugging-face/other-files.js';

/** A data set on the Hub, and the token for it. */
export interface HubPlace {
  /** URL of the Hub, without a slash at the end. */
  readonly url: string;
  readonly token: string;
  /** user/name */
  readonly repo: string;
}

/** What is on the Hub before a push. */
export interface HubState {
  readonly exists: boolean;
  readonly card: string | null;
  readonly files: readonly StoredFile[];
}

/** A push to the Hub. */
export interface Push {
  /** Whether the data set exists; otherwise it is created. */
  readonly exists: boolean;
  /** Whether a created data set is private. */
  readonly isPrivate: boolean;
  /** Path of each file on the Hub, and its content. */
  readonly files: readonly { readonly path: string; readonly content: URL | Blob }[];
  /** Files to delete. */
  readonly stale: readonly string[];
  readonly title: string;
  /** The command that continues a failed push. */
  readonly again: string;
}

const repoOf = ({ repo }: HubPlace) => ({ type: 'dataset' as const, name: repo });

/**
 * Reads the state of the Hub.
 *
 * @throws UserError if it cannot be reached, or rejects the token
 */
export async function lookAtHub(place: HubPlace): Promise<HubState> {
  const access = { repo: repoOf(place), hubUrl: place.url, accessToken: place.token };
  try {
    const files: StoredFile[] = [];
    for await (const { type, path, size } of listFiles({ ...access, recursive: true })) {
      if (type === 'file') files.push({ name: path, size });
    }
    const hasCard = files.some(({ name }) => name === 'README.md');
    const card = hasCard ? await downloadFile({ ...access, path: 'README.md' }) : null;
    return { exists: true, card: card === null ? null : await card.text(), files };
  } catch (cause) {
    if (statusOf(cause) === 404) return { exists: false, card: null, files: [] };
    throw problemOf(place, cause, { state: 'Nothing was written or sent.', again: undefined });
  }
}

/**
 * Sends files in one commit, and creates the data set if it does not exist.
 *
 * @returns its URL for people
 * @throws UserError with what was sent, and how to continue
 */
export async function pushToHub(place: HubPlace, push: Push): Promise<string> {
  const access = { repo: repoOf(place), hubUrl: place.url, accessToken: place.token };
  const progress = { made: false, phase: 'making', sent: new Set<string>() };
  try {
    if (!push.exists) {
      await createRepo({ ...access, ...(push.isPrivate ? { visibility: 'private' } : {}) });
      progress.made = true;
    }
    const events = commitIter({
      ...access,
      title: push.title,
      operations: [
        ...push.files.map((file) => ({ operation: 'addOrUpdate' as const, ...file })),
        ...push.stale.map((path) => ({ operation: 'delete' as const, path })),
      ],
    });
    for await (const event of events) {
      if (event.event === 'phase') progress.phase = event.phase;
      else if (event.state === 'uploading' && event.progress === 1) progress.sent.add(event.path);
    }
  } catch (cause) {
    throw problemOf(place, cause, { state: stateOf(place, cause, progress), again: push.again });
  }
  return pageOf(place);
}

function pageOf({ url, repo }: HubPlace): string {
  return `${url}/datasets/${repo}`;
}

/** What is on the Hub after a failed push. */
function stateOf(
  place: HubPlace,
  cause: unknown,
  {
    made,
    phase,
    sent,
  }: { readonly made: boolean; readonly phase: string; readonly sent: ReadonlySet<string> },
): string {
  if (phase === 'committing' && statusOf(cause) === undefined) {
    return `All files were sent, but no answer came to the commit: whether it was made is seen at ${pageOf(place)}/commits/main.`;
  }
  const files = [...sent].sort();
  const unchanged = made
    ? 'The data set was made on the Hub, and is empty.'
    : 'On the Hub nothing has changed.';
  if (files.length === 0) return `${unchanged} No file was sent.`;
  return `${unchanged} Sent, and not to be sent again: ${files.join(', ')}.`;
}

function statusOf(cause: unknown): number | undefined {
  const { statusCode } = cause as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

const REMEDIES: Readonly<Record<number, (place: HubPlace) => string>> = {
  401: ({ url }) => `The token is not valid. Make one that may write, at ${url}/settings/tokens.`,
  403: ({ url, repo }) =>
    `The token may not write to ${repo}. Make one that may, at ${url}/settings/tokens, or push under another name.`,
  409: () => 'It is being changed by another user, or it exists and this token may not see it.',
  429: () => 'Wait some minutes: too much was asked of the Hub in a short time.',
};

function problemOf(
  place: HubPlace,
  cause: unknown,
  { state, again }: { readonly state: string; readonly again: string | undefined },
): UserError {
  const status = statusOf(cause);
  const { message, cause: inner } = cause as Error & { cause?: NodeJS.ErrnoException };
  const common = { repo: place.repo, hub: place.url, state, again };
  if (status !== undefined) {
    const remedy = REMEDIES[status]?.(place) ?? (status >= 500 ? 'The Hub has a problem: try later.' : '');
    // The client appends the URL to the server's message.
    const said = message.replace(/\.? URL: [\s\S]*$/, '');
    return pushFailed({ ...common, problem: `it was refused with status ${status}: ${said}`, remedy });
  }
  if (message !== 'fetch failed' && message !== 'terminated') {
    const problem = `what came back is no answer of the Hub (${message})`;
    return pushFailed({ ...common, problem, remedy: 'Check HF_ENDPOINT if it is set.' });
  }
  const remedy = 'Check the network, and HF_ENDPOINT if it is set.';
  const why = inner?.code ?? inner?.message ?? message;
  return pushFailed({ ...common, problem: `the connection has failed (${why})`, remedy });
}
