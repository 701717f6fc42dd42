/** The server: sockets and their limits around the routes. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './assets.js';
import { portForbidden, portInUse } from './errors.js';
import { afterEntry, cookieFor, hasEntryToken, pathOf, refuse, type Secrets } from './guard.js';
import { answer, type Site } from './routes.js';
import type { ReviewEvent } from './wire.js';

/** Options of the server; times in milliseconds. */
export interface ServerOptions extends Site {
  /** 0 for any free port. */
  readonly port: number;
  /** A request that is incomplete by then is aborted; default 10 s. */
  readonly patience?: number;
  /** Called with errors that are bugs of this program. */
  onBug(error: unknown): void;
}

/** A running server. */
export interface RunningServer {
  readonly port: number;
  /** URLs of the page. The first is valid at any time, the second once. */
  readonly addresses: { readonly lasting: string; readonly once: string };
  /** Ends all connections; resolves when all are closed. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** Limits of bodies: a decision is small; a choice of all rows of a large data set is not. */
const MOST_BYTES = 65_536;
const MOST_BULK_BYTES = 16 * 1_048_576;
const HEARTBEAT = 15_000;

const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

/**
 * Serves a review on 127.0.0.1.
 *
 * @throws UserError if the port is taken or forbidden
 */
export async function serve(options: ServerOptions): Promise<RunningServer> {
  const { patience = 10_000 } = options;
  const streams = new EventStreams();
  const context: Context = {
    options,
    streams,
    secrets: { token: options.token, cookieName: '', once: null },
  };
  const server = createServer(
    { requestTimeout: patience, headersTimeout: patience, connectionsCheckingInterval: patience / 2 },
    (request, response) => {
      handle(context, request, response).catch((error) => {
        if (!request.destroyed) options.onBug(error); // else the client has gone
        if (response.headersSent) response.destroy();
        else send(response, { status: 500, type: 'text/plain', body: 'This is a bug.' });
      });
    },
  );
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const once = randomBytes(24).toString('base64url');
  context.secrets = { ...context.secrets, cookieName: `find-label-errors-${port}`, once };
  const silence = options.review.listen((event) => streams.tell(event));
  const heartbeat = setInterval(() => streams.beat(), HEARTBEAT);
  const address = (token: string) => `http://${HOST}:${port}/?token=${token}`;
  return {
    port,
    addresses: { lasting: address(options.token), once: address(once) },
    async close() {
      silence();
      clearInterval(heartbeat);
      streams.end({ type: 'finished' });
      await new Promise((resolve) => {
        server.close(resolve);
        setTimeout(() => server.closeAllConnections(), 100).unref();
      });
    },
  };
}

/**
 * Checks, before any work, that a port is available.
 *
 * @throws UserError if it is taken or forbidden
 */
export async function requirePort(port: number): Promise<void> {
  const server = createServer();
  await listen(server, port);
  await new Promise((resolve) => server.close(resolve));
}

interface Context {
  readonly options: ServerOptions;
  secrets: Secrets;
  readonly streams: EventStreams;
}

async function handle(context: Context, request: IncomingMessage, response: ServerResponse) {
  const { options, secrets, streams } = context;
  const { method = '', url = '', headers } = request;
  const head = { method, url, headers };
  const refusal = refuse(head, secrets);
  if (refusal !== undefined) {
    response.setHeader('Connection', 'close'); // the body, if any, is not read
    return send(response, {
      status: refusal.status,
      type: 'text/plain; charset=utf-8',
      body: refusal.reason,
    });
  }
  if (method === 'GET' && pathOf(url) === '/api/events')
    return streams.add(response, HEADERS, { type: 'hello', ...options.review.version });
  const body = await readBody(request, pathOf(url) === '/api/bulk' ? MOST_BULK_BYTES : MOST_BYTES);
  if (body === undefined) {
    response.setHeader('Connection', 'close');
    return send(response, { status: 413, type: 'text/plain; charset=utf-8', body: 'That is too much.' });
  }
  if (hasEntryToken(head, secrets)) {
    response.setHeader('Set-Cookie', cookieFor(secrets));
    context.secrets = afterEntry(head, secrets);
  }
  const isWanted = () => !response.destroyed;
  send(response, await answer(options, { ...head, body, isWanted }), method === 'HEAD');
}

function send(response: ServerResponse, { status, type, body }: Answer, onlyHead = false): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(onlyHead ? undefined : body);
}

/** The body of a request; undefined where it is larger than allowed. */
async function readBody(request: IncomingMessage, most: number): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > most) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      reject(code === 'EADDRINUSE' ? portInUse(port) : portForbidden(port, code));
    });
    server.listen(port, HOST, resolve);
  });
}

const MOST_PAGES = 100;
/** Bytes that wait for a page which does not read: it loads anew what it has missed. */
const MOST_UNREAD = 1_048_576;

/** Open streams, the oldest first. None of them is written to once it is ended or dropped. */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();

  /** Starts a stream; where there are too many, the oldest is dropped, whether it is read or not. */
  add(response: ServerResponse, headers: Readonly<Record<string, string>>, first: ReviewEvent): void {
    const [oldest] = this.#open;
    if (oldest !== undefined && this.#open.size >= MOST_PAGES) this.#drop(oldest);
    response.on('error', () => this.#drop(response));
    response.on('close', () => this.#open.delete(response));
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
    response.write(eventText(first));
    this.#open.add(response);
  }

  get size(): number {
    return this.#open.size;
  }

  tell(event: ReviewEvent): void {
    this.#write(eventText(event));
  }

  /** Keeps connections from being taken for dead. */
  beat(): void {
    this.#write(':\n\n');
  }

  /** Ends all streams with a last event. */
  end(last: ReviewEvent): void {
    for (const response of this.#open) response.end(eventText(last));
    this.#open.clear();
  }

  #write(text: string): void {
    for (const response of this.#open) {
      if (response.writableLength > MOST_UNREAD) this.#drop(response);
      else response.write(text);
    }
  }

  #drop(response: ServerResponse): void {
    this.#open.delete(response);
    response.destroy();
  }
}

function eventText(event: ReviewEvent): string {
  return `retry: 1000\ndata: ${JSON.stringify(event)}\n\n`;
}
