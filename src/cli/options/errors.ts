/** Messages about wrong input and usage of cli/options. */
import { UserError } from '../../errors/user-error.js';
import { nearest } from '../../errors/wording.js';

export const configIsNoFile = (place: string) =>
  new UserError(`${place}: this is no file`, 'Name it otherwise, or run with --no-config.');

export const configBroken = (file: string) =>
  new UserError(
    `${file}: this is not a JSON object`,
    'Write {"option": value, …}, correct it, or run with --no-config.',
  );

export const configForbidden = (file: string, key: string) =>
  new UserError(
    `${file}: "${key}" is allowed on the command line only, so that a folder of data cannot decide about it`,
    `Take it out, and write --${key} when you run.`,
  );

export const configOnCommandLine = (file: string, key: string) =>
  new UserError(`${file}: "${key}" is about one run`, `Take it out, and write --${key} on the command line.`);

export const configUnknown = (file: string, key: string, known: readonly string[]) => {
  const near = nearest(key, known);
  return new UserError(
    `${file}: there is no option "${key}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
    `It may say ${known.join(', ')}.`,
  );
};

export const configValue = (file: string, key: string, problem: string) =>
  new UserError(`${file}: the value of "${key}" is wrong`, problem);
