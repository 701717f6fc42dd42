/** The properties of the terminal, and text for it. */
import { shellWord } from '../../errors/wording.js';
import type { Io, OutputStream } from './io.js';

/** Width of a table that does not go to a terminal. */
const DEFAULT_WIDTH = 100;

/**
 * Whether to colour the output to a stream: by the option, else by the environment (no-color.org, force-color.org), else
 * on terminals only.
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

/** Width of a table, in columns. */
export function tableWidth(stream: OutputStream | undefined, { env }: Pick<Io, 'env'>): number {
  return terminalColumns(stream) ?? columnsOf(env) ?? DEFAULT_WIDTH;
}

/** Widest help that does not go to a terminal. */
const HELP_WIDTH = 80;

/** Width of help: that of the terminal, or of `COLUMNS` where that is less than usual. */
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

/** Width of the terminal of standard error; undefined, for no limit, where it is not a terminal. */
export function terminalWidth({ stderr }: Io): number | undefined {
  return terminalColumns(stderr);
}

/** This command with one more option, quoted for a shell. */
export function commandWith(option: string, { args }: Io): string {
  return ['find-label-errors', ...args.map(shellWord), option].join(' ');
}

/** Whether the reader of a stream can probably display more than ASCII: by locale and terminal. */
export function usesUnicode({ env }: Io): boolean {
  const { LC_ALL, LC_CTYPE, LANG, TERM } = env;
  if (TERM === 'dumb' || TERM === 'linux') return false;
  const locale = LC_ALL || LC_CTYPE || LANG;
  // Windows has no such variables; its current terminals display Unicode.
  return locale === undefined ? process.platform === 'win32' : /utf-?8/i.test(locale);
}
