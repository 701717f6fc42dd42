/** The command `review` from its start to its end, but for the page. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { applyCommand } from '../../src/cli/commands/review/describe-review.js';
import type { ReviewState } from '../../src/review/wire.js';
import { BIN, startReview } from '../browser/browser.js';
import { csvFile, folderOfTest, newswireCopy, reportOf } from '../review/support.js';

const windows = process.platform === 'win32';

test('prints the address alone on standard output, and everything else on the other', async () => {
  const program = await startReview(newswireCopy(folderOfTest()));
  expect(program.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/);
  expect(await program.end()).toBe(130);
  expect(program.said().split('\n')).toEqual([
    expect.stringContaining('text = columns 2 + 3'),
    expect.stringContaining('named by newswire_classes.txt'),
    expect.stringContaining('10 texts hold HTML entities or tags'),
    '71 candidates to review; decisions are kept in newswire.csv.decisions.jsonl',
    'Ctrl-C ends the review',
    'nothing is decided',
    '',
  ]);
});

test.skipIf(windows)('every way to end it lets the decisions go, and says how it was ended', async () => {
  const file = newswireCopy(folderOfTest());
  const ends = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const [signal, code] of Object.entries(ends)) {
    const program = await startReview(file);
    expect(readdirSync(dirname(file)).join()).toContain('decisions.jsonl.lock');
    expect(await program.end(signal as NodeJS.Signals), signal).toBe(code);
    expect(readdirSync(dirname(file)).join()).not.toContain('lock');
  }
});

test('a second review of the same data, or on the same port, is refused at once', async () => {
  const folder = folderOfTest();
  const file = newswireCopy(folder);
  const { address } = await startReview(file);
  await expect(startReview(file)).rejects.toThrow(/process \d+.* is writing decisions there/);
  const { port } = new URL(address);
  const other = ['--no-open', '--port', port, '--decisions', 'others.jsonl'];
  await expect(startReview(file, other)).rejects.toThrow(
    `find-label-errors: port ${port} is in use by another program\n  Choose another with --port`,
  );
  expect(existsSync(join(folder, 'others.jsonl'))).toBe(false);
});

test('the address can be printed into a pipe that is closed', async () => {
  const program = await startReview(newswireCopy(folderOfTest()));
  program.child.stdout!.destroy();
  program.child.stderr!.destroy();
  expect((await fetch(program.address)).status).toBe(200);
  expect(await program.end()).toBe(130);
});

test.skipIf(!existsSync('/dev/full'))('an address that cannot be printed ends it', () => {
  const file = newswireCopy(folderOfTest());
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'review', file, '--no-open'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
    timeout: 30_000,
  });
  closeSync(full);
  expect(status).toBe(2);
  expect(stderr).toContain('cannot write to standard output: the disk is full');
  expect(readdirSync(dirname(file)).join()).not.toContain('lock');
});

/** A folder with a program that stands for the one that opens a browser. */
function opener(script: string): { readonly PATH: string; readonly folder: string } {
  const folder = join(folderOfTest(), 'programs');
  mkdirSync(folder);
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'xdg-open'), 0o755);
  return { PATH: `${folder}${delimiter}${process.env.PATH}`, folder };
}

test.skipIf(process.platform !== 'linux')('opens the page by an address that lets in once', async () => {
  const { PATH, folder } = opener('echo "$@" > "$0.opened"');
  const program = await startReview(newswireCopy(folderOfTest()), [], { PATH });
  const opened = join(folder, 'xdg-open.opened');
  await expect.poll(() => existsSync(opened) && readFileSync(opened, 'utf8').trim()).toMatch(/^http:/);
  const address = readFileSync(opened, 'utf8').trim();
  // Other users of the machine can read the arguments of programs.
  expect(new URL(address).searchParams.get('token')).not.toBe(
    new URL(program.address).searchParams.get('token'),
  );
  expect((await fetch(address)).status).toBe(200);
  expect((await fetch(address)).status).toBe(403);
  expect(await program.end()).toBe(130);
});

