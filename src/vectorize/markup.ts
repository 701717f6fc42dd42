/** Texts that were cut out of web pages: their entities mean characters, and their tags are no words. */
import { createRequire } from 'node:module';

/** The library is loaded for the first text that needs it. */
const load = createRequire(import.meta.url);

/** Names of HTML's elements as texts hold them; `List<String>` and `a < b` are no tags. */
const ELEMENTS =
  'a|abbr|article|audio|b|big|blockquote|body|br|button|center|code|dd|del|div|dl|dt|em|embed|figure|font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|object|ol|option|p|param|pre|q|s|script|section|select|small|source|span|strike|strong|style|sub|sup|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|video';
/** A tag with its attributes, or a comment; neither goes on over another `<`. */
const TAG = new RegExp(`</?(?:${ELEMENTS})(?:\\s[^<>]*)?/?>|<!--[^<>]*-->`, 'gi');
/** An ampersand that begins an entity, with the semicolon that ends it. */
const ENTITY = /&(?:[a-z][a-z0-9]{1,31}|#\d{1,7}|#x[0-9a-f]{1,6});/i;
/** Texts that were escaped twice hold `&amp;lt;`. */
const MOST_ROUNDS = 2;

/**
 * The text that a reader of a web page sees: tags make way for a blank, and entities are decoded (`&amp;` is `&`,
 * `&#8594;` an arrow). A tag that is written by entities is text, whose words and links tell something of its subject.
 * An entity without its semicolon stays as it is.
 *
 * @returns the same string where there is nothing of the kind
 *
 * @example
 * withoutMarkup('Oil &amp; gas<br>prices &#8594; up') // 'Oil & gas prices → up'
 */
export function withoutMarkup(text: string): string {
  const withoutTags = text.includes('<') ? text.replace(TAG, ' ') : text;
  return withoutTags.includes('&') ? decodeEntities(withoutTags) : withoutTags;
}

function decodeEntities(text: string): string {
  let decoded = text;
  for (let round = 0; round < MOST_ROUNDS && ENTITY.test(decoded); round++) {
    const { decodeHTMLStrict }: typeof import('entities/decode') = load('entities/decode');
    decoded = decodeHTMLStrict(decoded);
  }
  return decoded;
}
