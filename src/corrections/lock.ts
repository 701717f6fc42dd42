/**
 * A lock that only one process holds and that no crash leaves behind. It is a link beside the file that it guards, to
 * nowhere, named after the process: the system makes and names it in one step, so that it is never seen half-made.
 * Where its process is gone, the next one takes it over.
 */
import { randomBytes } from 'node:crypto';
import { readlink, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { decisionsInUse, decisionsUnwritable, lockLost } from './errors.js';

/** Tells processes apart. The edge of the program knows how; nothing here asks the system. */
export interface Processes {
  /** Names this process, also among those that will have its number later; fit for the name of a file. */
  readonly self: string;
  /** Whether a process of such a name still runs; true where that cannot be known. */
  isRunning(name: string): boolean;
}

/** A lock that is held. */
export interface Lock {
  /** @throws UserError if another process has taken the lock away */
  check(): Promise<void>;
  release(): Promise<void>;
}

/** Two processes may find the same dead owner; one of them has to try again. */
const ATTEMPTS = 5;

/**
 * Takes the lock on a file.
 *
 * @param file what is guarded; the lock is `<file>.lock`
 * @throws UserError if a process that still runs holds it, or if none can be made
 */
export async function takeLock(file: string, processes: Processes): Promise<Lock> {
  const place = `${file}.lock`;
  const token = `${processes.self}.${unique()}`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await makeLink(token, place, file)) return heldLock(file, place, token);
    await removeDead(place, file, processes);
  }
  throw decisionsInUse(file, place, 'another process');
}

async function makeLink(token: string, place: string, file: string): Promise<boolean> {
  try {
    await symlink(token, place, 'junction'); // the kind that Windows allows all users
    return true;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw decisionsUnwritable(file, code ?? message);
  }
}

/** Takes a lock away whose process no longer runs. */
async function removeDead(place: string, file: string, processes: Processes): Promise<void> {
  const token = await tokenAt(place);
  if (token === undefined) return; // released just now
  const owner = token.slice(0, token.lastIndexOf('.'));
  if (processes.isRunning(owner)) throw decisionsInUse(file, place, `process ${owner}`);
  const aside = `${place}.${unique()}`;
  const moved = await rename(place, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  // Another process may have been quicker, and this is its lock, not the dead one: it is given back.
  const taken = await tokenAt(aside);
  if (taken !== undefined && taken !== token) await symlink(taken, place, 'junction').catch(() => {});
  await rm(aside, { force: true });
}

function heldLock(file: string, place: string, token: string): Lock {
  const isOurs = async () => (await tokenAt(place)) === token;
  return {
    async check() {
      if (!(await isOurs())) throw lockLost(file);
    },
    async release() {
      if (await isOurs()) await rm(place, { force: true });
    },
  };
}

/** Who holds a lock; undefined where it is free. */
async function tokenAt(place: string): Promise<string | undefined> {
  const target = await readlink(place).catch(() => undefined);
  return target === undefined ? undefined : path.basename(target);
}

function unique(): string {
  return randomBytes(8).toString('hex');
}
