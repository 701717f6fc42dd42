/**
 * A golden case is one file: a command for a shell, then sections, each begun by a line with its name. `stdout`,
 * `stderr` and `exit` are the answer of the command (nothing, nothing and 0 where they are missing); every other
 * section is a file that the command finds in its folder.
 *
 *     find-label-errors data.csv --label lable
 *     -- data.csv --
 *     text,label
 *     -- exit --
 *     2
 *     -- stderr --
 *     find-label-errors: ...
 *
 * Where a text would not survive an editor (control characters, bytes that are not UTF-8, no newline at its end) its
 * section is `(escaped)`: `\xHH` is a byte, `\\` a backslash, and a backslash at the end of a line leaves out the newline.
 */
import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../reference-data.js';

/** The folder of the cases. */
export const CASES = path.join(projectRoot, 'test/cli/cases');

/** What a command has answered; the bytes of both streams. */
export interface Answer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

export interface GoldenCase {
  /** Command for a shell, of one or more lines. */
  readonly command: string;
  /** Content of each file of its folder, by path from there. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly answer: Answer;
}

const HEADING = /^-- (\S.*?)( \(escaped\))? --\n/gm;

/**
 * Reads a golden case.
 *
 * @throws Error where a section is there twice or an exit code is no number
 */
export function parseCase(text: string): GoldenCase {
  const headings = [...text.matchAll(HEADING)];
  const sections = new Map<string, Buffer>();
  for (const [at, { 0: heading, 1: name, 2: escaped, index }] of headings.entries()) {
    const body = text.slice(index + heading.length, headings[at + 1]?.index);
    if (sections.has(name!)) throw new Error(`there are two sections ${name}`);
    sections.set(name!, escaped === undefined ? Buffer.from(body) : unescaped(body));
  }
  const take = (name: string): Buffer => {
    const content = sections.get(name) ?? Buffer.alloc(0);
    sections.delete(name);
    return content;
  };
  const code = Number(take('exit'));
  if (!Number.isInteger(code)) throw new Error('the exit code is no number');
  const answer = { code, stdout: take('stdout'), stderr: take('stderr') };
  return { command: text.slice(0, headings[0]?.index), files: sections, answer };
}

/** The text of a golden case; `parseCase` reads the same case from it. */
export function formatCase({ command, files, answer }: GoldenCase): string {
  const { code, stdout, stderr } = answer;
  const sections: [string, Buffer][] = [...files];
  if (code !== 0) sections.push(['exit', Buffer.from(`${code}\n`)]);
  if (stdout.length > 0) sections.push(['stdout', stdout]);
  if (stderr.length > 0) sections.push(['stderr', stderr]);
  return command + sections.map(([name, content]) => section(name, content)).join('');
}

/** All cases, in the order of their names. */
export function* goldenCases(): Generator<[name: string, golden: GoldenCase]> {
  for (const file of readdirSync(CASES).sort()) {
    yield [path.basename(file, '.txt'), parseCase(readFileSync(path.join(CASES, file), 'utf8'))];
  }
}

/** The files of all cases: the path of each, as if every case were a folder, and its content. */
export function goldenFiles(): [file: string, content: Buffer][] {
  return [...goldenCases()].flatMap(([name, { files }]) =>
    [...files].map(([file, content]): [string, Buffer] => [`test/cli/cases/${name}/${file}`, content]),
  );
}

/** What an editor does not show, or might change: all control and format characters but newlines and tabs. */
const INVISIBLE = /[^\P{C}\n\t]/gu;

function section(name: string, content: Buffer): string {
  const text = content.toString();
  const isPlain =
    isUtf8(content) && /^$|\n$/.test(text) && text.search(INVISIBLE) === -1 && text.search(HEADING) === -1;
  return isPlain ? `-- ${name} --\n${text}` : `-- ${name} (escaped) --\n${escaped(content)}`;
}

function escaped(content: Buffer): string {
  const [text, odd]: [string, RegExp] = isUtf8(content)
    ? [content.toString(), INVISIBLE]
    : [content.toString('latin1'), /[^\n\t -~]/g];
  const encoding = isUtf8(content) ? 'utf8' : 'latin1';
  const hex = (character: string) => Buffer.from(character, encoding).toString('hex').replace(/../g, '\\x$&');
  const safe = text.replaceAll('\\', '\\\\').replace(odd, hex).replace(/^-/gm, hex);
  return safe.endsWith('\n') ? safe : `${safe}\\\n`;
}

function unescaped(text: string): Buffer {
  const bytes = Buffer.from(text)
    .toString('latin1')
    .replace(/\\(?:x(..)|([\\\n]))/g, (_, hex?: string, other?: string) =>
      hex !== undefined ? String.fromCharCode(Number.parseInt(hex, 16)) : other === '\\' ? '\\' : '',
    );
  return Buffer.from(bytes, 'latin1');
}
