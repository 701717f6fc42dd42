/** Pushing to a Hub on this machine, by the real client. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../dataset/files.js';
import { type LocalHub, refuse, startHub } from './hub-server.js';
import { run } from './run.js';

const DATA = 'text,label\ngood film,pos\ngood plot,pos\nbad film,neg\nbad plot,neg\n';
const TOKEN = 'hf_testtokenoftests';
const ARGS = ['export', 'data.csv', '--to', 'huggingface', '-o', 'out', '--push', 'me/films'];

const kindOf = (hub: LocalHub) =>
  hub.requests.map(({ method, path: where }) => {
    const route = where.replace(/\?.*/, '').replace(/\/upload\/[0-9a-f]{64}/, '/upload/<sha256>');
    return `${method} ${route}`;
  });
const commitOf = (hub: LocalHub) =>
  hub.requests
    .findLast(({ path: where }) => where.includes('/commit/'))!
    .body.toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const push = (folder: string, hub: LocalHub, more: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  run(folder, [...ARGS, ...more], { HF_ENDPOINT: hub.url, HF_TOKEN: TOKEN, ...env });

test('a new data set: what the client asks for, and what is there afterwards', async () => {
  const hub = await startHub();
  const folder = folderWith({ 'data.csv': DATA });
  const { status, stderr } = await push(folder, hub, ['--private']);
  expect(stderr).toContain(`me/films: pushed to ${hub.url}/datasets/me/films\n`);
  expect(stderr).not.toContain(TOKEN);
  expect(status).toBe(0);
  expect(kindOf(hub)).toEqual([
    'GET /api/datasets/me/films/tree/main',
    'POST /api/repos/create',
    'POST /api/datasets/me/films/preupload/main',
    'POST /datasets/me/films.git/info/lfs/objects/batch',
    'PUT /upload/<sha256>',
    'POST /api/datasets/me/films/commit/main',
  ]);
  for (const { method, authorization } of hub.requests) {
    // What is sent to storage goes without the token.
    expect(authorization).toBe(method === 'PUT' ? undefined : `Bearer ${TOKEN}`);
  }
  expect([...hub.privateRepos]).toEqual(['me/films']);
  const files = hub.repos.get('me/films')!;
  expect([...files.keys()].sort()).toEqual([
    '.gitattributes',
    'README.md',
    'data/train-00000-of-00001.parquet',
  ]);
  for (const name of ['README.md', 'data/train-00000-of-00001.parquet']) {
    expect(files.get(name)!.equals(readFileSync(path.join(folder, 'out', name)))).toBe(true);
  }
  expect(files.get('README.md')!.toString()).toContain('\n# films\n');
});

test('again: the card keeps what was written on the Hub, and older files of the split go', async () => {
  const hub = await startHub();
  const folder = folderWith({ 'data.csv': DATA });
  await push(folder, hub);
  const files = hub.repos.get('me/films')!;
  const card = files.get('README.md')!.toString();
  files.set(
    'README.md',
    Buffer.from(
      card
        .replace('task_categories:', 'license: mit\ntask_categories:')
        .replace('# films', '# Films\n\nBy *me*.'),
    ),
  );
  files.set('data/train-00001-of-00002.parquet', Buffer.from('old'));
  files.set('data/train-00000-of-00001-0123456789abcdef.parquet', Buffer.from('older'));
  files.set('LICENSE', Buffer.from('MIT'));
  const { status, stderr } = await push(folder, hub, ['--force']);
  expect([status, stderr]).toEqual([0, expect.stringContaining('pushed to')]);
  const remade = files.get('README.md')!.toString();
  expect(remade).toContain('license: mit\n');
  expect(remade).toContain('# Films\n\nBy *me*.\n');
  expect(remade.match(/begin train/g)).toHaveLength(1);
  expect([...files.keys()].sort()).toEqual([
    '.gitattributes',
    'LICENSE',
    'README.md',
    'data/train-00000-of-00001.parquet',
  ]);
  expect(commitOf(hub).map(({ key, value }) => [key, value.path])).toEqual([
    ['header', undefined],
    ['lfsFile', 'data/train-00000-of-00001.parquet'],
    ['file', 'README.md'],
    ['deletedFile', 'data/train-00001-of-00002.parquet'],
    ['deletedFile', 'data/train-00000-of-00001-0123456789abcdef.parquet'],
  ]);
  // What is there already is not sent twice.
  expect(kindOf(hub).filter((kind) => kind.startsWith('PUT'))).toHaveLength(1);
  expect(readFileSync(path.join(folder, 'out', 'README.md'), 'utf8')).not.toContain('By *me*');
});

test('another split joins those on the Hub', async () => {
  const hub = await startHub();
  const folder = folderWith({ 'data.csv': DATA });
  await push(folder, hub);
  const other = folderWith({ 'data.csv': `${DATA}fine film,pos\n` });
  expect((await push(other, hub, ['--split', 'test'])).status).toBe(0);
  const card = hub.repos.get('me/films')!.get('README.md')!.toString();
  expect(card).toContain('  - name: train\n');
  expect(card).toMatch(/- name: test\n +num_bytes: \d+\n +num_examples: 5\n/);
  expect(card).toContain('path: data/train-*\n');
  const local = readFileSync(path.join(other, 'out', 'README.md'), 'utf8');
  expect(local).not.toContain('data/train-*');
});

test('classes that differ from those of the other splits are refused before anything is written', async () => {
  const hub = await startHub();
  await push(folderWith({ 'data.csv': DATA }), hub);
  const before = hub.requests.length;
  const folder = folderWith({ 'data.csv': DATA.replaceAll('pos', 'good') });
  const { status, stderr } = await push(folder, hub, ['--split', 'test']);
  expect(status).toBe(2);
  expect(stderr).toContain(
    'README.md of me/films: the other splits there have other classes: neg, pos; these rows have good, neg',
  );
  expect(() => readFileSync(path.join(folder, 'out', 'README.md'))).toThrow('ENOENT');
  expect(hub.requests.slice(before).every(({ method }) => method === 'GET')).toBe(true);
});

test.each([
  [401, 'Invalid credentials', 'The token is not valid. Make one that may write, at '],
  [429, 'Slow down', 'Wait some minutes'],
  [503, 'Down', 'The Hub has a problem: try later.'],
])('a Hub that answers %i at once: nothing is written', async (code, error, remedy) => {
  const hub = await startHub();
  hub.interrupt = (_, response) => refuse(response, code, error);
  const folder = folderWith({ 'data.csv': DATA });
  const { status, stderr } = await push(folder, hub);
  expect(status).toBe(2);
  expect(stderr).toContain(
    `me/films was not pushed to ${hub.url}: it was refused with status ${code}: ${error}\n`,
  );
  expect(stderr).toContain('  Nothing was written or sent. ');
  expect(stderr).toContain(remedy);
  expect(() => readFileSync(path.join(folder, 'out', 'README.md'))).toThrow('ENOENT');
});

const AGAIN = 'To go on: find-label-errors export data.csv --to huggingface -o out --push me/films --force\n';

test('a token that may not write there', async () => {
  const hub = await startHub();
  hub.interrupt = ({ path: where }, response) =>
    where === '/api/repos/create' && refuse(response, 403, "You don't have the rights");
  const folder = folderWith({ 'data.csv': DATA });
  const { status, stderr } = await push(folder, hub);
  expect(status).toBe(2);
  expect(stderr).toContain("it was refused with status 403: You don't have the rights\n");
  expect(stderr).toContain('  On the Hub nothing has changed. No file was sent. ');
  expect(stderr).toContain('The token may not write to me/films.');
  expect(stderr).toContain(AGAIN);
  // The folder is whole: only sending is left to do.
  expect(readFileSync(path.join(folder, 'out', 'README.md'), 'utf8')).toContain('4 rows');
  hub.interrupt = undefined;
  expect((await push(folder, hub, ['--force'])).status).toBe(0);
  expect(hub.repos.get('me/films')!.size).toBe(3);
});

test('a connection that breaks while a file is sent', async () => {
  const hub = await startHub();
  hub.interrupt = ({ method }, response) => {
    if (method !== 'PUT') return false;
    response.destroy();
    return true;
  };
  const folder = folderWith({ 'data.csv': DATA });
  const { status, stderr } = await push(folder, hub);
  expect(status).toBe(2);
  expect(stderr).toMatch(/the connection has failed \(\w+\)\n/);
  expect(stderr).toContain('  The data set was made on the Hub, and is empty. No file was sent. ');
  expect(stderr).toContain(AGAIN);
});

test('a commit that is refused: what was sent is not sent again', async () => {
  const hub = await startHub();
  hub.interrupt = ({ path: where }, response) =>
    where.includes('/commit/') && refuse(response, 400, 'Invalid metadata in README.md');
  const folder = folderWith({ 'data.csv': DATA });
  const { stderr } = await push(folder, hub);
  expect(stderr).toContain('it was refused with status 400: Invalid metadata in README.md\n');
  expect(stderr).toContain('Sent, and not to be sent again: data/train-00000-of-00001.parquet. ');
  hub.interrupt = undefined;
  const again = await push(folder, hub, ['--force']);
  expect([again.status, kindOf(hub).filter((kind) => kind.startsWith('PUT'))]).toEqual([
    0,
    ['PUT /upload/<sha256>'],
  ]);
});

test('a commit that is never answered: nobody knows', async () => {
  const hub = await startHub();
  hub.interrupt = ({ path: where }, response) => {
    if (!where.includes('/commit/')) return false;
    response.destroy();
    return true;
  };
  const { stderr } = await push(folderWith({ 'data.csv': DATA }), hub);
  expect(stderr).toContain(
    `All files were sent, but no answer came to the commit: whether it was made is seen at ${hub.url}/datasets/me/films/commits/main.`,
  );
});

test('what is no Hub, and nobody who answers', async () => {
  const hub = await startHub();
  hub.interrupt = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
    return true;
  };
  const folder = folderWith({ 'data.csv': DATA });
  expect((await push(folder, hub)).stderr).toContain('what came back is no answer of the Hub (');
  const closed = await push(folder, hub, [], { HF_ENDPOINT: 'http://127.0.0.1:9' });
  expect(closed.stderr).toMatch(/the connection has failed \(.+\)\n/);
  expect(closed.stderr).toContain('Check the network, and HF_ENDPOINT if it is set.');
});

