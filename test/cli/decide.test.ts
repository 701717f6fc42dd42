/** Deciding through the command line: several processes, processes that are killed, a full disk, and a terminal. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderWith } from '../dataset/files.js';
import { fixtures, projectRoot, readCsv } from '../reference-data.js';

const PROGRAM = join(projectRoot, 'bin/find-label-errors.js');
const ROWS = Array.from(
  { length: 40 },
  (_, i) => `${i % 2 ? 'good film' : 'bad plot'} number ${i},${i % 2 ? 'pos' : 'neg'}`,
);
const DATA = `text,label\n${ROWS.join('\n')}\n`;

const place = (data = DATA) => {
  const folder = folderWith({ 'd.csv': data });
  return { folder, data: join(folder, 'd.csv'), log: join(folder, 'd.csv.decisions.jsonl') };
};
const run = (...args: string[]) => spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8' });
const start = (...args: string[]) => spawn(process.execPath, [PROGRAM, ...args]);
const entriesIn = (log: string): { index: number; what: string; new_label: string | null }[] =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

async function outcome(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, said };
}

/** A process that holds a decisions file open, as a review does. */
async function holder(log: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [
    '--import',
    './test/support/typescript.mjs',
    '-e',
    `import('./src/corrections/decision-log.js').then(async ({ openDecisionLog }) => {
      const { processIo } = await import('./src/cli/terminal/process-io.js');
      const { surroundings } = await import('./src/cli/terminal/this-process.js');
      await openDecisionLog(${JSON.stringify(log)}, surroundings(processIo([])));
      console.log('open');
      setInterval(() => {}, 1000);
    });`,
  ]);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return child;
}

test('while another process writes, deciding is refused, and not once that one is gone', async () => {
  const { folder, data, log } = place();
  const other = await holder(log);
  const refused = run('decide', data, '--index', '0', '--keep');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/process \d+\S* is writing decisions there\n {2}Close that one first/);
  expect(existsSync(log)).toBe(false);
  other.kill('SIGKILL');
  await once(other, 'close');
  expect(run('decide', data, '--index', '0', '--keep').status).toBe(0);
  expect(entriesIn(log)).toHaveLength(1);
  expect(readdirSync(folder).sort()).toEqual(['d.csv', 'd.csv.decisions.jsonl']);
});

test('of many that decide at once, each is saved or refused', async () => {
  const { data, log } = place();
  const all = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      outcome(start('decide', data, '--index', String(index), '--keep')),
    ),
  );
  const saved = [...all.keys()].filter((index) => all[index]!.code === 0);
  expect(saved.length).toBeGreaterThan(0);
  expect(
    entriesIn(log)
      .map(({ index }) => index)
      .sort(),
  ).toEqual(saved);
  for (const { code, said } of all.filter(({ code }) => code !== 0)) {
    expect([code, said]).toEqual([2, expect.stringContaining('writing decisions there')]);
  }
});

test('kill -9 at any moment of the command: what it said to be saved is there, and the next one goes on', async () => {
  const { data, log } = place();
  const begun = performance.now();
  run('decide', data, '--index', '0', '--skip');
  const usual = performance.now() - begun;
  const said = new Set([0]);
  const ROUNDS = 16;
  for (let round = 1; round <= ROUNDS; round++) {
    const child = start('decide', data, '--index', String(round), '--keep');
    // From before the file is opened to after the end.
    const timer = setTimeout(() => child.kill('SIGKILL'), usual * (0.6 + (0.6 * round) / ROUNDS));
    const result = await outcome(child);
    clearTimeout(timer);
    if (result.said.includes('saved in')) said.add(round);
  }
  expect(run('decide', data, '--index', '39', '--keep').status).toBe(0);
  said.add(39);
  const there = entriesIn(log).map(({ index }) => index);
  expect([...said].filter((index) => !there.includes(index))).toEqual([]);
  expect(run('apply', data, '--dry-run').status).toBe(0);
  expect(readFileSync(data, 'utf8')).toBe(DATA);
}, 120_000);

