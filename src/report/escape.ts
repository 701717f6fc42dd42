/**
 * Text from data is a stranger's. Whatever shows it goes through here, so that it cannot move a cursor,
 * recolour a terminal, hide or reorder what is read, break a line in two, give orders to the system that keeps
 * the log, or become markup of the document that it stands in.
 */

/**
 * Characters that act instead of being seen: control characters (C0, DEL, C1), line and paragraph separators,
 * zero-width and soft marks, and those that reorder text in two directions. Joiners within emoji and words of
 * some scripts (U+200C, U+200D) are left, since text there means something else without them.
 */
export const ACTING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** `##[group]`, `##vso[…]` and their like are orders to CI systems, wherever they stand in a line of a log. */
const LOG_ORDER = /##(?=\w*\[)/g;
const BROKEN_LOG_ORDER = '\\u0023\\u0023';

/** What stands in every text that the two above find something in, and is found ten times as fast. */
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
 * A line for a log, acting characters made visible: one that begins with `::`, as orders to GitHub do, begins
 * with `\x3a:` instead.
 */
export function logLine(line: string): string {
  return visible(line).replace(/^(\s*):(?=:)/, '$1\\x3a');
}

/**
 * JSON on one line that is safe to show: acting characters that JSON lets stand are written as `\uXXXX`, which
 * every parser reads back as the same text.
 */
export function safeJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!MAY_ACT.test(json)) return json;
  return json
    .replace(ACTING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(LOG_ORDER, BROKEN_LOG_ORDER);
}

/**
 * The data of a GitHub workflow command: what stands after `::`.
 *
 * @example
 * workflowData('50 %') // '50 %25'
 */
export function workflowData(text: string): string {
  return visible(text).replace(/%/g, '%25');
}

/** The value of a property of a GitHub workflow command, where `:` and `,` have a meaning too. */
export function workflowProperty(text: string): string {
  return workflowData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** Text of an XML element or attribute, in double quotes; characters that XML forbids are made visible. */
export function xmlText(text: string): string {
  return visible(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A space of no width, put where a page would make a mention, a link or a reference of what follows. */
const APART = '\u200b';

/**
 * Text in a cell of a Markdown table, shown as it is: whatever is Markdown, HTML or mathematics is written as a
 * character reference, and mentions, references and addresses are taken apart.
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
 * A cell of a CSV file that spreadsheets may open: one that begins like a formula gets an apostrophe before
 * it, which is the only change; quotes stand around it where CSV asks for them.
 *
 * @example
 * csvCell('=1+1') // "'=1+1"
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Text in a SARIF message, where brackets make links and numbers in braces are filled in. */
export function sarifText(text: string): string {
  return visible(text)
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/\{(\d+)\}/g, '{{$1}}');
}

/** Cuts a text that is only to be recognised, at the border of a code point. */
export function shorten(text: string, length: number): string {
  const points = [...text.slice(0, 2 * length + 2)];
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`;
}
