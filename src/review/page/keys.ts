/** Which command a key means; no document is needed here. */

/** A key that was pressed, as far as it matters here. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** Keys that may be held down. */
const REPEATABLE = ['arrowleft', 'arrowright'];

/**
 * The name of a key that is a command: a lower-case letter, a digit, a sign or the name of the key. Letters go by
 * what they are, and by their place on keyboards of other scripts.
 *
 * @returns undefined for what is not for this page: with Ctrl or Alt, held down, or composed
 */
export function commandKey(press: Press): string | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return undefined;
  const isOtherScript = press.key.length === 1 && press.key > '\u007f' && press.code.startsWith('Key');
  const key = (isOtherScript ? press.code.slice(3) : press.key).toLowerCase();
  return press.repeat && !REPEATABLE.includes(key) ? undefined : key;
}