test('kill -9 while a file is corrected leaves it whole, before or after', async () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => `word${i % 7} number ${i},${i % 2 ? 'pos' : 'neg'}`);
  const before = `text,label\n${rows.join('\n')}\n`;
  const { folder, data } = place(before);
  run('decide', data, '--index', '9999', '--label', 'neg', '-q');
  const after = before.replace('number 9999,pos', 'number 9999,neg');
  const begun = performance.now();
  run('apply', data, '-o', join(folder, 'clean.csv'));
  const usual = performance.now() - begun;
  for (let round = 0; round < 6; round++) {
    const child = start('apply', data, '--in-place', '-q');
    const timer = setTimeout(() => child.kill('SIGKILL'), usual * (0.6 + 0.08 * round));
    await once(child, 'close');
    clearTimeout(timer);
    expect([before, after]).toContain(readFileSync(data, 'utf8'));
  }
  expect(run('apply', data, '--in-place', '-q').status).toBe(0);
  expect(readFileSync(data, 'utf8')).toBe(after);
}, 120_000);

describe('a half-written last line', () => {
  const broken = () => {
    const { data, log, folder } = place();
    run('decide', data, '--index', '1', '--keep', '-q');
    run('decide', data, '--index', '2', '--label', 'pos', '-q');
    truncateSync(log, statSync(log).size - 20);
    return { data, log, folder };
  };

  test('is passed over by those who only read', () => {
    const { data, log, folder } = broken();
    const size = statSync(log).size;
    for (const args of [
      ['apply', data, '-o', join(folder, 'c.csv')],
      ['find', data],
      ['check', data, '--max-errors', '99'],
    ]) {
      const { status, stderr } = run(...args);
      expect([status, stderr]).toEqual([
        0,
        expect.stringMatching(/jsonl:2: the last line was never written to its end, and is passed over: \{"/),
      ]);
    }
    expect(statSync(log).size).toBe(size);
  });

  test('is removed by the next decision', () => {
    const { data, log } = broken();
    const { status, stderr } = run('decide', data, '--index', '3', '--keep');
    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining('was never written to its end, and is removed'),
    ]);
    expect(entriesIn(log).map(({ index }) => index)).toEqual([1, 3]);
  });
});

