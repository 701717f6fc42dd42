import stringWidth from 'string-width';
import { wrap } from '../../report/layout.js';

/** Parts of a line of help: an indent, a term or a command, and its description. */
const LINE = /^( *)(.*?)(?: {2,}(\S.*))?$/;

/**
 * Fits help into a narrow terminal, where commander would break lines anywhere: the description of an option goes below
 * it, and commands are wrapped in the syntax of a shell. Lines that fit are unchanged.
 */
export function fitHelp(help: string, width: number): string {
  return help
    .replace(PARAGRAPH, (lines) =>
      lines.split('\n').some((line) => stringWidth(line) > width) ? lines.replaceAll('\n', ' ') : lines,
    )
    .split('\n')
    .flatMap((line) => (stringWidth(line) <= width ? [line] : fitLine(line, width)))
    .join('\n');
}

/** Lines of prose, which are not indented. */
const PARAGRAPH = /^\S.*(?:\n\S.*)+$/gm;

/** An option and its value are kept on one line. */
const OPTION_AND_VALUE = /(\s--?[\w-]+) (?=[^\s|-])/g;
const KEPT = '\u00a0';

function fitLine(line: string, width: number): string[] {
  const [, indent = '', head = '', said] = LINE.exec(line)!;
  const isProse = indent === '' && said === undefined && !head.startsWith('Usage:');
  if (isProse) return wrap(line, width);
  const below = `${indent}    `;
  const isCommand = head.startsWith('$ ');
  const kept = isCommand ? head.replace(OPTION_AND_VALUE, `$1${KEPT}`) : head;
  const [first, ...rest] = wrap(kept, width - below.length - 2).map((part) => part.replaceAll(KEPT, ' '));
  const lines = [`${indent}${first}`, ...rest.map((part) => `${below}${part}`)];
  const term = isCommand ? lines.map((part, at) => (at < rest.length ? `${part} \\` : part)) : lines;
  if (said === undefined) return term;
  return [...term, ...wrap(said, width - below.length).map((part) => `${below}${part}`)];
}
