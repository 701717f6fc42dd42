/**
 * Every message that a user can get for wrong input or usage, so that they sound alike.
 *
 * A message says where (`file:line`), what is wrong, and in `fix` what to do. Texts from data stand in it
 * as they are: whoever prints an error escapes it.
 */
export * from './errors/classes.js';
export * from './errors/command-line.js';
export * from './errors/corrections.js';
export * from './errors/engines.js';
export * from './errors/explain.js';
export * from './errors/export.js';
export * from './errors/formats.js';
export * from './errors/gate.js';
export * from './errors/library.js';
export * from './errors/memory.js';
export * from './errors/methods.js';
export * from './errors/probabilities.js';
export * from './errors/push.js';
export * from './errors/reading.js';
export * from './errors/review.js';
export * from './errors/user-error.js';
export { counted, nearest, withCommas } from './errors/wording.js';
