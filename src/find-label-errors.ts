/**
 * The spine: calls the stages in order, from a file of texts and labels to what is wrong with the labels.
 *
 *     dataset -> vectorize -> naive-bayes -> confident-learning | noise-aware -> explain
 */
import { type DataOptions, readDatasets, requireTrainedClasses } from './dataset/read-dataset.js';
import { evidenceOf } from './explain/evidence.js';
import {
  healthOf,
  judgeLabels,
  type LabelledTerms,
  type MethodOptions,
  type Problem,
} from './judge-labels.js';
import type { Dataset, Disagreement, Evidence, Judgement, LabelHealth } from './types.js';
import { termsOfRow } from './vectorize/row-terms.js';
import { TermMatrixBuilder } from './vectorize/term-matrix-builder.js';
import { Vocabulary } from './vectorize/vocabulary.js';

/** A data set and all that was found in it. */
export interface Findings {
  readonly dataset: Dataset;
  /** The data set that the model learnt from, where it is another. */
  readonly training: Dataset | null;
  readonly judgement: Judgement;
  readonly health: LabelHealth;
  /** How far several models agree, where probabilities of several were given. */
  readonly disagreement?: Disagreement | undefined;
  /** The words behind the suggestion for a row, strongest first, at most 8. */
  evidenceOf(row: number): readonly Evidence[];
}

/** What to read: the data set to judge and, where it is another, the one to learn from. */
export interface Source {
  readonly file: string;
  readonly train?: string | undefined;
  readonly data: DataOptions;
}

/** Is told which stage begins, and how many rows the reading stage has seen. */
export type OnProgress = (stage: 'reading' | 'learning' | 'judging', rows?: number) => void;

/** Progress is reported every so many rows. */
const ROWS_A_REPORT = 10_000;

/**
 * Finds the label errors of a file.
 *
 * @param source what to read, and what is said about it
 * @param options the method and its options
 * @param onProgress is called as the work goes on
 * @throws UserError if the file or an option is wrong
 */
export async function findLabelErrorsInFile(
  source: Source,
  options: MethodOptions,
  onProgress: OnProgress = () => {},
): Promise<Findings> {
  const { dataset, training, problem, words } = await readSource(source, onProgress);
  onProgress('learning');
  const { judgement, wordScore, noiseMatrix } = judgeLabels(problem, options);
  onProgress('judging');
  return {
    dataset,
    training,
    judgement,
    health: healthOf(dataset.labels, judgement, noiseMatrix),
    evidenceOf: (row) => {
      const classes = { number: row, given: dataset.labels[row]!, suggested: judgement.suggested[row]! };
      return evidenceOf(classes, termsOfRow(problem.terms, row), wordScore, words);
    },
  };
}

/** Reads a source and turns its texts into term matrices on the way, keeping no text. */
async function readSource({ file, train, data }: Source, onProgress: OnProgress) {
  const vocabulary = new Vocabulary();
  let rows = 0;
  const vectorize = (path: string, mustFit: boolean) => {
    const builder = new TermMatrixBuilder(vocabulary);
    const onText = (text: string) => {
      builder.add(text);
      if (++rows % ROWS_A_REPORT === 0) onProgress('reading', rows);
    };
    return { builder, source: { path, mustFit, onText } };
  };
  onProgress('reading', 0);
  const judged = vectorize(file, true);
  if (train === undefined) {
    const [dataset] = await readDatasets([judged.source], data);
    const problem = toProblem(dataset!, judged.builder, null);
    return { dataset: dataset!, training: null, problem, words: vocabulary.words() };
  }
  const learnt = vectorize(train, false);
  const [training, dataset] = await readDatasets([learnt.source, judged.source], data);
  requireTrainedClasses(training!, dataset!);
  const problem = toProblem(dataset!, judged.builder, {
    terms: learnt.builder.finish(),
    labels: training!.labels,
  });
  return { dataset: dataset!, training: training!, problem, words: vocabulary.words() };
}

function toProblem(dataset: Dataset, builder: TermMatrixBuilder, training: LabelledTerms | null): Problem {
  return { terms: builder.finish(), labels: dataset.labels, classCount: dataset.classes.length, training };
}
