/** Synchronous work that Ctrl-C can interrupt. */
import { Script } from 'node:vm';
import type { RunningProcess } from './io.js';

const WORK = Symbol.for('find-label-errors.work');

/**
 * Does synchronous work. On Ctrl-C, calls `tidy` and ends the process by the signal. A signal handler would run only
 * after the work, which may take minutes, and without a handler the process would end without cleaning up: so the work
 * runs as Node's prompt runs its input.
 *
 * @param tidy must be synchronous
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