test('messages of a Hub cannot act on a terminal', async () => {
  const hub = await startHub();
  hub.interrupt = (_, response) => refuse(response, 400, 'no \u001b[31m\n::error::x');
  const { stderr } = await push(folderWith({ 'data.csv': DATA }), hub);
  expect(stderr).not.toContain('\u001b');
  expect(stderr).not.toMatch(/^::error/m);
});

test('the token is found where Hugging Face keeps it', async () => {
  const hub = await startHub();
  const folder = folderWith({
    'data.csv': DATA,
    '.cache/huggingface/token': 'hf_incache\n',
    'home/token': 'hf_inhome',
    named: 'hf_named',
    empty: '\n',
    wrong: 'secret',
  });
  mkdirSync(path.join(folder, 'elsewhere'));
  const env = { HF_ENDPOINT: hub.url };
  const tokenWith = async (more: NodeJS.ProcessEnv) => {
    const answer = await run(folder, [...ARGS, '--force'], { ...env, ...more });
    return answer.status === 0 ? hub.requests.at(-1)!.authorization : answer.stderr;
  };
  expect(await tokenWith({})).toBe('Bearer hf_incache');
  expect(await tokenWith({ HF_HOME: 'home' })).toBe('Bearer hf_inhome');
  expect(await tokenWith({ HF_TOKEN_PATH: 'named' })).toBe('Bearer hf_named');
  expect(await tokenWith({ HF_TOKEN: ' hf_first ', HF_TOKEN_PATH: 'named' })).toBe('Bearer hf_first');
  expect(await tokenWith({ HF_TOKEN_PATH: 'empty' })).toContain(
    'no token for the Hugging Face Hub was found: neither in HF_TOKEN nor in empty\n',
  );
  const wrong = await tokenWith({ HF_TOKEN_PATH: 'wrong' });
  expect(wrong).toContain('wrong: this is no token of the Hugging Face Hub');
  expect(wrong).not.toContain('secret');
});

