/** Characters that the targets cannot hold. */
import { labelDoesNotFit } from './errors.js';

/** Halves of surrogate pairs, which no UTF-8 holds. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text as UTF-8 can hold it: U+FFFD stands for each half of a surrogate pair. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd');
}

/** A text as the data bases behind annotation tools can hold it: U+FFFD stands for NUL, too. */
export function storable(text: string): string {
  return wellFormed(text).replaceAll('\0', '\ufffd');
}

/**
 * Makes sure that no class is called by what a target cannot hold: there it cannot be replaced unseen.
 *
 * @param target as its makers write it
 * @param held a text as the target holds it
 * @throws UserError naming the first that is
 */
export function checkClassNames(
  target: string,
  classes: readonly string[],
  held: (text: string) => string = storable,
): void {
  const odd = classes.find((name) => held(name) !== name);
  if (odd === undefined) return;
  throw labelDoesNotFit(
    target,
    odd,
    'there is a character in it that the files have no way to write',
    'Correct the label, or give the classes other names with --classes.',
  );
}
