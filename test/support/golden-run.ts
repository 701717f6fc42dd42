/** Runs golden cases: `cli/golden.test.ts` those that are one plain command, `cli/golden-shell.test.ts` the others. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fixtures, projectRoot } from '../reference-data.js';
import { type Answer, CASES, formatCase, type GoldenCase, goldenCases } from './golden-case.js';
import { type PlainCommand, parsePlainCommand } from './plain-command.js';
import { runCommand, runShell } from './run-command.js';
import { canRunInProcess, runInProcess } from './run-in-process.js';

const UPDATE = process.env.UPDATE_GOLDEN === '1';

/** Where a command finds the fixtures from its folder; the answers hold these paths. */
const FIXTURES = '../../../../fixtures';

/** Declares a test for each case that is one plain command, or for each that needs a shell. */
export function testGoldenCases(kind: 'plain' | 'shell'): void {
  // Nothing is written into the source tree: each case has a folder of its own, and the fixtures are a copy.
  const root = mkdtempSync(path.join(tmpdir(), 'find-label-errors-golden-'));
  cpSync(fixtures, path.join(root, 'fixtures'), { recursive: true });
  mkdirSync(path.join(root, 'bin'));
  symlinkSync(path.join(projectRoot, 'bin/find-label-errors.js'), path.join(root, 'bin/find-label-errors'));
  afterAll(() => rmSync(root, { recursive: true }));

  for (const [name, golden] of goldenCases()) {
    const plain = parsePlainCommand(golden.command, FIXTURES);
    if ((plain === undefined) !== (kind === 'shell')) continue;
    const declare = kind === 'shell' ? test.concurrent : test;
    declare(name, { timeout: 60_000 }, async () => {
      const answer = await run(golden, plain, path.join(root, 'test/cli/cases', name));
      if (UPDATE) writeFileSync(path.join(CASES, `${name}.txt`), formatCase({ ...golden, answer }));
      else expect(readable(answer)).toEqual(readable(golden.answer));
    });
  }
}

async function run(
  { command, files }: GoldenCase,
  plain: PlainCommand | undefined,
  cwd: string,
): Promise<Answer> {
  mkdirSync(cwd, { recursive: true });
  for (const [file, content] of files) {
    mkdirSync(path.join(cwd, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(cwd, file), content);
  }
  // A shell calls the program by its name, as a user would.
  const PATH = `${path.resolve(cwd, FIXTURES, '../bin')}:${process.env.PATH}`;
  const env = { PATH, FIXTURES, LANG: 'C.UTF-8', COLUMNS: '100' };
  if (plain === undefined) return runShell(command, { cwd, env });
  const commandRun = { args: plain.args, cwd, env: { ...env, ...plain.env } };
  return canRunInProcess(commandRun) ? runInProcess(commandRun) : runCommand(commandRun);
}

/** The last digits of a logarithm may differ between versions of Node; nine of them must not. */
function readable({ code, stdout, stderr }: Answer): Record<'code' | 'stdout' | 'stderr', string> {
  const rounded = (bytes: Buffer) =>
    bytes.toString().replace(/\b\d\.\d{9,}(e-?\d+)?/g, (number) => Number(number).toPrecision(9));
  return { code: String(code), stdout: rounded(stdout), stderr: rounded(stderr) };
}