test.each([
  [['--push', 'films'], '--push films: this is not the name of a data set on the Hub'],
  [['--push', 'me/films/x'], 'is not the name of a data set'],
  [['--push', '../films'], 'is not the name of a data set'],
  [['--private'], '--private would be ignored without --push'],
])('%j is refused', async (args, message) => {
  const folder = folderWith({ 'data.csv': DATA });
  const answer = await run(folder, [...ARGS.slice(0, 6), ...args], {
    HF_TOKEN: TOKEN,
    HF_ENDPOINT: 'http://127.0.0.1:9',
  });
  expect([answer.status, answer.stderr]).toEqual([2, expect.stringContaining(message)]);
});

test('--private comes too late for what is on the Hub, and an address must be one', async () => {
  const hub = await startHub();
  const folder = folderWith({ 'data.csv': DATA });
  await push(folder, hub);
  expect((await push(folder, hub, ['--force', '--private'])).stderr).toContain(
    '--private would be ignored: me/films is on the Hub already',
  );
  expect((await push(folder, hub, ['--force'], { HF_ENDPOINT: 'hub' })).stderr).toContain(
    'HF_ENDPOINT: hub is not a web address',
  );
});

test('a README.md of the Hub that cannot be read is told before anything is written', async () => {
  const hub = await startHub();
  hub.repos.set('me/films', new Map([['README.md', Buffer.from('---\na: [\n---\n')]]));
  const folder = folderWith({ 'data.csv': DATA });
  const { status, stderr } = await push(folder, hub);
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining('README.md of me/films:3: the block between the --- lines cannot be read'),
  ]);
  expect(() => readFileSync(path.join(folder, 'out', 'README.md'))).toThrow('ENOENT');
});