/** A folder on a disk of 32 kB; undefined where this user may not make one. */
function smallDisk(): string | undefined {
  const disk = join(folderWith({}), 'disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'none', disk]).status !== 0) return undefined;
  onTestFinished(() => {
    spawnSync('umount', [disk]);
  });
  return disk;
}

test('a full disk: neither decisions nor data are damaged', (context) => {
  const disk = smallDisk();
  if (disk === undefined) return context.skip('skipped: this user may not mount a small disk');
  const data = join(disk, 'd.csv');
  writeFileSync(data, DATA);
  const log = `${data}.decisions.jsonl`;
  expect(run('decide', data, '--index', '0', '--label', 'pos', '-q').status).toBe(0);
  const saved = readFileSync(log, 'utf8');
  // What is left is filled up to the last byte of the last page.
  expect(spawnSync('sh', ['-c', `cat /dev/zero > '${join(disk, 'fill')}'`]).status).not.toBe(0);
  // More than fits into the rest of the page that the file has already.
  const many = Array.from({ length: 39 }, (_, i) => ['--index', String(i + 1)]).flat();
  const decided = run('decide', data, ...many, '--keep');
  expect([decided.status, decided.stderr]).toEqual([
    2,
    expect.stringContaining('d.csv.decisions.jsonl: the decision was not saved: the disk is full'),
  ]);
  expect(readFileSync(log, 'utf8')).toBe(saved);
  const corrected = run('apply', data, '-o', join(disk, 'c.csv'));
  expect([corrected.status, corrected.stderr]).toEqual([2, expect.stringContaining('the disk is full')]);
  const inPlace = run('apply', data, '--in-place');
  expect([inPlace.status, inPlace.stderr]).toEqual([2, expect.stringContaining('the disk is full')]);
  expect(readFileSync(data, 'utf8')).toBe(DATA);
  expect(readdirSync(disk).sort()).toEqual(['d.csv', 'd.csv.decisions.jsonl', 'fill']);
});

test('a device is no file of decisions', () => {
  const { data } = place();
  const { status, stderr } = run('decide', data, '--index', '0', '--keep', '--decisions', '/dev/full');
  expect([status, stderr]).toEqual([2, expect.stringContaining('/dev/full: this is no regular file')]);
});

test('the planted errors of newswire, decided by a filled-in report, give the true file', () => {
  const { folder, data } = place(readFileSync(join(fixtures, 'newswire.csv'), 'utf8'));
  const options = ['--classes', join(fixtures, 'newswire_classes.txt')];
  const truth = readCsv(join(fixtures, 'newswire_truth.csv')).slice(1);
  const rightLabel = new Map(truth.map(([index, , right]) => [Number(index), right!]));
  const report = run(data, ...options, '--all', '-q', '--no-text')
    .stdout.trim()
    .split('\n');
  const filledIn = report.flatMap((line) => {
    const record = JSON.parse(line);
    const right = rightLabel.get(record.index)!;
    return right === record.given_label ? [] : [JSON.stringify({ ...record, new_label: right })];
  });
  expect(filledIn).toHaveLength(72);
  writeFileSync(join(folder, 'found.jsonl'), `${filledIn.join('\n')}\n`);
  expect(run('decide', data, ...options, '--import', join(folder, 'found.jsonl'), '-q').status).toBe(0);
  const output = join(folder, 'true.csv');
  expect(run('apply', data, ...options, '-o', output).stderr).toContain(
    'changed 72 labels and deleted 0 rows\n',
  );
  const classes = readFileSync(join(fixtures, 'newswire_classes.txt'), 'utf8').trim().split('\n');
  const [before, after] = [readFileSync(data), readFileSync(output)];
  expect(readCsv(output).map(([label]) => classes[Number(label) - 1])).toEqual(
    truth.map(([, , right]) => right),
  );
  // One digit each is all that differs.
  expect([after.length, after.filter((byte, at) => byte !== before[at]).length]).toEqual([before.length, 72]);
});

const lacksTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status !== 0;

/** What a command on a terminal says, and its exit code, when a person types something at the question. */
async function typed(keys: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const command = [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null']);
  let asked = false;
  child.stdout.on('data', (text) => {
    if (asked || !String(text).includes('[y/N]')) return;
    asked = true;
    child.stdin.write(keys);
  });
  return outcome(child);
}

describe.skipIf(lacksTerminal)(
  `on a terminal${lacksTerminal ? ' (skipped: the program script is not installed)' : ''}`,
  () => {
    const newswire = () => {
      const { data, log } = place(readFileSync(join(fixtures, 'newswire.csv'), 'utf8'));
      const args = [
        'decide',
        data,
        '--classes',
        join(fixtures, 'newswire_classes.txt'),
        '--accept-below',
        '0.001',
      ];
      return { log, args: [...args, '--from', 'Sports'] };
    };

    test.each([
      ['yes', 'y\n', 0, 5, 'saved in'],
      ['no', 'n\n', 0, 0, 'nothing was recorded'],
      ['Ctrl-D', '\u0004', 0, 0, 'nothing was recorded'],
      ['Ctrl-C', '\u0003', 130, 0, 'Record these 5 decisions?'],
    ])('many decisions are asked about: %s', async (_, keys, code, count, told) => {
      const { log, args } = newswire();
      const answer = await typed(keys, ...args);
      expect(answer).toEqual({ code, said: expect.stringContaining(told) });
      expect(existsSync(log) ? entriesIn(log).length : 0).toBe(count);
      expect(existsSync(`${log}.lock`)).toBe(false);
    });
  },
);
