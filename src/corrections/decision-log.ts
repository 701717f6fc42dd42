/** Writing decisions: what is acknowledged is on the disk, and only one process writes. */

import { type FileHandle, open, realpath, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { type Entry, formatEntry, type NewDraw, type NewEntry } from './decision.js';
import { type DecisionFile, readDecisionFileIfAny } from './decision-file.js';
import { Decisions } from './decisions.js';
import { syncFolder } from './durable-files.js';
import { decisionsChanged, decisionsNoFile, decisionsNotSaved } from './errors.js';
import { type Lock, type Processes, takeLock } from './lock.js';

/** What a log needs of the world around it. */
export interface LogSurroundings {
  readonly processes: Processes;
  /** The time as ISO 8601, never the same twice in a row. */
  now(): string;
}

/**
 * Opens a decisions file for writing; it is made with the first decision. Close it in the end.
 *
 * A half-written last line, which was not reported as saved, is cut off: see `repaired`.
 *
 * @throws UserError if another process writes to it, or if a line of it is no decision
 * @example
 * const log = await openDecisionLog('reviews.csv.decisions.jsonl', surroundings);
 * await log.append([{ fingerprint, index: 196, given_label: 'Sports', what: 'keep', … }]); // on the disk now
 * log.decisions.of(fingerprint); // { what: 'keep', … }
 */
export async function openDecisionLog(file: string, surroundings: LogSurroundings): Promise<DecisionLog> {
  const target = await realpath(file).catch(() => path.resolve(file));
  const existing = await stat(target).catch(() => undefined);
  if (existing?.isFile() === false) throw decisionsNoFile(file);
  const lock = await takeLock(target, surroundings.processes);
  try {
    const found = await readDecisionFileIfAny(file);
    if (found !== undefined) await repair(target, found);
    return new DecisionLog({ file, target, lock, now: surroundings.now }, found);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Makes the file end with a whole line. */
async function repair(target: string, { wholeBytes, halfLine, lacksLineEnd }: DecisionFile): Promise<void> {
  if (halfLine === undefined && !lacksLineEnd) return;
  const handle = await open(target, 'r+');
  try {
    await handle.truncate(wholeBytes);
    if (lacksLineEnd) await handle.write('\n', wholeBytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

interface LogPlace {
  /** As the user named it. */
  readonly file: string;
  /** The file itself, links followed. */
  readonly target: string;
  readonly lock: Lock;
  now(): string;
}

/** A decisions file that this process writes. */
export class DecisionLog {
  readonly file: string;
  /** The decisions in force now; to be read at any time. It changes only once an entry is on the disk. */
  readonly decisions: Decisions;
  /** The half-written line that opening has cut off. */
  readonly repaired: DecisionFile['halfLine'];
  readonly #place: LogPlace;
  #size: number;
  #handle: FileHandle | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(place: LogPlace, found: DecisionFile | undefined) {
    this.#place = place;
    this.file = place.file;
    this.decisions = found?.decisions ?? new Decisions();
    this.repaired = found?.halfLine;
    this.#size = found === undefined ? 0 : found.wholeBytes + (found.lacksLineEnd ? 1 : 0);
  }

  /**
   * Records entries as one step. When it resolves, they are on the disk and in `decisions`; when it
   * rejects, none of them is. Calls may overlap: they are carried out one after the other.
   *
   * @throws UserError if they cannot be saved, or if the file is not what this process has left there
   */
  append(entries: readonly (NewEntry | NewDraw)[]): Promise<void> {
    const next = this.#last.then(() => this.#append(entries));
    this.#last = next.catch(() => {});
    return next;
  }

  /** Waits for what is being saved, and lets other processes write. */
  async close(): Promise<void> {
    await this.#last;
    await this.#handle?.close();
    this.#handle = undefined;
    await this.#place.lock.release();
  }

  async #append(newEntries: readonly (NewEntry | NewDraw)[]): Promise<void> {
    if (newEntries.length === 0) return;
    const time = this.#place.now();
    const entries = newEntries.map((entry) => ({ ...entry, time }) as Entry);
    await this.#place.lock.check();
    const handle = await this.#openUnchanged();
    const lines = Buffer.from(entries.map(formatEntry).join(''));
    try {
      await handle.appendFile(lines);
      await handle.sync();
    } catch (cause) {
      await truncate(this.#place.target, this.#size).catch(() => {}); // else the next opening repairs it
      throw notSaved(this.file, cause);
    }
    this.#size += lines.length;
    for (const entry of entries) this.decisions.add(entry);
  }

  /** The handle to write through, if the file is still the one that this process has read and written. */
  async #openUnchanged(): Promise<FileHandle> {
    const { target } = this.#place;
    if (this.#handle === undefined) {
      this.#handle = await open(target, 'a').catch((cause) => {
        throw notSaved(this.file, cause);
      });
      await syncFolder(target);
    }
    const [ours, there] = [await this.#handle.stat(), await stat(target).catch(() => undefined)];
    if (there?.ino !== ours.ino || ours.size !== this.#size) throw decisionsChanged(this.file);
    return this.#handle;
  }
}

function notSaved(file: string, cause: unknown) {
  const { code, message } = cause as NodeJS.ErrnoException;
  return decisionsNotSaved(
    file,
    code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : (code ?? message),
  );
}
