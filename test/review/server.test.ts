/** What the server does for its page, and refuses to everybody else. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { RunningServer } from '../../src/review/server.js';
import type { CandidateDetail, ReviewState } from '../../src/review/wire.js';
import { folderOfTest, newswireCopy, openReview, serveReview } from './support.js';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Received {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends a request exactly as it is written here: fetch would put Host, Origin and path right. */
function ask(
  { port }: RunningServer,
  { method = 'GET', path = '/', headers = {}, body }: Sent,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: text }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const cookieOf = ({ port }: RunningServer) => ({ Cookie: `find-label-errors-${port}=the-token` });
const write = { 'X-Review-Token': 'the-token', 'Content-Type': 'application/json' };

async function started() {
  const opened = await openReview(newswireCopy(folderOfTest()));
  const server = await serveReview(opened);
  const row = opened.review.candidates.rows()[0]!;
  const keep: Sent = {
    method: 'POST',
    path: '/api/decide',
    headers: { ...cookieOf(server), ...write },
    body: JSON.stringify({ row, from: 0, what: 'keep' }),
  };
  return { ...opened, server, row, keep };
}

test('the address lets in, and its cookie is all that is needed from then on', async () => {
  const { server } = await started();
  const page = await ask(server, { path: '/?token=the-token' });
  expect(page.status).toBe(200);
  expect(page.body).toContain('<meta name="token" content="the-token">');
  const [cookie] = page.headers['set-cookie'] as string[];
  expect(cookie).toBe(`find-label-errors-${server.port}=the-token; Path=/; HttpOnly; SameSite=Strict`);
  const again = await ask(server, { headers: { Cookie: cookie!.split(';')[0]! } });
  expect(again.status).toBe(200);
  expect(again.headers['set-cookie']).toBeUndefined();
  const state: ReviewState = JSON.parse(
    (await ask(server, { path: '/api/state', headers: cookieOf(server) })).body,
  );
  expect(state.classes).toEqual(['World', 'Sports', 'Business', 'Sci/Tech']);
  expect(state.candidates.row).toHaveLength(82);
});

test('the address that a browser is started with lets in once', async () => {
  const { server } = await started();
  const path = server.addresses.once.replace(/^http:\/\/[^/]+/, '');
  expect(server.addresses.once).not.toContain('the-token');
  const first = await ask(server, { path });
  expect(first.status).toBe(200);
  expect(first.headers['set-cookie']).toHaveLength(1);
  expect((await ask(server, { path })).status).toBe(403);
  expect((await ask(server, { path: '/?token=the-token' })).status).toBe(200);
});

test('nothing is answered without the token, not even the parts of the page', async () => {
  const { server, keep, onDisk, log } = await started();
  const everything = [
    '/',
    '/?token=wrong',
    '/?token=',
    '/main.js',
    '/page.css',
    '/lit-html.js',
    '/api/state',
  ];
  const wrong = [
    {},
    { Cookie: `find-label-errors-${server.port}=wrong` },
    { Cookie: 'find-label-errors-1=the-token' },
  ];
  for (const path of [
    ...everything,
    '/api/candidate?row=0',
    '/api/search?text=a',
    '/api/events',
    '/nothing',
  ]) {
    for (const headers of wrong) expect((await ask(server, { path, headers })).status, path).toBe(403);
  }
  const headersOfWrites = [
    {},
    write,
    cookieOf(server),
    { ...cookieOf(server), 'X-Review-Token': 'wrong' },
    { ...cookieOf(server), 'X-Review-Token': '' },
    { 'X-Review-Token': 'the-token', Cookie: `find-label-errors-${server.port}=wrong` },
  ];
  for (const headers of headersOfWrites) expect((await ask(server, { ...keep, headers })).status).toBe(403);
  expect(log.decisions.size).toBe(0);
  await expect(onDisk()).rejects.toThrow('no such file');
  expect((await ask(server, keep)).status).toBe(200);
  expect((await onDisk()).size).toBe(1);
});

test('a site whose own name points here is refused (DNS rebinding)', async () => {
  const { server, keep, log } = await started();
  const names = [
    'evil.example',
    `evil.example:${server.port}`,
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '0.0.0.0',
  ];
  for (const Host of [
    ...names,
    '127.0.0.1@evil.example',
    'evil.example/127.0.0.1',
    '127.0.0.1, evil.example',
  ]) {
    expect((await ask(server, { path: '/?token=the-token', headers: { Host } })).status, Host).toBe(421);
    expect((await ask(server, { ...keep, headers: { ...keep.headers, Host } })).status, Host).toBe(421);
  }
  expect(log.decisions.size).toBe(0);
  // A tunnel from another machine may have another port at its other end.
  for (const Host of ['127.0.0.1:9000', `localhost:${server.port}`, 'localhost', `[::1]:${server.port}`]) {
    expect((await ask(server, { path: '/?token=the-token', headers: { Host } })).status, Host).toBe(200);
  }
});

