/** The command of a key. Does not use the DOM. */

/** The parts of a key event that are used. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** Keys that may repeat while they are held down. */
const REPEATABLE = ['arrowleft', 'arrowright', 'arrowup', 'arrowdown'];

/**
 * The name of a command key: a lower-case letter, a digit, a sign or the name of the key. Letters are taken as typed
 * or, on keyboards of other scripts, by their position.
 *
 * @returns undefined for other keys: with Ctrl or Alt, held down, or part of a composition
 */
export function commandKey(press: Press): string | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return undefined;
  const isOtherScript = press.key.length === 1 && press.key > '\u007f' && press.code.startsWith('Key');
  const key = (isOtherScript ? press.code.slice(3) : press.key).toLowerCase();
  return press.repeat && !REPEATABLE.includes(key) ? undefined : key;
}
