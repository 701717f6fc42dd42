import { createInterface } from 'node:readline/promises';
import { cannotAsk } from './errors.js';
import type { Io } from './io.js';

/**
 * Asks the user on the terminal; any answer but yes is no. Ctrl-C ends the program.
 *
 * @throws UserError where there is no terminal
 */
export async function askYesNo(question: string, io: Io): Promise<boolean> {
  if (!io.stdin.isTTY || !io.stderr.isTTY) throw cannotAsk();
  const lines = createInterface({ input: io.stdin, output: io.stderr });
  // End of input (Ctrl-D) means no.
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  // Readline catches Ctrl-C: the signal is raised again, so that it has its usual effect.
  lines.once('SIGINT', () => {
    lines.close();
    io.stderr.write('\n');
    io.process.raise('SIGINT');
  });
  const answer = await Promise.race([lines.question(`${question} [y/N] `), ended]);
  lines.close();
  return /^\s*y(es)?\s*$/i.test(answer);
}
