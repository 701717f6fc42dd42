import { safeJson, visible } from '../escape.js';

/** Text of an HTML element or attribute in quotes, acting characters made visible. */
export function htmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * JSON for a script element of data: every `<` is escaped in JSON's way, so that nothing in it ends the element or
 * begins a comment.
 */
export function htmlJson(value: unknown): string {
  return safeJson(value).replace(/</g, '\\u003c');
}

/** A text with its line ends and tabs; all other acting characters are made visible. */
export function lines(text: string): string {
  return text
    .split(/\r\n|[\n\t]/)
    .map(visible)
    .join('\n');
}
