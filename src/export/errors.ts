/** Messages about wrong input and usage of export. */
import { UserError } from '../errors/user-error.js';
import { shown, withCommas } from '../errors/wording.js';

export const labelDoesNotFit = (target: string, label: string, why: string, fix: string) =>
  new UserError(`${target} cannot hold the class ${shown(label)}: ${why}`, fix);

export const tooManyClasses = (target: string, count: number, most: number) =>
  new UserError(
    `${target} takes at most ${withCommas(most)} classes, and there are ${withCommas(count)}`,
    'Export to another tool, or split the data set by groups of classes.',
  );

export const splitHasOtherClasses = (place: string, now: readonly string[], before: readonly string[]) =>
  new UserError(
    `${place}: the other splits there have other classes: ${list(before)}; these rows have ${list(now)}`,
    'Name the same classes in the same order with --classes, or export to another place.',
  );

export const splitHasOtherColumns = (place: string, now: readonly string[], before: readonly string[]) =>
  new UserError(
    `${place}: the other splits there have other columns: ${list(before)}; these rows have ${list(now)}`,
    'Export files with the same columns, or export to another place.',
  );

const ELSEWHERE = 'export to another place. Nothing was written.';

export const fileOfThisSplit = (place: string, file: string, split: string) =>
  new UserError(
    `${place}: ${file} is there, which would be taken for a part of split ${split}`,
    `Take it away, or ${ELSEWHERE}`,
  );

export const fileOfNoSplit = (place: string, file: string) =>
  new UserError(
    `${place}: ${file} is there, and the card does not say how large its split is, so that it would no longer be shown`,
    `Take it away, export its rows too, or ${ELSEWHERE}`,
  );

export const splitHasOtherFormat = (place: string, file: string, format: string) =>
  new UserError(
    `${place}: ${file} is there, and all splits must be in one format, not ${format} beside it`,
    `Add --format ${file.replace(/^.*\./, '')}, or ${ELSEWHERE}`,
  );

export const configOfAnother = (place: string, entry: string) =>
  new UserError(
    `${place}: the card lists data for ${entry} that this program has not written, and which would get lost from it`,
    `Take it out of the card, or ${ELSEWHERE}`,
  );

export const exportedCardBroken = (file: string, problem: string) =>
  new UserError(
    `${file}: the block between the --- lines cannot be read (${problem})`,
    'Correct it there: the text of the card is kept. Nothing was written.',
  );

export const exportedCardHasConfigs = (file: string, names: readonly string[]) =>
  new UserError(
    `${file}: this card is of a data set with ${names.length} configurations: ${names.join(', ')}`,
    'Export to another place. Nothing was written.',
  );

const list = (names: readonly string[]) =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ');

/** How far a push came, and how to continue. */
export interface BrokenPush {
  readonly repo: string;
  readonly hub: string;
  /** The problem, for people. */
  readonly problem: string;
  /** How to solve it; empty where another attempt is enough. */
  readonly remedy: string;
  /** What is on the Hub, in a sentence. */
  readonly state: string;
  /** The command that continues; undefined where nothing was written yet. */
  readonly again: string | undefined;
}

export const pushFailed = ({ repo, hub, problem, remedy, state, again }: BrokenPush) =>
  new UserError(
    `${repo} was not pushed to ${hub}: ${problem}`,
    [state, ...(remedy === '' ? [] : [remedy]), ...(again === undefined ? [] : [`To go on: ${again}`])].join(
      ' ',
    ),
  );
