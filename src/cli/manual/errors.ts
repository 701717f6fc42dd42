/** Messages about wrong input and usage of cli/manual. */
import { UserError } from '../../errors/user-error.js';

/** @param near the most similar command or topic */
export const unknownTopic = (word: string, near: string | undefined, topics: readonly string[]) =>
  new UserError(
    `there is no command or topic "${word}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
    `Topics are ${topics.join(', ')}.`,
  );
