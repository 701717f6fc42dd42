import { createInterface } from 'node:readline/promises';
import { cannotAsk } from './errors.js';
import type { Io } from './io.js';

/**
 * Asks a person on the terminal; only a yes is one. Ctrl-C ends the program.
 *
 * @throws UserError where there is no terminal
 */
export async function askYesNo(question: string, io: Io): Promise<boolean> {
  if (!io.stdin.isTTY || !io.stderr.isTTY) throw cannotAsk();
  const lines = createInterface({ input: io.stdin, output: io.stderr });
  // End of input (Ctrl-D) is a no.
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  // Readline takes Ctrl-C for itself: it is handed on, as if nobody had asked.
  lines.once('SIGINT', () => {
    lines.close();
    io.stderr.write('\n');
    io.process.raise('SIGINT');
  });
  const answer = await Promise.race([lines.question(`${question} [y/N] `), ended]);
  lines.close();
  return /^\s*y(es)?\s*$/i.test(answer);
}
