import { confidentClasses, NOT_CONFIDENT } from '../../confident-learning/count/confident-classes.js';
import { packJudgedRows } from '../../confident-learning/judge-rows.js';
import { leaningTo } from '../../explain/evidence.js';
import { type ReasonOptions, reasonFor } from '../../explain/reason.js';
import { partOfRow } from '../../types/part-of-row.js';
import type { Dataset, DecidedRows, Judgement, RowText, WordWeight } from '../../types.js';
import { fingerprint, type RecordSource, type RowRecord } from '../record.js';
import { rankAllRows } from '../row-kinds.js';

/** Words listed for a class, and as many against it. */
const WORDS_A_SIDE = 6;
/** Above every probability: the threshold of a class without rows. */
const UNREACHABLE = 2;

/** One class in the explanation of a row. */
export interface ClassExplanation {
  readonly name: string;
  readonly is_given: boolean;
  readonly is_suggested: boolean;
  readonly probability: number | null;
  /** Mean probability of the class over the rows labelled with it; null where there are none. */
  readonly threshold: number | null;
  readonly reaches_threshold: boolean;
  /** Words with their weight in nats for the class, against the mean of the others. */
  readonly words_for: readonly { readonly token: string; readonly weight: number }[];
  readonly words_against: readonly { readonly token: string; readonly weight: number }[];
}

/** Why a row is, or is not, a candidate, as plain data: the JSON format writes it unchanged. */
export interface Explanation {
  readonly file?: string;
  readonly index: number;
  readonly line: number | null;
  readonly id?: string | number | null;
  readonly given_label: string;
  readonly predicted_label: string | null;
  readonly is_label_issue: boolean;
  /** As in records: only where decisions are used. */
  readonly decision?: RowRecord['decision'];
  readonly decided_label?: RowRecord['decided_label'];
  readonly label_quality: number | null;
  /** Nats by which the given label wins over the best other class, given the noise; noise-aware only. */
  readonly margin: number | null;
  /** Among all judged rows, from 1; null for a row that was not judged. */
  readonly rank: number | null;
  readonly judged_rows: number;
  /** The most likely class whose threshold the row reaches; null where it reaches none. */
  readonly confident_class: string | null;
  readonly method: string;
  readonly reason: string;
  /** Most likely first. */
  readonly classes: readonly ClassExplanation[];
  readonly text?: string;
}

/** Input of explanations. */
export interface ExplanationSource {
  readonly dataset: Dataset;
  readonly judgement: Judgement;
  wordWeightsOf(row: number): readonly WordWeight[];
  /** Decided rows, where their labels are held fixed. */
  readonly decided?: DecidedRows | undefined;
  readonly decisionOf?: RecordSource['decisionOf'];
}

/**
 * Explains rows one by one.
 *
 * @param source the data set and what was found in it
 * @param options the method, and its options
 * @returns a function that explains a row, given its number and text
 */
export function explainer(
  source: ExplanationSource,
  options: ReasonOptions,
): (row: number, rowText: RowText) => Explanation {
  const { dataset, judgement } = source;
  const packed = packJudgedRows(dataset.labels, judgement.probabilities, judgement.judged);
  const { thresholds } = packed.labelled;
  const { confident } = confidentClasses(judgement.probabilities, thresholds);
  const ranked = rankAllRows(judgement);
  return (row, rowText) => {
    const judged = judgement.judged[row] === 1;
    const part = partOfRow(dataset.parts, row);
    const sure = judged && confident[row] !== NOT_CONFIDENT;
    const named = { labels: dataset.labels, classes: dataset.classes, judgement };
    return {
      ...(dataset.parts.length > 1 ? { file: part.file } : {}),
      index: dataset.indexes[row]!,
      line: dataset.lines[row]! || null,
      ...(part.layout.id === null ? {} : { id: rowText.id }),
      given_label: dataset.classes[dataset.labels[row]!]!,
      predicted_label: judged ? dataset.classes[judgement.suggested[row]!]! : null,
      is_label_issue: judgement.isIssue[row] === 1,
      ...decidedFields(source, dataset.classes[dataset.labels[row]!]!, rowText),
      label_quality: judged ? judgement.quality[row]! : null,
      margin:
        judged && (options.method === 'noise-aware' || options.method === 'stacked')
          ? judgement.rankKey[row]!
          : null,
      rank: judged ? ranked.indexOf(row) + 1 : null,
      judged_rows: packed.labelled.labels.length,
      confident_class: sure ? dataset.classes[confident[row]!]! : null,
      method: options.method,
      reason: isHeld(source, row) ? HELD : reasonFor(row, named, options).sentence,
      classes: classesOf(row, source, thresholds),
      ...(dataset.withoutTexts ? {} : { text: rowText.text }),
    };
  };
}

const HELD = 'It is not judged: what is decided about it is held fixed.';

function isHeld({ decided, judgement }: ExplanationSource, row: number): boolean {
  if (decided === undefined || judgement.judged[row] === 1) return false;
  return (decided.isHeld[row]! | decided.isDeleted[row]!) === 1;
}

function decidedFields(
  { decisionOf }: ExplanationSource,
  givenLabel: string,
  rowText: RowText,
): Pick<Explanation, 'decision' | 'decided_label'> {
  if (decisionOf === undefined) return {};
  const { what = null, newLabel = null } = decisionOf(fingerprint(rowText)) ?? {};
  return { decision: what, decided_label: what === 'keep' ? givenLabel : newLabel };
}

function classesOf(
  row: number,
  { dataset, judgement, wordWeightsOf }: ExplanationSource,
  thresholds: Float64Array,
): ClassExplanation[] {
  const K = dataset.classes.length;
  const judged = judgement.judged[row] === 1;
  const words = wordWeightsOf(row);
  return dataset.classes
    .map((name, k) => {
      const probability = judged ? judgement.probabilities.values[row * K + k]! : null;
      const leaning = leaningTo(words, k, WORDS_A_SIDE);
      return {
        name,
        is_given: dataset.labels[row] === k,
        is_suggested: judged && judgement.suggested[row] === k,
        probability,
        threshold: thresholds[k]! >= UNREACHABLE ? null : thresholds[k]!,
        reaches_threshold: probability !== null && probability >= thresholds[k]! - 1e-6,
        words_for: leaning.for,
        words_against: leaning.against,
      };
    })
    .sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0));
}
