/**
 * Text from data is untrusted. Whatever shows it calls a function of this file, so that it cannot move a cursor,
 * recolour a terminal, hide or reorder text, break a line in two, run commands of a CI system that reads the log, or
 * become markup of the document.
 */

/**
 * Characters that act instead of being seen: control characters (C0, DEL, C1), line and paragraph separators,
 * zero-width characters, soft hyphens, and those that reorder bidirectional text. Joiners within emoji and words of
 * some scripts (U+200C, U+200D) are left, since they change the meaning of the text.
 */
export const ACTING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is for control characters
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** `##[group]`, `##vso[…]` and the like are commands of CI systems, anywhere in a line of a log. */
const LOG_ORDER = /##(?=\w*\[)/g;
const BROKEN_LOG_ORDER = '\\u0023\\u0023';

/** Matches every text that either of the two above matches, and is ten times as fast. */
const MAY_ACT = /[^ -~]|##/;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes acting characters visible: a line feed becomes `\n`, an escape `\x1b`, a right-to-left override
 * `\u202e`, and `##[` becomes `\u0023\u0023[`.
 *
 * @example
 * visible('red \u001b[31m') // 'red \\x1b[31m'
 */
export function visible(text: string): string {
  const plain = text.replace(ACTING, (character) => {
    const code = character.charCodeAt(0);
    const hex = code.toString(16);
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
  return json
    .replace(ACTING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(LOG_ORDER, BROKEN_LOG_ORDER);
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
 * A cell of a CSV file that spreadsheets may open: an apostrophe is put before text that begins like a formula, which
 * is the only change; cells are quoted where CSV requires it.
 *
 * @example
 * csvCell('=1+1') // "'=1+1"
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
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
