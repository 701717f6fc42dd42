/** Which format a file is in: by its content, its name, or as the user says. */

import * as errors from './errors.js';
import { foreignOf } from './foreign.js';
import { formatOfExtension, type InputFormat, isParquet } from './format.js';
import { recogniseLines, titleOf } from './lines/line-formats.js';

/** What a file was taken for, and whether that is worth a word. */
export interface DetectedFormat {
  readonly format: InputFormat;
  /** For people, where the content and the name say different things. */
  readonly note: string | null;
}

/** The beginning of a file, and what it is called. */
export interface FirstBytes {
  /** For messages. */
  readonly file: string;
  /** Without .gz or .zst; may be empty. */
  readonly name: string;
  readonly head: Buffer;
  /** Whether these are all of its bytes. */
  readonly isWhole: boolean;
}

/**
 * Tells the format of plain bytes.
 *
 * @param asked what the user says; content that contradicts it is refused
 * @throws UserError if it is none that can be read, or not what its name or the user says
 */
export function detectFormat(
  { file, name, head, isWhole }: FirstBytes,
  asked: InputFormat | undefined,
): DetectedFormat {
  const foreign = foreignOf(file, head);
  if (foreign !== undefined) throw errors.formatForeign(file, foreign);
  const named = formatOfExtension(name);
  const expected = asked ?? named;
  const content = formatOfContent(head);
  if (expected === 'parquet' && content !== 'parquet') throw errors.notParquet(file);
  if (expected !== undefined && asked !== undefined && (content !== 'parquet' || asked === 'parquet'))
    return { format: asked, note: null };
  if (content === null) {
    // A table may have such words in a column.
    const lines = named === undefined ? recogniseLines(head, isWhole) : undefined;
    if (lines !== undefined) return { format: lines, note: `read as ${titleOf(lines)}` };
    return { format: named ?? 'csv', note: null };
  }
  const note =
    named === undefined || named === content ? null : `read as ${content}, though its name says ${named}`;
  // JSON under the name of JSON lines, and the other way round, is common and no surprise worth refusing.
  return { format: content, note };
}

/** The format that content gives away; null where it could be CSV, or nothing that is recognised. */
function formatOfContent(head: Buffer): InputFormat | null {
  if (isParquet(head)) return 'parquet';
  const text = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^\[\s*(\{|\[|\]|$)/.test(text)) return 'json';
  if (/^\[\s*"/.test(text) && text.split('\n', 2).every(isListInJson)) return 'jsonl';
  if (!text.startsWith('{')) return null;
  const firstLine = /^[^\r\n]*/.exec(text)![0];
  if (/^\{\s*$/.test(firstLine)) return 'json';
  return /^\{\s*"/.test(firstLine) || firstLine === '{}' ? 'jsonl' : null;
}

/** Whether a line is a JSON list of two values or more. */
function isListInJson(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return Array.isArray(value) && value.length >= 2;
  } catch {
    return false;
  }
}
