/** Commands for a shell that do no more than run the program once, and so do not need the shell. */

/** A word without anything that a shell would act on, but quotes and $FIXTURES. */
const WORD = /(?:[\w./:,=@%+-]|'[^']*'|"[^"\\$`]*"|\$FIXTURES(?!\w))+/g;
const PLAIN = new RegExp(`^${WORD.source}(?: +${WORD.source})*\n?$`);
const ASSIGNMENT = /^([A-Z_]+)=(.*)$/;

export interface PlainCommand {
  readonly args: readonly string[];
  /** What is added to the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Takes a command apart as `sh` would, where it is nothing but variables, the program's name, and arguments.
 *
 * @param fixtures what $FIXTURES is
 * @returns undefined where it is more: several commands, a pipe, a redirection, …
 *
 * @example
 * parsePlainCommand("COLUMNS=50 find-label-errors $FIXTURES/a.csv --classes 'a, b'", '..')
 * // { args: ['../a.csv', '--classes', 'a, b'], env: { COLUMNS: '50' } }
 */
export function parsePlainCommand(command: string, fixtures: string): PlainCommand | undefined {
  if (!PLAIN.test(command)) return undefined;
  const words = command
    .match(WORD)!
    .map((word) =>
      word.replace(/'([^']*)'|"([^"]*)"|\$FIXTURES/g, (part, single, double) =>
        part === '$FIXTURES' ? fixtures : (single ?? double),
      ),
    );
  const env: Record<string, string> = {};
  let at = 0;
  for (let given = ASSIGNMENT.exec(words[at]!); given !== null; given = ASSIGNMENT.exec(words[++at] ?? '')) {
    env[given[1]!] = given[2]!;
  }
  return words[at] === 'find-label-errors' ? { args: words.slice(at + 1), env } : undefined;
}
