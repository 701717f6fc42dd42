import { countByClass } from '../../src/naive-bayes/class-totals.js';
import type { CountedRows } from '../../src/naive-bayes/leave-one-out.js';
import type { Membership } from '../../src/naive-bayes/membership.js';
import { trainModel } from '../../src/naive-bayes/model.js';
import { predict } from '../../src/naive-bayes/out-of-sample.js';
import type { Probabilities, TermMatrix } from '../../src/types.js';
import { TermMatrixBuilder } from '../../src/vectorize/term-matrix-builder.js';
import { termStatistics } from '../../src/vectorize/term-statistics.js';
import { tokenize } from '../../src/vectorize/tokenize.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';

/** The term matrix of some texts. */
export function termsOf(
  texts: readonly string[],
  vocabulary = new Vocabulary(),
  rowsPerBlock?: number,
): TermMatrix {
  const builder = new TermMatrixBuilder(vocabulary, rowsPerBlock);
  for (const text of texts) builder.add(tokenize(text));
  return builder.finish();
}

/** Rows as leave-one-out wants them. */
export function countedRows(terms: TermMatrix, membership: Membership): CountedRows {
  return { terms, statistics: termStatistics(terms), membership };
}

/** Texts and their classes. */
export interface LabelledTexts {
  readonly texts: readonly string[];
  readonly labels: Uint32Array;
  readonly classCount: number;
}

/** Those of some labelled texts that `keep` keeps. */
export function pick(rows: LabelledTexts, keep: (row: number) => boolean): LabelledTexts {
  return {
    texts: rows.texts.filter((_, row) => keep(row)),
    labels: rows.labels.filter((_, row) => keep(row)),
    classCount: rows.classCount,
  };
}

/** What a model says about texts, trained from scratch on others. */
export function trainThenPredict(
  { texts, labels, classCount }: LabelledTexts,
  judged: readonly string[],
  alpha = 1,
): Probabilities {
  const vocabulary = new Vocabulary();
  const totals = countByClass(termsOf(texts, vocabulary), { classCount, labels });
  return predict(trainModel(totals, alpha), termsOf(judged, vocabulary)).probabilities;
}