test('a page of another origin is refused, even with cookie and token', async () => {
  const { server, keep, log } = await started();
  const own = `http://127.0.0.1:${server.port}`;
  const origins = [
    'https://evil.example',
    'null',
    `https://127.0.0.1:${server.port}`,
    'http://127.0.0.1:1',
    `${own}.evil.example`,
  ];
  for (const Origin of [...origins, `http://localhost:${server.port}`]) {
    expect((await ask(server, { ...keep, headers: { ...keep.headers, Origin } })).status, Origin).toBe(403);
    const headers = { ...cookieOf(server), Origin };
    expect((await ask(server, { path: '/api/state', headers })).status, Origin).toBe(403);
  }
  for (const site of ['cross-site', 'same-site']) {
    const headers = { ...cookieOf(server), 'Sec-Fetch-Site': site };
    for (const path of ['/api/state', '/main.js', '/api/events']) {
      expect((await ask(server, { path, headers })).status, site).toBe(403);
    }
    expect(
      (await ask(server, { ...keep, headers: { ...keep.headers, 'Sec-Fetch-Site': site } })).status,
    ).toBe(403);
    // A link in a terminal that is itself a page leads to the page, but to nothing else.
    expect(
      (await ask(server, { path: '/?token=the-token', headers: { 'Sec-Fetch-Site': site } })).status,
    ).toBe(200);
  }
  expect(log.decisions.size).toBe(0);
  expect((await ask(server, { ...keep, headers: { ...keep.headers, Origin: own } })).status).toBe(200);
  const preflight = await ask(server, {
    method: 'OPTIONS',
    path: '/api/decide',
    headers: { Origin: 'https://evil.example' },
  });
  expect(preflight.status).toBe(405);
});

