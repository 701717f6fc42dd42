/**
 * Runs the examples of the pages. Those of a page are run in order, in a folder of their own that holds the fixtures and
 * what its comments `<!-- setup: … -->` make. A block may say why it is not run (`sh skipped: …`), or which program it
 * needs (`sh needs jq`).
 */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../reference-data.js';
import { type Example, examplesOf, type Page, topicPages } from './pages.js';

const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-examples-'));
afterAll(() => rmSync(folder, { recursive: true }));
symlinkSync(path.join(projectRoot, 'bin/find-label-errors.js'), path.join(folder, 'find-label-errors'));

/** The exit code of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

const env = {
  PATH: `${folder}:${process.env.PATH}`,
  HOME: folder,
  LANG: 'C.UTF-8',
  // Screens in the pages are this wide, so that they fit a terminal of 80 columns with their indent.
  COLUMNS: '76',
};

for (const page of topicPages) {
  const blocks = examplesOf(page);
  for (const { note } of blocks) {
    const missing = missingProgram(note);
    if (missing !== undefined) test.skip(`${page.file}: skipped: ${missing} is not installed`, () => {});
  }
  const examples = blocks
    .filter(({ note }) => !note.startsWith('skipped: ') && missingProgram(note) === undefined)
    .flatMap(({ examples }) => examples);
  if (examples.length > 0) test.concurrent(page.file, { timeout: 120_000 }, () => runAll(page, examples));
}

function missingProgram(note: string): string | undefined {
  const program = /^needs (\w+)$/.exec(note)?.[1];
  if (program === undefined) return undefined;
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0 ? undefined : program;
}

async function runAll({ file, text, topic }: Page, examples: readonly Example[]): Promise<void> {
  const cwd = mkdtempSync(path.join(folder, `${topic}-`));
  // A copy, since commands write beside their input.
  cpSync(path.join(projectRoot, 'fixtures'), path.join(cwd, 'fixtures'), { recursive: true });
  for (const [, setup] of text.matchAll(/^<!-- setup: (.*) -->$/gm)) {
    const { code, output } = await run(setup!, cwd);
    expect(code, `${file}: ${setup}\n${output}`).toBe(0);
  }
  for (const { command, printed } of examples) {
    const isReview = /^find-label-errors review\b/.test(command);
    const { code, output } = isReview
      ? await review(command, cwd)
      : await run(asOnTerminal(command, printed), cwd);
    const isGate = /^find-label-errors check\b/.test(command);
    expect(isGate ? [0, 1] : [0], `${file}: ${command}\n${output}`).toContain(code);
    if (printed !== undefined) expectLines(output, printed, `${file}: ${command}`);
  }
}

/** A pipe gets JSON lines where a terminal gets a table. */
function asOnTerminal(command: string, printed: readonly string[] | undefined): string {
  if (printed === undefined || !/^find-label-errors (check\b|\S*[./])/.test(command)) return command;
  return command.replace(/(?= +# |$)/, ' --format table');
}

function run(command: string, cwd: string): Promise<{ code: number; output: string }> {
  const script = `set -o pipefail\n{ ${command}\n} 2>&1`;
  return new Promise((resolve) => {
    execFile('bash', ['-c', script], { cwd, env, maxBuffer: 2 ** 26 }, (error, output) =>
      resolve({ code: error === null ? 0 : Number(error.code), output }),
    );
  });
}

/** Starts a review, and ends it as Ctrl-C does once it serves its page. */
async function review(command: string, cwd: string): Promise<{ code: number; output: string }> {
  const child = spawn('bash', ['-c', `exec ${command.replace(/ +# .*$/, '')} --no-open 2>&1`], { cwd, env });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (!child.killed && output.includes('http://127.0.0.1:')) child.kill('SIGINT');
  });
  const [code] = await once(child, 'close');
  return { code: code === INTERRUPTED ? 0 : (code ?? -1), output };
}

/** Compares lines; a line of `…` takes the place of any lines. */
function expectLines(output: string, printed: readonly string[], what: string): void {
  const lines = output
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
  const pattern = printed
    .map((line) => (line === '…' ? '(?:.*\n)*?' : `${line.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\n`))
    .join('');
  if (!new RegExp(`^${pattern}$`).test(`${lines.join('\n')}\n`)) {
    expect(lines.join('\n'), what).toBe(printed.join('\n'));
  }
}
