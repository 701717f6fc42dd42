/** What the program knows of itself and of the other processes on this machine. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { LogSurroundings } from '../../corrections/decision-log.js';
import type { Io } from './io.js';

/**
 * When a process was started, in the system's own ticks: a number that is free again is given to another
 * process, but not with the same start. Empty where the system does not tell.
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
  if (host !== nameOf(pid).slice(nameOf(pid).indexOf('@'))) return true; // another machine's: nobody can tell
  try {
    process.kill(pid, 0); // sends nothing, but fails where there is no such process
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return nameOf(pid) === name;
}

/**
 * What a decision log is given of the world: this process and the clock.
 *
 * @returns a clock whose steps have a time of their own each, however quick they are and wherever it is set back to
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
