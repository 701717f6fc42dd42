/** Messages about sending a data set to the Hugging Face Hub. */
import { UserError } from './user-error.js';

export const repoNameWrong = (name: string) =>
  new UserError(
    `--push ${name}: this is not the name of a data set on the Hub`,
    'Write it as user/name or organisation/name, of letters, digits, -, _ and dots.',
  );

export const noToken = (places: readonly string[]) =>
  new UserError(
    `no token for the Hugging Face Hub was found: neither in HF_TOKEN nor in ${places.join(' or ')}`,
    'Make one that may write, at https://huggingface.co/settings/tokens, and log in with hf auth login, or set HF_TOKEN. Nothing was written or sent.',
  );

export const tokenWrong = (place: string) =>
  new UserError(
    `${place}: this is no token of the Hugging Face Hub, which would begin with hf_`,
    'Make one that may write, at https://huggingface.co/settings/tokens. Nothing was written or sent.',
  );

export const hubPackageMissing = () =>
  new UserError(
    'sending needs the package @huggingface/hub, which is not installed here',
    'Install it with npm install @huggingface/hub, or leave --push out.',
  );

export const endpointWrong = (value: string) =>
  new UserError(
    `HF_ENDPOINT: ${value} is not a web address`,
    'Set it to an address such as https://huggingface.co, or unset it.',
  );

export const privateIgnored = (repo: string) =>
  new UserError(
    `--private would be ignored: ${repo} is on the Hub already`,
    'Leave it out, and change who may see it in its settings there. Nothing was written or sent.',
  );

/** How far a push had come, and what is left to do. */
export interface BrokenPush {
  readonly repo: string;
  readonly hub: string;
  /** The problem, for people. */
  readonly problem: string;
  /** What can be done about it; empty where it is enough to try again. */
  readonly remedy: string;
  /** What is on the Hub by now, in a sentence. */
  readonly state: string;
  /** The command that goes on; undefined where nothing was written yet. */
  readonly again: string | undefined;
}

export const pushFailed = ({ repo, hub, problem, remedy, state, again }: BrokenPush) =>
  new UserError(
    `${repo} was not pushed to ${hub}: ${problem}`,
    [state, ...(remedy === '' ? [] : [remedy]), ...(again === undefined ? [] : [`To go on: ${again}`])].join(
      ' ',
    ),
  );
