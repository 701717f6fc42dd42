/**
 * Golden cases: each folder of `cases/` holds a command (`cmd`, run by sh in that folder) and what it must
 * answer: `stdout`, `stderr`, and `exit` (0 where there is no such file). To write the answers anew, for
 * review in the diff:
 *
 *     UPDATE_GOLDEN=1 npm test -- golden
 */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const CASES = path.join(HERE, 'cases');
const ROOT = path.resolve(HERE, '../..');
const UPDATE = process.env.UPDATE_GOLDEN === '1';

// The commands call the program by its name, as a user would, and find the fixtures as $FIXTURES.
const programs = mkdtempSync(path.join(tmpdir(), 'find-label-errors-golden-'));
symlinkSync(path.join(ROOT, 'bin/find-label-errors.js'), path.join(programs, 'find-label-errors'));
afterAll(() => rmSync(programs, { recursive: true }));

const env = {
  PATH: `${programs}:${process.env.PATH}`,
  FIXTURES: '../../../../fixtures',
  LANG: 'C.UTF-8',
  COLUMNS: '100',
};

for (const name of readdirSync(CASES).sort()) {
  test.concurrent(name, { timeout: 60_000 }, async () => {
    const folder = path.join(CASES, name);
    const command = readFileSync(path.join(folder, 'cmd'), 'utf8');
    const answers = await run(command, folder);
    for (const [file, answer] of Object.entries(answers)) {
      const expected = path.join(folder, file);
      const silent = file === 'exit' ? '0\n' : '';
      if (UPDATE) {
        if (answer === silent) rmSync(expected, { force: true });
        else writeFileSync(expected, answer);
      } else {
        expect(rounded(answer), file).toBe(
          rounded(existsSync(expected) ? readFileSync(expected, 'utf8') : silent),
        );
      }
    }
  });
}

function run(command: string, cwd: string): Promise<Record<'stdout' | 'stderr' | 'exit', string>> {
  return new Promise((resolve) => {
    execFile('sh', ['-c', command], { cwd, env }, (error, stdout, stderr) => {
      resolve({ stdout, stderr, exit: `${error?.code ?? 0}\n` });
    });
  });
}

/** The last digits of a logarithm may differ between versions of Node; nine of them must not. */
function rounded(text: string): string {
  return text.replace(/\b\d\.\d{9,}(e-?\d+)?/g, (number) => Number(number).toPrecision(9));
}
