/** Audits on a terminal, which tests play, and what happens where one is interrupted or the file changes meanwhile. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { main, processIo } from '../../src/cli/main.js';
import type { Io } from '../../src/cli/terminal/io.js';
import { projectRoot } from '../reference-data.js';

const TRUTH = readFileSync(path.join(projectRoot, 'fixtures/newswire_truth.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','));
const CLASSES = ['World', 'Sports', 'Business', 'Sci/Tech'];

/** A copy of newswire in a folder of its own. */
function newswire(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'audit-'));
  for (const name of ['newswire.csv', 'newswire_classes.txt']) {
    cpSync(path.join(projectRoot, 'fixtures', name), path.join(folder, name));
  }
  return path.join(folder, 'newswire.csv');
}

const logOf = (file: string) =>
  readFileSync(`${file}.decisions.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Runs an audit whose reader presses a key at each question; the key of the end of the list is pressed for ever. */
async function readOnTerminal(
  args: readonly string[],
  keyOf: (shown: string, at: number) => string | Promise<string>,
): Promise<{ code: number; said: string }> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
  const told: string[] = [];
  let at = 0;
  const tell = (lines: readonly string[]) => {
    told.push(...lines);
    if (!lines.some((line) => line.startsWith('Enter right'))) return;
    void Promise.resolve(keyOf(lines.join('\n'), at++)).then((key) => stdin.write(key));
  };
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
  const io: Io = { ...processIo(args), stdin, stdout: nowhere, stderr: nowhere, tell };
  const code = await main(args, io);
  return { code, said: told.join('\n') };
}

/** The key of the class that is right for the shown text. */
function truthfully(file: string): (shown: string) => string {
  const rows = readFileSync(file, 'utf8').split('\n');
  const start = (text: string) => text.replace(/[^A-Za-z]/g, '').slice(0, 60);
  const right = new Map<string, string>();
  let row = 0;
  for (const match of rows
    .join('\n')
    .matchAll(/^"?(\d)"?,("(?:[^"]|"")*"|[^,]*),("(?:[^"]|"")*"|[^\n]*)$/gm)) {
    right.set(start(`${match[2]} ${match[3]}`), TRUTH[row++]![2]!);
  }
  return (shown) => {
    const text = shown
      .split('\n')
      .filter((line) => line.startsWith('  '))
      .join(' ');
    return String(1 + CLASSES.indexOf(right.get(start(text))!));
  };
}

it('goes on where it was interrupted, takes answers back, and finds the true number', async () => {
  const file = newswire();
  const answer = truthfully(file);
  const first = await readOnTerminal(['audit', file, '--rows', '60'], (shown, at) =>
    at === 25 ? 'q' : at === 10 ? 'u' : answer(shown),
  );
  expect(first.code).toBe(0);
  expect(first.said).toContain('60 rows to read');
  expect(first.said).toContain('audited: 23 rows on ');
  expect(first.said).toContain('37 rows of the sample are not read yet');
  const second = await readOnTerminal(['audit', file], (shown) => answer(shown));
  expect(second.said).toContain('37 rows to read');
  expect(second.said).not.toContain('HTML entities');
  const { low, high } = intervalOf(second.said);
  expect(low).toBeLessThanOrEqual(72);
  expect(high).toBeGreaterThanOrEqual(72);
  const entries = logOf(file);
  expect(entries[0].what).toBe('draw');
  expect(entries[0].sample).toHaveLength(60);
  const answers = entries.filter(({ audit }) => audit !== undefined);
  expect(answers).toHaveLength(61);
  for (const { audit } of answers) {
    expect(audit.draw).toBe(entries[0].draw);
    expect(audit.probability > 0 && audit.probability <= 1).toBe(true);
  }
  // Fifty more narrow it, without asking again.
  const third = await readOnTerminal(['audit', file, '--rows', '110'], (shown) => answer(shown));
  expect(third.said).toMatch(/^50 rows to read/m);
  const more = intervalOf(third.said);
  expect(more.high - more.low).toBeLessThan(high - low);
});

it('keeps what was answered where the process is killed in the middle of a line', async () => {
  const file = newswire();
  await readOnTerminal(['audit', file, '--rows', '40'], (_, at) => (at === 12 ? 'q' : '\r'));
  const log = `${file}.decisions.jsonl`;
  writeFileSync(log, `${readFileSync(log, 'utf8')}{"fingerprint":"0123`);
  const { said } = await readOnTerminal(['audit', file], () => '\r');
  expect(said).toContain('the last line was never written to its end');
  expect(said).toContain('28 rows to read');
  expect(said).toContain('audited: 40 rows');
});

it('says that a row that was read is gone, and counts less of its layer', async () => {
  const file = newswire();
  await readOnTerminal(['audit', file, '--rows', '40'], () => '\r');
  const { index } = logOf(file)[1];
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = [...Array(lines.length).keys()].find((line) => lineOfIndex(lines, line) === index)!;
  writeFileSync(file, lines.filter((_, line) => line !== at).join('\n'));
  const { said, code } = await readOnTerminal(['audit', file], () => '\r');
  expect(code).toBe(0);
  expect(said).toContain('1 row that was read is not in the data any more');
  expect(said).toMatch(/audited: 39 rows on .* of 1,\d\d\d labels/);
});

it('does not let two readers write at once', async () => {
  const file = newswire();
  let second: { code: number; said: string } | undefined;
  await readOnTerminal(['audit', file, '--rows', '10'], async () => {
    second = await readOnTerminal(['audit', file], () => 'q');
    return 'q';
  });
  expect(second!.code).toBe(2);
  expect(second!.said).toContain('is writing decisions there');
});

function intervalOf(said: string): { low: number; high: number } {
  const [, low, high] = /wrong; ([\d,]+) to ([\d,]+) with 90 %/.exec(said)!;
  const number = (text: string) => Number(text.replaceAll(',', ''));
  return { low: number(low!), high: number(high!) };
}

/** The index of the row that is alone on a physical line; −1 elsewhere. */
function lineOfIndex(lines: readonly string[], line: number): number {
  let index = -1;
  let isInside = false;
  for (let at = 0; at <= line; at++) {
    if (!isInside) index++;
    const quotes = (lines[at]!.match(/"/g) ?? []).length;
    if (quotes % 2 === 1) isInside = !isInside;
    if (at === line && (isInside || quotes % 2 === 1)) return -1;
  }
  return index;
}
