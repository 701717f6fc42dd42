/** What the program knows of the terminal it runs in, and how it speaks to the person there. */
import { logLine } from '../report/escape.js';

/** Width of a table that goes to no terminal. */
const DEFAULT_WIDTH = 100;

/** Prints lines on standard error. */
export function tellUser(lines: readonly string[]): void {
  process.stderr.write(lines.map((line) => `${logLine(line)}\n`).join(''));
}

/**
 * Whether to colour what goes to a stream: as the option says, else as the environment says
 * (no-color.org, force-color.org), else on terminals only.
 */
export function useColour(option: boolean | undefined, stream: NodeJS.WriteStream | undefined): boolean {
  if (option !== undefined) return option;
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return stream?.isTTY === true && TERM !== 'dumb';
}

/** Columns that a table may take. */
export function tableWidth(stream: NodeJS.WriteStream | undefined): number {
  if (stream?.isTTY === true && stream.columns > 0) return stream.columns;
  const columns = Number(process.env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? columns : DEFAULT_WIDTH;
}

/** Columns of the terminal that standard error goes to; undefined where it goes to none, and there is no limit. */
export function terminalWidth(): number | undefined {
  return process.stderr.isTTY && process.stderr.columns > 0 ? process.stderr.columns : undefined;
}

/** This command with one more option, as it can be pasted into a shell. */
export function commandWith(option: string): string {
  return ['find-label-errors', ...process.argv.slice(2).map(shellWord), option].join(' ');
}

/** A word as a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Whether a stream's reader can be taken to see more than ASCII: as the locale says, and a terminal that draws it. */
export function usesUnicode(): boolean {
  const { LC_ALL, LC_CTYPE, LANG, TERM } = process.env;
  if (TERM === 'dumb' || TERM === 'linux') return false;
  const locale = LC_ALL || LC_CTYPE || LANG;
  // Windows has no locale there; its terminals of today draw Unicode.
  return locale === undefined ? process.platform === 'win32' : /utf-?8/i.test(locale);
}
