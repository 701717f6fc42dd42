/** This process and other processes on this machine. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { LogSurroundings } from '../../corrections/decision-log.js';
import type { Io } from './io.js';

/**
 * When a process was started, in the system's own ticks, which distinguishes processes that have the same number one
 * after the other. Empty where the system does not provide it.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function nameOf(pid: number): string {
  return `${pid}-${startOf(pid)}@${hostname().replace(/[^\w.-]/g, '_')}`;
}

function isRunning(name: string): boolean {
  const pid = Number.parseInt(name, 10);
  const host = name.slice(name.indexOf('@'));
  if (host !== nameOf(pid).slice(nameOf(pid).indexOf('@'))) return true; // a process of another machine: unknown
  try {
    process.kill(pid, 0); // signal 0 only checks whether the process exists
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return nameOf(pid) === name;
}

/**
 * The environment of a decision log: this process and the clock.
 *
 * @returns a clock that gives each step a different, increasing time, even if it is set back
 */
export function surroundings({ process: running, now }: Pick<Io, 'process' | 'now'>): LogSurroundings {
  let lastTime = 0;
  return {
    processes: { self: nameOf(running.pid), isRunning },
    now: () => {
      lastTime = Math.max(now(), lastTime + 1);
      return new Date(lastTime).toISOString();
    },
  };
}
