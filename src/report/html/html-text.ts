import { safeJson, visible } from '../escape.js';

/** Text of an HTML element or attribute in quotes, acting characters made visible. */
export function htmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * JSON for a script element that is data: nothing in it ends the element or begins a comment, since every `<` is
 * written as an escape that parsers of JSON read back.
 */
export function htmlJson(value: unknown): string {
  return safeJson(value).replace(/</g, '\\u003c');
}

/** A text as it is shown where its lines are kept: line ends stay, a tab becomes one, all else that acts is made visible. */
export function lines(text: string): string {
  return text
    .split(/\r\n|[\n\t]/)
    .map(visible)
    .join('\n');
}
