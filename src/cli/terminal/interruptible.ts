/** Work that keeps the process from hearing signals, and ends by Ctrl-C all the same. */
import { Script } from 'node:vm';
import type { RunningProcess } from './io.js';

const WORK = Symbol.for('find-label-errors.work');

/**
 * Does some work that does not wait for anything. Should Ctrl-C come meanwhile, `tidy` is called and the process ends
 * by the signal. A handler of the signal would only be called when the work is done, which may take minutes, and
 * without one nobody could tidy up: so it is run as Node runs what is typed at its prompt.
 *
 * @param tidy must not wait for anything either
 */
export function interruptible<T>(work: () => T, tidy: () => void, running: RunningProcess): T {
  const global = globalThis as { [WORK]?: () => void };
  let result: T | undefined;
  global[WORK] = () => {
    result = work();
  };
  try {
    new Script(`globalThis[Symbol.for('${WORK.description}')]()`).runInThisContext({ breakOnSigint: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error;
    tidy();
    running.raise('SIGINT', { alone: true });
    throw error; // never: the signal ends the process
  } finally {
    delete global[WORK];
  }
  return result!;
}
