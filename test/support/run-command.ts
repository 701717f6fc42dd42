/** Runs the program for tests, as a process of its own. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../reference-data.js';
import type { Answer } from './golden-case.js';

const PROGRAM = path.join(projectRoot, 'bin/find-label-errors.js');

export interface CommandRun {
  /** Arguments of the program. */
  readonly args: readonly string[];
  /** All variables of its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** What it reads from standard input; by default nothing. */
  readonly stdin?: string | Buffer;
}

/** Runs the program; neither of its output streams is a terminal. */
export function runCommand({ args, env, cwd, stdin }: CommandRun): Promise<Answer> {
  return runProcess([process.execPath, PROGRAM, ...args], {
    env,
    cwd,
    ...(stdin !== undefined && { stdin }),
  });
}

/** Runs a command for `sh`. */
export function runShell(command: string, options: Omit<CommandRun, 'args'>): Promise<Answer> {
  return runProcess(['/bin/sh', '-c', command], options);
}

function runProcess(
  [file, ...args]: string[],
  { env, cwd, stdin = '' }: Omit<CommandRun, 'args'>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(file!, args, { cwd, env });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (piece) => stdout.push(piece));
    child.stderr.on('data', (piece) => stderr.push(piece));
    child.stdin.on('error', () => {}); // it may end without having read
    child.stdin.end(stdin);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === null) reject(new Error(`${file} was ended by ${signal}`));
      else resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
    });
  });
}
