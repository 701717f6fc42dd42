/** Descriptions of decisions. */
import type { Choice, State, Taken } from '../wire.js';
import { DELETED, isDecided, KEPT, RELABELLED, SKIPPED } from './candidate-columns.js';

/** Describes the standing decision about a candidate. */
export function describeState(classes: readonly string[], state: State): string {
  if (state === KEPT) return 'kept';
  if (state === DELETED) return 'to be deleted';
  if (state === SKIPPED) return 'skipped';
  return isDecided(state) ? `→ ${classes[state - RELABELLED]}` : 'open';
}

/** The state of a candidate of class `given` after a choice is recorded. */
export function stateAfter(choice: Choice, given: number): State {
  if (choice.what === 'relabel') return choice.class === given ? KEPT : RELABELLED + choice.class;
  return { keep: KEPT, delete: DELETED, skip: SKIPPED }[choice.what];
}

/** Describes a decision that was undone. */
export function describeTaken({ what, given, label }: Taken): string {
  const done = { relabel: `→ ${label}`, keep: 'kept', delete: 'to be deleted', skip: 'skipped' }[what];
  return `${given} ${done}`;
}

/** The most characters of a class name in a list. */
const NAME_SHOWN = 26;
const END_SHOWN = 10;

/** A class name for a list, its middle cut out where it is long: names often differ only at their ends. */
export function shortName(name: string, most = NAME_SHOWN): string {
  const characters = [...name];
  if (characters.length <= most) return name;
  return `${characters.slice(0, most - END_SHOWN - 1).join('')}…${characters.slice(-END_SHOWN).join('')}`;
}

export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
