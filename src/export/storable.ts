/** Characters that the targets cannot hold. */
import { labelDoesNotFit } from './errors.js';

/** Halves of surrogate pairs, which UTF-8 cannot encode. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text that UTF-8 can encode: each lone half of a surrogate pair becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd');
}

/** A text that the databases of annotation tools can store: NUL becomes U+FFFD as well. */
export function storable(text: string): string {
  return wellFormed(text).replaceAll('\0', '\ufffd');
}

/**
 * Checks that a target can store every class name: replacing characters there could merge classes.
 *
 * @param target name by its makers
 * @param held the text as the target stores it
 * @throws UserError with the first name that would change
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
