import { confidentClasses, NOT_CONFIDENT } from '../../confident-learning/count/thresholds.js';
import { packJudgedRows } from '../../confident-learning/judge-rows.js';
import { leaningTo } from '../../explain/evidence.js';
import { type ReasonOptions, reasonFor } from '../../explain/reason.js';
import { partOfRow } from '../../types/dataset.js';
import type { Dataset, DecidedRows, Judgement, RowContributions, RowText, WordWeight } from '../../types.js';
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
  /** The class that its words are weighed against: the given one; for the given one, the likeliest other. */
  readonly compared_with: string;
  /** Words with their weight in nats for the class, against the one that it is compared with. */
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
  /** Nats by which the given label wins over the best other class, given the noise; stacked and noise-aware only. */
  readonly margin: number | null;
  /** Among all judged rows, from 1; null for a row that was not judged. */
  readonly rank: number | null;
  readonly judged_rows: number;
  /** The most likely class whose threshold the row reaches; null where it reaches none. */
  readonly confident_class: string | null;
  readonly method: string;
  readonly reason: string;
  /** What each view of the row says; only of the method stacked. */
  readonly views?: ViewsExplanation;
  /** Most likely first. */
  readonly classes: readonly ClassExplanation[];
  readonly text?: string;
}

/** What each view of a row gives to one class against another, in nats; they add up to `total`. */
export interface ViewsExplanation {
  readonly towards: string;
  readonly against: string;
  readonly words: number;
  readonly similar_rows: number;
  readonly character_runs: number;
  readonly word_pairs: number;
  /** How often labels of the one and of the other class get the given label. */
  readonly noise: number;
  readonly total: number;
  /** The most similar rows of the data that the model was trained on, nearest first. */
  readonly nearest: readonly {
    readonly index: number;
    readonly line: number | null;
    readonly label: string;
    /** Cosine, 0 to 1. */
    readonly similarity: number;
  }[];
}

/** Input of explanations. */
export interface ExplanationSource {
  readonly dataset: Dataset;
  /** The data that the model was trained on, where they are others. */
  readonly training: Dataset | null;
  readonly contributionsOf?:
    | ((row: number, towards: number, against: number) => RowContributions)
    | undefined;
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
      ...(judged && source.contributionsOf !== undefined
        ? { views: viewsOf(row, source, source.contributionsOf) }
        : {}),
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

/** What the views say of the given class and its strongest rival, towards the one that is suggested. */
function viewsOf(
  row: number,
  { dataset, training, judgement }: ExplanationSource,
  contributionsOf: NonNullable<ExplanationSource['contributionsOf']>,
): ViewsExplanation {
  const given = dataset.labels[row]!;
  const rival = rivalOf(row, dataset, judgement);
  const [towards, against] = judgement.suggested[row] === given ? [given, rival] : [rival, given];
  const { words, similarRows, characterRuns, wordPairs, noise, nearest } = contributionsOf(
    row,
    towards,
    against,
  );
  const trainingRows = training ?? dataset;
  return {
    towards: dataset.classes[towards]!,
    against: dataset.classes[against]!,
    words,
    similar_rows: similarRows,
    character_runs: characterRuns,
    word_pairs: wordPairs,
    noise,
    total: words + similarRows + characterRuns + wordPairs + noise,
    nearest: nearest.map(({ row: other, similarity }) => ({
      index: trainingRows.indexes[other]!,
      line: trainingRows.lines[other]! || null,
      label: trainingRows.classes[trainingRows.labels[other]!]!,
      similarity,
    })),
  };
}

/** The class that competes with the given one: the suggested one, else the likeliest other. */
function rivalOf(row: number, { labels, classes }: Dataset, { suggested, probabilities }: Judgement): number {
  const given = labels[row]!;
  if (suggested[row] !== given) return suggested[row]!;
  const K = classes.length;
  let best = given === 0 ? 1 : 0;
  for (let k = 0; k < K; k++) {
    if (k !== given && probabilities.values[row * K + k]! > probabilities.values[row * K + best]!) best = k;
  }
  return best;
}

function classesOf(
  row: number,
  { dataset, judgement, wordWeightsOf }: ExplanationSource,
  thresholds: Float64Array,
): ClassExplanation[] {
  const K = dataset.classes.length;
  const judged = judgement.judged[row] === 1;
  const words = wordWeightsOf(row);
  const given = dataset.labels[row]!;
  const rival = rivalOf(row, dataset, judgement);
  return dataset.classes
    .map((name, k) => {
      const probability = judged ? judgement.probabilities.values[row * K + k]! : null;
      const other = k === given ? rival : given;
      const leaning = leaningTo(words, k, other, WORDS_A_SIDE);
      return {
        name,
        is_given: dataset.labels[row] === k,
        is_suggested: judged && judgement.suggested[row] === k,
        probability,
        threshold: thresholds[k]! >= UNREACHABLE ? null : thresholds[k]!,
        reaches_threshold: probability !== null && probability >= thresholds[k]! - 1e-6,
        compared_with: dataset.classes[other]!,
        words_for: leaning.for,
        words_against: leaning.against,
      };
    })
    .sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0));
}
