/** Runs the program as a user does. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../reference-data.js';

const PROGRAM = path.join(projectRoot, 'bin', 'find-label-errors.js');

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in a folder that is also its home, with nothing of this machine's environment but what is given. */
export function run(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve({ status, ...output }));
  });
}
