/**
 * Text from data is untrusted. Whatever shows it calls a function of this file, so that it cannot move a cursor,
 * recolour a terminal, hide or reorder text, break a line in two, run commands of a CI system that reads the log, or
 * become markup of the document.
 */

import { guarded } from '../dataset/csv/spreadsheet-cell.js';

/**
 * Characters that act instead of being seen: control characters (C0, DEL, C1), line and paragraph separators, those
 * that reorder text in two directions, and all that Unicode has for showing nothing (Default_Ignorable_Code_Point), in
 * which whole texts can be hidden. Joiners within emoji and words of some scripts (U+200C, U+200D) and the selectors of
 * emoji (U+FE0E, U+FE0F) are left, since text there means something else without them.
 */
export const ACTING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}|\p{Surrogate}/gu;

/** `##[group]`, `##vso[…]` and the like are commands of CI systems, anywhere in a line of a log. */
const LOG_ORDER = /##(?=\w*\[)/g;
const BROKEN_LOG_ORDER = '\\u0023\\u0023';

/** Matches every text that either of the two above matches, and is ten times as fast. */
const MAY_ACT = /[^ -~]|##/;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes acting characters visible: a line feed becomes `\n`, an escape `\x1b`, a right-to-left override
 * `\u202e`, a tag `\u{e0041}`, and `##[` becomes `\u0023\u0023[`.
 *
 * @example
 * visible('red \u001b[31m') // 'red \\x1b[31m'
 */
export function visible(text: string): string {
  const plain = text.replace(ACTING, (character) => {
    const code = character.codePointAt(0)!;
    const hex = code.toString(16);
    if (code > 0xffff) return `\\u{${hex}}`;
    return SHORT[character] ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`);
  });
  return plain.replace(LOG_ORDER, BROKEN_LOG_ORDER);
}

/**
 * A line for a log, acting characters made visible. A line that begins with `::`, as commands of GitHub do, begins
 * with `\x3a:` instead.
 */
export function logLine(line: string): string {
  return visible(line).replace(/^(\s*):(?=:)/, '$1\\x3a');
}

/**
 * JSON on one line that is safe to show: acting characters that JSON allows are written as `\uXXXX`, which every
 * parser reads back as the same text.
 */
export function safeJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!MAY_ACT.test(json)) return json;
  return json.replace(ACTING, jsonEscape).replace(LOG_ORDER, BROKEN_LOG_ORDER);
}

/** A character as JSON writes it: beyond U+FFFF as two halves. */
function jsonEscape(character: string): string {
  const halves = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return halves.map((half) => `\\u${half.toString(16).padStart(4, '0')}`).join('');
}

/**
 * The data of a GitHub workflow command: the part after `::`.
 *
 * @example
 * workflowData('50 %') // '50 %25'
 */
export function workflowData(text: string): string {
  return visible(text).replace(/%/g, '%25');
}

/** The value of a property of a GitHub workflow command, where `:` and `,` are special too. */
export function workflowProperty(text: string): string {
  return workflowData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** Text of an XML element, or of an attribute in double quotes; characters that XML forbids are made visible. */
export function xmlText(text: string): string {
  return visible(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A zero-width space, inserted where a page would make a mention, a link or a reference of the text. */
const APART = '\u200b';

/**
 * Text in a cell of a Markdown table, shown unchanged: characters of Markdown, HTML and mathematics become character
 * references, and mentions, references and addresses are split by a zero-width space.
 *
 *
 * @example
 * markdownCell('*bold* | <b>') // '&#42;bold&#42; &#124; &#60;b&#62;'
 */
export function markdownCell(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]<>#!|~&@:$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/&#(?:64|35);(?=\S)|\bwww(?=\.)|\bGH-(?=\d)/gi, `$&${APART}`);
}

/**
 * A cell of a CSV file that spreadsheets may open: what begins like a formula gets an apostrophe before it, which is
 * the only change; quotes are put around it where CSV asks for them.
 *
 * @example
 * csvCell('=1+1') // "'=1+1"
 */
export function csvCell(text: string): string {
  const safe = guarded(text);
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A list or an object as JSON in a cell of a CSV file: it stays JSON of the same value. */
export function csvJsonCell(value: object): string {
  // JSON has semicolons in its texts only, and line breaks nowhere.
  return csvCell(JSON.stringify(value).replaceAll(';', '\\u003b'));
}

/** Text in a SARIF message, where brackets are links and numbers in braces are placeholders. */
export function sarifText(text: string): string {
  return visible(text)
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/\{(\d+)\}/g, '{{$1}}');
}

/** Shortens a text, never between the two halves of a surrogate pair. */
export function shorten(text: string, length: number): string {
  const points = [...text.slice(0, 2 * length + 2)];
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`;
}