test.skipIf(process.platform !== 'linux')('says when no browser can be opened', async () => {
  const program = await startReview(newswireCopy(folderOfTest()), [], { PATH: opener('exit 3').PATH });
  await expect
    .poll(program.said)
    .toContain('no browser was opened (xdg-open has failed): open the address above yourself');
  const without = await startReview(newswireCopy(folderOfTest()), [], { PATH: '/nowhere' });
  await expect.poll(without.said).toContain('no browser was opened (xdg-open is not there)');
  expect((await fetch(without.address)).status).toBe(200);
});

test('on a remote machine it opens nothing, and says how to bring the page to yours', async () => {
  const program = await startReview(newswireCopy(folderOfTest()), [], {
    PATH: '/nowhere',
    SSH_CONNECTION: '::1',
  });
  const { port } = new URL(program.address);
  await expect.poll(program.said).toContain('Ctrl-C ends the review');
  expect(program.said()).toMatch(
    new RegExp(`ssh -L ${port}:127\\.0\\.0\\.1:${port} \\S+@\\S+, then open the address there`),
  );
  expect(program.said()).not.toContain('no browser');
});

test('candidates of a report that are not there any more are left out, and counted', async () => {
  const folder = folderOfTest();
  const rows = Array.from({ length: 6 }, (_, i) => [`text ${i}`, i % 2 ? 'a' : 'b'] as const);
  reportOf(folder, rows, (label) => (label === 'a' ? 'b' : 'a'));
  const file = csvFile(folder, rows.slice(2));
  const program = await startReview(file, ['--no-open', '--candidates', 'found.jsonl']);
  expect(program.said()).toContain(
    'found.jsonl: 2 of its candidates are not in rows.csv any more, or changed',
  );
  expect(program.said()).toContain('4 candidates to review');
});

test('decisions of another data set are refused', async () => {
  const folder = folderOfTest();
  const file = newswireCopy(folder);
  const decision = (fingerprint: string) =>
    `${JSON.stringify({ fingerprint, index: 0, given_label: 'World', what: 'keep', new_label: null, new_fingerprint: null, time: '2026-01-01T00:00:00.000Z' })}\n`;
  appendFileSync(`${file}.decisions.jsonl`, decision('0123456789abcdef'));
  await expect(startReview(file)).rejects.toThrow(
    'newswire.csv.decisions.jsonl: its only decision is not about a row of newswire.csv',
  );
});

test('what was decided about rows that are no candidates stands in the list, too', async () => {
  const file = newswireCopy(folderOfTest());
  const decide = [BIN, 'decide', file, '--index', '1', '--label', 'World', '-q'];
  expect(spawnSync(process.execPath, decide).status).toBe(0);
  const program = await startReview(file);
  expect(program.said()).toContain('72 candidates to review, 71 of them open');
  const page = await fetch(program.address);
  const headers = { Cookie: page.headers.get('set-cookie')!.split(';')[0]! };
  const answer = await fetch(`${new URL(program.address).origin}/api/state`, { headers });
  const { candidates, classes } = (await answer.json()) as ReviewState;
  expect([candidates.row.at(-1), candidates.state.at(-1)]).toEqual([1, 4 + classes.indexOf('World')]);
});

test('the command that writes the corrected data says all that was said about the data', () => {
  const flags = { open: true } as const;
  expect(applyCommand('news.csv', flags)).toBe('find-label-errors apply news.csv -o news.corrected.csv');
  expect(
    applyCommand('my data/a.jsonl.gz', {
      ...flags,
      text: ['a b', 'c'],
      label: 'd',
      header: false,
      decisions: 'made.jsonl',
    }),
  ).toBe(
    "find-label-errors apply 'my data/a.jsonl.gz' -o 'my data/a.corrected.jsonl.gz' --text 'a b' --text c --label d --decisions made.jsonl --no-header",
  );
});
