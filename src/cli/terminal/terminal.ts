/** What the program knows of the terminal it runs in, and how it speaks to the person there. */
import type { Io, OutputStream } from './io.js';

/** Width of a table that goes to no terminal. */
const DEFAULT_WIDTH = 100;

/**
 * Whether to colour what goes to a stream: as the option says, else as the environment says
 * (no-color.org, force-color.org), else on terminals only.
 */
export function useColour(
  option: boolean | undefined,
  stream: OutputStream | undefined,
  { env }: Pick<Io, 'env'>,
): boolean {
  if (option !== undefined) return option;
  const { NO_COLOR, FORCE_COLOR, TERM } = env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return stream?.isTTY === true && TERM !== 'dumb';
}

/** Columns that a table may take. */
export function tableWidth(stream: OutputStream | undefined, { env }: Pick<Io, 'env'>): number {
  return terminalColumns(stream) ?? columnsOf(env) ?? DEFAULT_WIDTH;
}

/** Help is not made wider than this where it goes to no terminal. */
const HELP_WIDTH = 80;

/** Columns that help may take: those of the terminal, or what `COLUMNS` says where that is less than usual. */
export function helpWidth({ stdout, env }: Io): number {
  return terminalColumns(stdout) ?? Math.min(columnsOf(env) ?? HELP_WIDTH, HELP_WIDTH);
}

function columnsOf(env: Io['env']): number | undefined {
  const columns = Number(env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? columns : undefined;
}

function terminalColumns(stream: OutputStream | undefined): number | undefined {
  return stream?.isTTY === true && (stream.columns ?? 0) > 0 ? stream.columns : undefined;
}

/** Columns of the terminal that standard error goes to; undefined where it goes to none, and there is no limit. */
export function terminalWidth({ stderr }: Io): number | undefined {
  return terminalColumns(stderr);
}

/** This command with one more option, as it can be pasted into a shell. */
export function commandWith(option: string, { args }: Io): string {
  return ['find-label-errors', ...args.map(shellWord), option].join(' ');
}

/** A word as a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Whether a stream's reader can be taken to see more than ASCII: as the locale says, and a terminal that draws it. */
export function usesUnicode({ env }: Io): boolean {
  const { LC_ALL, LC_CTYPE, LANG, TERM } = env;
  if (TERM === 'dumb' || TERM === 'linux') return false;
  const locale = LC_ALL || LC_CTYPE || LANG;
  // Windows has no locale there; its terminals of today draw Unicode.
  return locale === undefined ? process.platform === 'win32' : /utf-?8/i.test(locale);
}
