/** Which of the things that `decide` can do is asked for; options that it would ignore are errors. */

import type { DecideFlags } from './decision-flags.js';
import * as errors from './errors.js';
import { FINDING_OPTIONS, firstGiven } from './flags.js';

const ACTIONS = {
  label: '--label',
  keep: '--keep',
  delete: '--delete',
  skip: '--skip',
  undo: '--undo',
  acceptBelow: '--accept-below',
  import: '--import',
} as const satisfies Partial<Record<keyof DecideFlags, string>>;

export type DecideAction = keyof typeof ACTIONS;

/** Options that only mean something when suggestions are accepted. */
const ACCEPTING = { from: '--from', to: '--to', ...FINDING_OPTIONS } as const;

/** @throws UserError if not exactly one thing is asked for, or if an option does not go with it */
export function decideAction(flags: DecideFlags): DecideAction {
  const given = (Object.keys(ACTIONS) as DecideAction[]).filter((key) => flags[key] !== undefined);
  const [action] = given;
  if (action === undefined || given.length > 1)
    throw errors.chooseOneAction(given.map((key) => ACTIONS[key]));
  const namesRows = ['label', 'keep', 'delete', 'skip'].includes(action);
  const rows = flags.index ?? flags.line;
  if (flags.index !== undefined && flags.line !== undefined)
    throw errors.optionIgnored('--line', '--index says which rows', 'Leave out one of the two.');
  if (namesRows && rows === undefined) throw errors.indexMissing(ACTIONS[action]);
  if (rows !== undefined && !namesRows && action !== 'undo') {
    const option = flags.index === undefined ? '--line' : '--index';
    throw errors.optionIgnored(option, `${ACTIONS[action]} says which rows`, 'Leave out one of the two.');
  }
  if (action !== 'acceptBelow') {
    const option = firstGiven(flags, ACCEPTING);
    if (option !== undefined) throw errors.optionNeeds(option, '--accept-below');
  }
  return action;
}
