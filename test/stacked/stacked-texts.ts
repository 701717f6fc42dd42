import { judgeLabels, type MethodResult, type Problem } from '../../src/judge/methods.js';
import type { StackedRows } from '../../src/stacked/fit.js';
import { Vectorizer } from '../../src/vectorize/vectorizer.js';
import type { LabelledTexts } from '../support/terms.js';

/** Texts as the stacked method learns from them; their words are those of the other methods, nothing decoded. */
export function stackedRows({ texts, labels, classCount }: LabelledTexts): StackedRows {
  const vectorizer = new Vectorizer({ tokenizer: 'words', pairs: true });
  const addRow = vectorizer.startMatrix();
  for (const text of texts) addRow(text);
  const { matrices, pairs, words } = vectorizer.finish();
  return { terms: matrices[0]!, pairs: pairs[0]!, labels, classCount, words, judged: null };
}

/** A problem for all methods; with training texts, those are learnt from and the others judged. */
export function stackedProblem(judged: LabelledTexts, training: LabelledTexts | null = null): Problem {
  const vectorizer = new Vectorizer({ tokenizer: 'words', pairs: true });
  for (const { texts } of training === null ? [judged] : [training, judged]) {
    const addRow = vectorizer.startMatrix();
    for (const text of texts) addRow(text);
  }
  const { matrices, pairs, words } = vectorizer.finish();
  return {
    terms: matrices.at(-1)!,
    pairs: pairs.at(-1),
    words,
    labels: judged.labels,
    classCount: judged.classCount,
    training: training === null ? null : { terms: matrices[0]!, pairs: pairs[0], labels: training.labels },
  };
}

/** What the stacked method says of texts. */
export function judgeTexts(judged: LabelledTexts, training: LabelledTexts | null = null): MethodResult {
  return judgeLabels(stackedProblem(judged, training), { method: 'stacked' });
}
