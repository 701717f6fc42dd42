/** Which command a key means; what is typed somewhere is none. */

/** A key that was pressed, as far as it matters here. */
export type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat' | 'isComposing'
>;

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

/** Whether a key that is pressed on an element belongs to that element. */
export function isTaken(element: Element | null, key: string): boolean {
  if (element === null) return false;
  if (element.closest('input, select, textarea, dialog') !== null) return true;
  return element.closest('button, a, summary') !== null && (key === 'enter' || key === ' ');
}
