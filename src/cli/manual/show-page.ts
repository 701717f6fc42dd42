import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Io } from '../terminal/io.js';
import { writeToStream } from '../terminal/output.js';
import { helpWidth, useColour } from '../terminal/terminal.js';
import { renderPage } from './render-page.js';

/** Longer lines of prose are hard to read. */
const WIDEST = 100;
/** Keeps styles, and ends at once where the page fits on the screen. */
const USUAL_PAGER = 'less -FR';
/** Exit code of a shell for an unknown command. */
const NOT_FOUND = 127;

/** Prints a page on standard output; on a terminal through the pager of `PAGER`, by default less. */
export async function showPage(markdown: string, io: Io): Promise<void> {
  const { stdout, env } = io;
  const style = { width: Math.min(helpWidth(io), WIDEST), colour: useColour(undefined, stdout, io) };
  const page = renderPage(markdown, style);
  const pager = env.PAGER ?? USUAL_PAGER;
  const isShown = stdout.isTTY && pager.trim() !== '' && (await showIn(pager, page, io));
  if (!isShown) await writeToStream(stdout, [page]);
}

/** @returns whether the pager exists */
async function showIn(pager: string, page: string, { process: running }: Io): Promise<boolean> {
  const child = spawn(pager, { shell: true, stdio: ['pipe', 'inherit', 'ignore'] });
  // Ctrl-C is for the pager, which decides whether to end.
  const ignore = () => {};
  running.on('SIGINT', ignore);
  child.stdin.on('error', ignore); // the user has quit the pager, or it does not exist
  child.stdin.end(page);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code !== NOT_FOUND;
  } catch {
    return false; // no shell could be started
  } finally {
    running.off('SIGINT', ignore);
  }
}
