/** The pages of the manual as tests read them: where they are in the project, and what they are made of. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { marked, type Token, type Tokens } from 'marked';
import { projectRoot } from '../reference-data.js';

export interface Page {
  /** Path from the root of the project, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  /** What `help` calls it; undefined where it is for the project's developers only. */
  readonly topic: string | undefined;
}

/** All Markdown files of ours but those that tests use as data. */
export const pages: readonly Page[] = [
  'README.md',
  'CHANGELOG.md',
  ...markdownIn('.github'),
  ...markdownIn('src'),
  ...markdownIn('test/bench'),
].map((file) => {
  const text = readFileSync(path.join(projectRoot, file), 'utf8');
  const topic = /^<!-- topic: ([a-z-]+) -->\n/.exec(text)?.[1];
  return { file, text, tokens: marked.lexer(text), topic };
});

/** The pages that `help` prints. */
export const topicPages = pages.filter(({ topic }) => topic !== undefined);

function markdownIn(folder: string): string[] {
  return readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .sort();
}

/** Whatever is in tokens and in the tokens within them, in order. */
export function everyToken(tokens: readonly Token[]): Token[] {
  const all: Token[] = [];
  marked.walkTokens([...tokens], (token) => {
    all.push(token);
  });
  return all;
}

/** A command of an example, and the lines that it is said to print; undefined where none are shown. */
export interface Example {
  readonly command: string;
  readonly printed: readonly string[] | undefined;
}

/** A block of examples, and what its first line says after `sh` or `console`. */
export interface Examples {
  readonly note: string;
  readonly examples: readonly Example[];
}

/** The examples of a page: its `sh` blocks (commands alone) and `console` blocks (commands and what they print). */
export function examplesOf({ tokens, file }: Page): Examples[] {
  return everyToken(tokens).flatMap((token) => {
    const { lang = '', text } = token as Tokens.Code;
    const [, kind, note = ''] = /^(sh|console)\b ?(.*)$/.exec(lang) ?? [];
    if (token.type !== 'code' || kind === undefined) return [];
    const pieces = text.split(/^\$ /m);
    if (pieces[0] !== '') throw new Error(`${file}: an example must begin with "$ ": ${text}`);
    return [{ note, examples: pieces.slice(1).map((piece) => exampleOf(piece, kind === 'console')) }];
  });
}

function exampleOf(piece: string, shows: boolean): Example {
  const lines = piece.trimEnd().split('\n');
  if (!shows) return { command: lines.join('\n'), printed: undefined };
  const last = lines.findIndex((line) => !line.endsWith('\\'));
  return { command: lines.slice(0, last + 1).join('\n'), printed: lines.slice(last + 1) };
}
