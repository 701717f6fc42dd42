/** What the options of `export` come to, and which of them go together. */

import {
  type DataFormat,
  type Selection,
  TARGET_TRAITS,
  TARGETS,
  type Target,
} from '../../export/targets.js';
import {
  exportFormat,
  exportNowhere,
  exportWithoutTarget,
  optionIgnored,
  optionNeeds,
  splitNameWrong,
} from '../errors.js';
import type { JudgeFlags } from '../flags.js';

/** What the options of `export` come to; each is undefined where it was not given. */
export interface ExportFlags extends JudgeFlags {
  readonly to?: Target;
  readonly output?: string;
  readonly only?: Selection;
  readonly format?: DataFormat;
  readonly split?: string;
  readonly push?: string;
  readonly private?: true;
  readonly force?: true;
}

/** An export, all defaults filled in. */
export interface ExportPlan {
  readonly target: Target;
  readonly folder: string;
  readonly only: Selection;
  readonly format: DataFormat;
  readonly split: string;
}

/** Options that say how rows are judged. */
const JUDGING = [
  ...['train', 'probabilities', 'labels', 'combine', 'renormalize', 'ngrams', 'minDf', 'stopWords', 'stem'],
  ...['tokenizer', 'method', 'alpha', 'cv', 'rankBy', 'adjustProbabilities', 'fracNoise'],
  ...['minExamplesPerClass', 'removePerClass', 'useDecisions'],
] as const;

/** Whether rows are judged: a data set that is published whole is not. */
export function judgesRows({ to, only }: Pick<ExportFlags, 'to' | 'only'>): boolean {
  return to !== 'huggingface' || (only ?? TARGET_TRAITS[to].only) === 'candidates';
}

/** @throws UserError if an option is missing, wrong, or would be ignored */
export function exportPlan(flags: ExportFlags): ExportPlan {
  const { to, output, only, format, split } = flags;
  if (to === undefined) throw exportWithoutTarget(TARGETS);
  if (output === undefined) throw exportNowhere();
  const traits = TARGET_TRAITS[to];
  if (format !== undefined && !traits.formats.includes(format))
    throw exportFormat(traits.name, format, traits.formats);
  if (to !== 'huggingface') refuseHubOptions(flags, traits.name);
  else if (!judgesRows(flags)) refuseJudging(flags);
  if (flags.private && flags.push === undefined) throw optionNeeds('--private', '--push');
  if (split !== undefined && !/^\w+$/.test(split)) throw splitNameWrong(split);
  return {
    target: to,
    folder: output,
    only: only ?? traits.only,
    format: format ?? traits.formats[0]!,
    split: split ?? 'train',
  };
}

function refuseHubOptions(flags: ExportFlags, name: string): void {
  for (const key of ['split', 'push', 'private'] as const) {
    if (flags[key] === undefined) continue;
    throw optionIgnored(`--${key}`, `${name} has no use for it`, 'Add --to huggingface, or leave it out.');
  }
}

function refuseJudging(flags: ExportFlags): void {
  for (const key of JUDGING) {
    if (flags[key as keyof ExportFlags] === undefined) continue;
    const option = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw optionIgnored(
      option,
      'a data set that is published whole is not judged',
      'Add --only candidates, or leave it out.',
    );
  }
}
