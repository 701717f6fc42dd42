/**
 * Text from data is a stranger's. Whatever shows it goes through here, so that it cannot move a cursor,
 * recolour a terminal, hide or reorder what is read, or break a line in two.
 */

/**
 * Characters that act instead of being seen: control characters (C0, DEL, C1), line and paragraph separators,
 * zero-width and soft marks, and those that reorder text in two directions. Joiners within emoji and words of
 * some scripts (U+200C, U+200D) are left, since text there means something else without them.
 */
const ACTING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes acting characters visible: a line feed becomes `\n`, an escape `\x1b`, a right-to-left override
 * `\u202e`.
 *
 * @example
 * visible('red \u001b[31m') // 'red \\x1b[31m'
 */
export function visible(text: string): string {
  return text.replace(ACTING, (character) => {
    const code = character.charCodeAt(0);
    const hex = code.toString(16);
    return SHORT[character] ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`);
  });
}

/**
 * JSON on one line that is safe to show: acting characters that JSON lets stand are written as `\uXXXX`, which
 * every parser reads back as the same text.
 */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    ACTING,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
