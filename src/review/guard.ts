/** Access control: pure functions of a request. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** The parts of a request on which access depends. */
export interface RequestHead {
  readonly method: string;
  /** As sent: path and query. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Secrets shared with the pages of a review. */
export interface Secrets {
  /** Is in the address at first, then in the cookie and in a header of every write. */
  readonly token: string;
  /** Contains the port, since ports of a host share their cookies. */
  readonly cookieName: string;
  /**
   * Token of the address with which a browser is started. Other users of the machine can see that address, so it is
   * valid once; null once it was used, or where there is none.
   */
  readonly once: string | null;
}

/** Why a request is refused: HTTP status, and a line for people. */
export interface Refusal {
  readonly status: 400 | 403 | 404 | 405 | 421;
  readonly reason: string;
}

/** The header that is required on every write. */
export const TOKEN_HEADER = 'x-review-token';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;
const NO_ENTRY = 'Open the address that find-label-errors printed in the terminal.';

/**
 * Checks a request before its body is read.
 *
 * A Host other than this machine indicates DNS rebinding: another site's name points here. Another Origin, or
 * Sec-Fetch-Site, means that a page of another site sent the request.
 *
 * @returns undefined where it is allowed
 */
export function refuse(head: RequestHead, secrets: Secrets): Refusal | undefined {
  const host = one(head.headers.host);
  if (host === undefined || !LOOPBACK.test(host)) {
    return { status: 421, reason: 'This server is only for programs on its own machine.' };
  }
  if (!['GET', 'HEAD', 'POST'].includes(head.method)) return { status: 405, reason: 'GET or POST, please.' };
  if (isForeign(head, host)) return { status: 403, reason: 'Other sites may not ask here.' };
  if (isEntry(head)) return hasEntryToken(head, secrets) || hasCookie(head, secrets) ? undefined : noEntry();
  if (!hasCookie(head, secrets)) return noEntry();
  if (head.method === 'POST' && !isSame(one(head.headers[TOKEN_HEADER]), secrets.token)) return noEntry();
  return undefined;
}

/** Whether the address of a request has a valid token, so that the response sets the cookie. */
export function hasEntryToken(head: RequestHead, { token, once }: Secrets): boolean {
  if (!isEntry(head)) return false;
  const given = queryOf(head.url).get('token') ?? undefined;
  return isSame(given, token) || (once !== null && isSame(given, once));
}

/** The secrets after a request whose address had a valid token. */
export function afterEntry(head: RequestHead, secrets: Secrets): Secrets {
  return queryOf(head.url).get('token') === secrets.once ? { ...secrets, once: null } : secrets;
}

/** The cookie that gives access: no script can read it, and no request from another site carries it. */
export function cookieFor({ cookieName, token }: Secrets): string {
  return `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict`;
}

/** The path of a request, not decoded, without its query. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0]!;
}

export function queryOf(url: string): URLSearchParams {
  return new URLSearchParams(url.slice(pathOf(url).length + 1));
}

/** Whether this is the page itself, the only path that is reached by a link. */
function isEntry({ method, url }: RequestHead): boolean {
  return method !== 'POST' && pathOf(url) === '/';
}

function isForeign(head: RequestHead, host: string): boolean {
  const origin = one(head.headers.origin);
  if (origin !== undefined && origin !== `http://${host}`) return true;
  const site = one(head.headers['sec-fetch-site']);
  return site !== undefined && site !== 'same-origin' && site !== 'none' && !isEntry(head);
}

function hasCookie({ headers }: RequestHead, { cookieName, token }: Secrets): boolean {
  const cookies = (one(headers.cookie) ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.some(
    (cookie) => cookie.startsWith(`${cookieName}=`) && isSame(cookie.slice(cookieName.length + 1), token),
  );
}

/** Compares in constant time. */
function isSame(given: string | undefined, secret: string): boolean {
  if (given === undefined) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
}

/** The value of a header that must not be repeated. */
function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

function noEntry(): Refusal {
  return { status: 403, reason: NO_ENTRY };
}
