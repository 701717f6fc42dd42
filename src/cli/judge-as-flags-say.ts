import type { ReasonOptions } from '../explain/reason.js';
import type { Findings } from '../judge/findings.js';
import type { MethodOptions } from '../judge/methods.js';
import type { JudgeFlags } from './flags.js';
import { methodOptions } from './method.js';
import { checkProbabilityFlags, findByGiven } from './probabilities.js';
import { findHeedingDecisions, type HeedingFindings } from './read-source.js';
import { vectorizerOptions } from './word-options.js';

/** What was found, and the settings that it was found with. */
export interface Judged {
  readonly findings: HeedingFindings;
  readonly options: MethodOptions & ReasonOptions;
  readonly settings: object;
}

/** Judges a data set by our model or by given probabilities, whichever the flags ask for, heeding decisions. */
export async function judgeAsFlagsSay(files: readonly string[], flags: JudgeFlags): Promise<Judged> {
  const byProbabilities = checkProbabilityFlags(files, flags);
  const options = methodOptions(flags, flags.train !== undefined);
  const vectorizer = await vectorizerOptions(flags);
  const findings = byProbabilities
    ? await findByGiven(files[0], flags, options)
    : await findHeedingDecisions(files, flags, options, vectorizer);
  return { findings, options: reasonOptions(options, findings), settings: { ...options, ...vectorizer } };
}

/** The method's options with one number of rows to remove for each class, as its filter wants it. */
function reasonOptions(options: MethodOptions, { dataset }: Findings): Judged['options'] {
  if (options.method === 'noise-aware' || typeof options.removePerClass !== 'number') {
    return options as Judged['options'];
  }
  return { ...options, removePerClass: Array<number>(dataset.classes.length).fill(options.removePerClass) };
}
