/**
 * Python for the tests that read our files with the libraries that others read them with. LABEL_ERRORS_PYTHON names
 * the interpreters to look for a library in, with the system's separator of paths between them; by default python3.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const INTERPRETERS = (process.env.LABEL_ERRORS_PYTHON || 'python3').split(path.delimiter);
const HAS =
  'import sys; from importlib.util import find_spec; sys.exit(not all(map(find_spec, sys.argv[1:])))';

/** An interpreter that has all of some modules. */
export interface Python {
  /** undefined where none has them. */
  readonly interpreter: string | undefined;
  /** Is put behind the name of a group of tests; says why they are skipped where they are. */
  readonly reason: string;
}

/** Finds an interpreter that has modules. */
export function pythonWith(...modules: string[]): Python {
  const interpreter = INTERPRETERS.find((one) => spawnSync(one, ['-c', HAS, ...modules]).status === 0);
  const reason = interpreter === undefined ? ` (skipped: no Python has ${modules.join(' and ')})` : '';
  return { interpreter, reason };
}

/**
 * Runs a script and returns what it prints, read as JSON: the last line of its output.
 *
 * @param input is given to it as JSON on standard input
 */
export function runPython(
  { interpreter }: Python,
  script: string,
  { cwd, input = null }: { readonly cwd: string; readonly input?: unknown },
): unknown {
  const { status, stdout, stderr } = spawnSync(interpreter!, ['-W', 'ignore', '-c', script], {
    cwd,
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // Nothing is looked up on the Hub, and nothing is kept outside of the folder.
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      HF_HUB_OFFLINE: '1',
      PYTHONUTF8: '1',
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  if (status !== 0) throw new Error(`Python has failed: ${stderr.slice(-4000)}`);
  const last = stdout.trim().split('\n').at(-1)!;
  return last === '' ? null : JSON.parse(last);
}
