/** Ctrl-C on a terminal, at each stage of a run. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { interruptible } from '../../src/cli/terminal/interruptible.js';
import { processIo } from '../../src/cli/terminal/process-io.js';
import { folderWith } from '../dataset/files.js';
import { projectRoot } from '../reference-data.js';

const PROGRAM = path.join(projectRoot, 'bin/find-label-errors.js');
const CLEAR_LINE = '\r\u001b[K';

beforeEach((context) => {
  context.skip(spawnSync('script', ['-qec', 'true', '/dev/null']).status !== 0, 'skipped: no program script');
});

/** Data that each stage takes a while for. */
function largeCsv(): string {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const word = () => `word${Math.floor(random() * random() * 3000)}`;
  const rows = Array.from(
    { length: 40_000 },
    (_, i) => `${Array.from({ length: 30 }, word).join(' ')},${'abcd'[i % 4]}`,
  );
  return `text,label\n${rows.join('\n')}\n`;
}

test.each([
  [/reading \d/, []],
  [/learning/, []],
  [/learning/, ['--memory', '8M']],
  [/writing \d/, ['--all']],
  [/duckdb: /, ['--engine', 'duckdb']],
])(
  'while it says %s with %j: nothing of it stays on the line, nor anywhere else',
  async (stage, args) => {
    const folder = folderWith({ 'data.csv': largeCsv() });
    const temporary = path.join(folder, 'temporary');
    mkdirSync(temporary);
    const command = [`'${process.execPath}' '${PROGRAM}' data.csv -o out.jsonl`, ...args].join(' ');
    const env = { ...process.env, TERM: 'xterm', TMPDIR: temporary };
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env });
    let shown = '';
    let isSent = false;
    child.stdout.on('data', (text) => {
      shown += text;
      if (isSent || !stage.test(shown)) return;
      isSent = true;
      child.stdin.write('\u0003');
    });
    const [code] = await once(child, 'close');
    expect(isSent).toBe(true);
    expect(code).toBe(130);
    expect(shown.slice(-CLEAR_LINE.length)).toBe(CLEAR_LINE);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['data.csv', 'temporary']);
  },
  60_000,
);

test('Ctrl-C that comes while the last of a stage is done is heard all the same', () => {
  const code = `
    import { processIo } from './src/cli/terminal/process-io.js';
    import { showProgress } from './src/cli/terminal/progress.js';
    const stream = { isTTY: true, write: (text) => process.stdout.write(text) };
    const { report, clear } = showProgress(stream, processIo([]));
    report('reading', 1);
    process.kill(process.pid, 'SIGINT'); // heard by Node when it looks for signals next
    await Promise.resolve().finally(clear);
    process.stdout.write('went on');`;
  const { signal, stdout } = spawnSync(
    process.execPath,
    ['--import', './test/support/typescript.mjs', '--input-type=module', '-e', code],
    {
      encoding: 'utf8',
      env: { ...process.env, TERM: 'xterm' },
    },
  );
  expect(stdout).toBe(`${CLEAR_LINE}reading 1 rows …${CLEAR_LINE}`);
  expect(signal).toBe('SIGINT');
});

/** Runs a module in a process of its own. */
function runModule(code: string) {
  return spawnSync(
    process.execPath,
    ['--import', './test/support/typescript.mjs', '--input-type=module', '-e', code],
    { cwd: projectRoot, encoding: 'utf8', env: { ...process.env, TERM: 'xterm' } },
  );
}

test('Ctrl-C within a write of the line removes it, though the stream only keeps what is written to it then', () => {
  const { signal, stdout } = runModule(`
    import { interruptible } from './src/cli/terminal/interruptible.js';
    import { processIo } from './src/cli/terminal/process-io.js';
    import { showProgress } from './src/cli/terminal/progress.js';
    const write = () => {
      process.kill(process.pid, 'SIGINT');
      while (true);
    };
    const io = processIo([]);
    const { report, clearInterrupted } = showProgress({ isTTY: true, fd: 1, write }, io);
    interruptible(() => report('learning'), clearInterrupted, io.process);`);
  expect(stdout).toBe(CLEAR_LINE);
  expect(signal).toBe('SIGINT');
});

test('Ctrl-C while an engine gives its rows removes the file that is being written, too', () => {
  const folder = folderWith({ '.out.tmp': 'half' });
  const { status, stdout } = runModule(`
    import { removeWhenInterrupted } from './src/cli/terminal/output.js';
    import { processIo } from './src/cli/terminal/process-io.js';
    import { atTheEnd } from './src/engines/engine.js';
    atTheEnd(() => process.stdout.write('engine ended'));
    removeWhenInterrupted(${JSON.stringify(path.join(folder, '.out.tmp'))}, processIo([]).process);
    process.kill(process.pid, 'SIGINT');
    setTimeout(() => {}, 10_000);`);
  expect(stdout).toBe('engine ended');
  expect(status).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
});

test('work that is not interrupted gives its result, or its error', () => {
  const tidy = () => expect.unreachable();
  const { process: running } = processIo([]);
  expect(interruptible(() => 42, tidy, running)).toBe(42);
  const broken = () => {
    throw new RangeError('broken');
  };
  expect(() => interruptible(broken, tidy, running)).toThrow(RangeError);
});