test('every answer forbids foreign scripts, frames and readers', async () => {
  const { server, keep } = await started();
  const answers = [
    await ask(server, { path: '/?token=the-token' }),
    await ask(server, { path: '/main.js', headers: cookieOf(server) }),
    await ask(server, { path: '/api/state', headers: cookieOf(server) }),
    await ask(server, { path: '/nothing', headers: cookieOf(server) }),
    await ask(server, {}),
    await ask(server, keep),
  ];
  for (const { headers } of answers) {
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('no file but those of the page is served', async () => {
  const { server } = await started();
  const paths = [
    ...[
      '/../newswire.csv',
      '/..%2fnewswire.csv',
      '/%2e%2e/%2e%2e/package.json',
      '/./page.html',
      '//etc/passwd',
      '/etc/passwd',
    ],
    ...[
      '/page.html',
      '/lit-html.js.map',
      '/main.ts',
      '/main.js/',
      '/main.js%00',
      '/MAIN.JS',
      '/..\\..\\package.json',
    ],
    ...[
      '/constructor',
      '/__proto__',
      '/api/__proto__',
      '/api/state/',
      '/api//state',
      'http://127.0.0.1/main.js',
      '/newswire.csv',
    ],
  ];
  for (const path of paths) {
    expect((await ask(server, { path, headers: cookieOf(server) })).status, path).toBe(404);
  }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE']) {
    expect(
      (await ask(server, { method, path: '/api/state', headers: cookieOf(server) })).status,
      method,
    ).toBe(405);
  }
  expect(
    (await ask(server, { method: 'POST', path: '/', headers: { ...cookieOf(server), ...write } })).status,
  ).toBe(404);
  const head = await ask(server, { method: 'HEAD', path: '/main.js', headers: cookieOf(server) });
  expect([head.status, head.body]).toEqual([200, '']);
});

test('a body that is too large is refused before it is read, and the server goes on', async () => {
  const { server, keep, log } = await started();
  const headers = { ...keep.headers, 'Content-Length': '10000000' };
  expect((await ask(server, { ...keep, headers, body: '{' })).status).toBe(413);
  const chunked = { ...keep.headers, 'Transfer-Encoding': 'chunked' };
  const received = await ask(server, { ...keep, headers: chunked, body: ' '.repeat(1_000_000) }).catch(
    ({ code }: NodeJS.ErrnoException) => code,
  );
  // Whether the answer is seen depends on how much of the body the system took in before the end.
  expect(typeof received === 'string' ? ['EPIPE', 'ECONNRESET'] : [413]).toContain(
    typeof received === 'string' ? received : received!.status,
  );
  expect(log.decisions.size).toBe(0);
  expect((await ask(server, keep)).status).toBe(200);
});

test('a body that makes no sense changes nothing', async () => {
  const { server, keep, row, log } = await started();
  const wrong: unknown[] = [
    ...[
      {},
      [],
      null,
      'x',
      { row },
      { row, what: 'keep' },
      { row, from: -1, what: 'keep' },
      { row, from: 0, what: 'burn' },
      { row: -1, from: 0, what: 'keep' },
      { row: 1.5, from: 0, what: 'keep' },
    ],
    ...[
      { row: '0', from: 0, what: 'keep' },
      { row, from: 0, what: 'relabel' },
      { row, from: 0, what: 'relabel', class: 4 },
      { row, from: 0, what: 'relabel', class: -1 },
    ],
    ...[
      { row, from: 0, what: 'keep', class: 1 },
      { row, from: 0, what: 'keep', file: '/etc/passwd' },
    ],
  ];
  for (const body of [...wrong.map((value) => JSON.stringify(value)), '', '{', '\u0000']) {
    expect((await ask(server, { ...keep, body })).status, body).toBe(400);
  }
  const noCandidate = await ask(server, {
    ...keep,
    body: JSON.stringify({ row: 1_000_000, from: 0, what: 'keep' }),
  });
  expect([noCandidate.status, noCandidate.body]).toEqual([
    409,
    expect.stringContaining('row 1000000 is no candidate'),
  ]);
  for (const query of ['row=1000000', 'row=x', '']) {
    expect((await ask(server, { path: `/api/candidate?${query}`, headers: cookieOf(server) })).status).toBe(
      409,
    );
  }
  expect((await ask(server, { path: '/api/snippets?rows=x', headers: cookieOf(server) })).status).toBe(409);
  const many = Array(201).fill(row).join(',');
  expect((await ask(server, { path: `/api/snippets?rows=${many}`, headers: cookieOf(server) })).status).toBe(
    400,
  );
  expect(log.decisions.size).toBe(0);
});

test('a client that sends slowly is cut off, and keeps nobody waiting', async () => {
  const opened = await openReview(newswireCopy(folderOfTest()));
  const server = await serveReview(opened, { patience: 300 });
  const head = `POST /api/decide HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookieOf(server).Cookie}\r\nX-Review-Token: the-token\r\n`;
  const slow = ['GET / HT', head, `${head}Content-Length: 100\r\n\r\n{`].map(
    (start) =>
      new Promise<string>((resolve) => {
        const socket = connect(server.port, '127.0.0.1', () => socket.write(start));
        let received = '';
        socket.on('data', (chunk) => {
          received += chunk;
        });
        socket.on('error', () => {});
        socket.on('close', () => resolve(received));
      }),
  );
  expect((await ask(server, { path: '/?token=the-token' })).status).toBe(200);
  for (const received of await Promise.all(slow)) expect(received).toMatch(/^$|^HTTP\/1.1 408/);
  expect(opened.log.decisions.size).toBe(0);
});

test('a client that goes away in the middle leaves the server as it was', async () => {
  const { server, keep } = await started();
  const socket = connect(server.port, '127.0.0.1');
  socket.write(
    `POST /api/decide HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookieOf(server).Cookie}\r\nX-Review-Token: the-token\r\nContent-Length: 100\r\n\r\n{`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  expect((await ask(server, keep)).status).toBe(200);
});

test('a text is sent in parts, its words marked', async () => {
  const { server, row } = await started();
  const { body } = await ask(server, { path: `/api/candidate?row=${row}`, headers: cookieOf(server) });
  const detail: CandidateDetail = JSON.parse(body);
  expect(detail.parts.map(({ text }) => text).join('')).toMatch(/^Gene study by the Kestrel observa/);
  expect(detail.parts.find(({ text }) => text === 'study')).toMatchObject({ kind: 'for' });
  expect(detail.evidence[0]!.weight).toBeGreaterThan(1);
  expect(detail.counterEvidence.length).toBeGreaterThan(0);
  expect(detail.probabilities!.reduce((sum, p) => sum + p)).toBeCloseTo(1);
});

test('a port that is taken is told', async () => {
  const { server, ...opened } = await started();
  const second = serveReview(opened, { port: server.port });
  await expect(second).rejects.toMatchObject({
    name: 'UserError',
    message: `port ${server.port} is in use by another program`,
  });
});
