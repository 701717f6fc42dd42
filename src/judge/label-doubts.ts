/** Reasons to doubt that a column holds labels at all, or that probabilities belong to them. */
import { mostLikelyClass } from '../confident-learning/probabilities.js';
import { counted, listed, percent, withCommas } from '../errors/wording.js';
import type { Dataset, Judgement } from '../types.js';
import { bestColumnOrder } from './column-order.js';

/** What is doubtful, and what to do about it. */
export interface LabelDoubt {
  readonly problem: string;
  readonly fix: string;
}

/** With fewer rows, agreement and numbers of classes say nothing. */
const FEWEST_ROWS = 20;
/** Standard errors by which agreement must be above that of chance. */
const CLEARLY = 2;
/** A longer list of classes is for a file. */
const CLASSES_IN_A_COMMAND = 40;

const OTHER_COLUMN =
  'Name the column of the labels with --label: ids, scores and other numbers of a row are no classes.';

/** The rows of one class. */
interface ClassRows {
  readonly name: string;
  readonly rows: number;
}

/** What was judged. */
export interface DoubtSource {
  readonly dataset: Pick<Dataset, 'source' | 'classes' | 'labels'>;
  readonly judgement: Pick<Judgement, 'probabilities' | 'judged'>;
  /** Whether the probabilities are those of another model, so that its columns may be in another order. */
  readonly isGiven: boolean;
}

/**
 * Reasons to doubt what was judged: nearly as many classes as rows, classes that are decimal numbers, a model that
 * agrees with the labels no more than by chance, or columns of probabilities that fit the labels better in another order.
 *
 * @example
 * labelDoubts(findings)[0].problem // 'scores.csv: 196 classes in 200 rows'
 */
export function labelDoubts({ dataset, judgement, isGiven }: DoubtSource): LabelDoubt[] {
  const { source, classes, labels } = dataset;
  const rows = new Uint32Array(classes.length);
  for (const label of labels) rows[label]!++;
  const doubts = doubtClasses(
    source,
    classes.map((name, k) => ({ name, rows: rows[k]! })),
  );
  if (doubts.length > 0) return doubts;
  const order = isGiven ? bestColumnOrder(labels, judgement.probabilities, judgement.judged) : null;
  if (order !== null) return [otherOrder(source, classes, order)];
  return doubtAgreement(dataset, judgement, isGiven);
}

/** Reasons to doubt that these are classes, by their names and numbers of rows. */
export function doubtClasses(source: string, classes: readonly ClassRows[]): LabelDoubt[] {
  const used = classes.filter(({ rows }) => rows > 0);
  const rows = used.reduce((sum, { rows: some }) => sum + some, 0);
  const numbers = used.map(({ name }) => Number(name));
  // Ratings may have half stars.
  const isMeasured = numbers.every(Number.isFinite) && numbers.some((value) => !Number.isInteger(2 * value));
  if (isMeasured) {
    const names = listed(used.map(({ name }) => name));
    return [
      {
        problem: `${source}: the labels are numbers with decimals (${names}), which measure something rather than name classes`,
        fix: `${OTHER_COLUMN} To make classes of a score, cut it into a few ranges first.`,
      },
    ];
  }
  if (rows >= FEWEST_ROWS && used.length > rows / 2) {
    const problem = `${source}: there are ${counted(used.length, 'class', 'classes')} in ${counted(rows, 'row')}, so that hardly any row can be compared with others of its class`;
    return [{ problem, fix: OTHER_COLUMN }];
  }
  return [];
}

/** A model that agrees with the labels no more often than by chance cannot say which are wrong. */
function doubtAgreement(
  { source, labels, classes }: DoubtSource['dataset'],
  { probabilities, judged }: DoubtSource['judgement'],
  isGiven: boolean,
): LabelDoubt[] {
  const K = classes.length;
  const given = new Float64Array(K);
  const predicted = new Float64Array(K);
  let [rows, agreeing] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    if (judged[row] === 0) continue;
    const k = mostLikelyClass(probabilities.values, row * K, K);
    given[labels[row]!]!++;
    predicted[k]!++;
    rows++;
    if (k === labels[row]) agreeing++;
  }
  if (rows < FEWEST_ROWS) return [];
  const largest = given.indexOf(Math.max(...given));
  // Where one class is nearly everything, a useful model may agree less often than always saying that class.
  const chance = given.reduce((sum, count, k) => sum + (count / rows) * (predicted[k]! / rows), 0);
  const byChance = chance * rows + CLEARLY * Math.sqrt(chance * (1 - chance) * rows);
  if (agreeing > given[largest]! || agreeing > byChance) return [];
  const share = percent(agreeing / rows);
  const always = percent(given[largest]! / rows);
  return [
    {
      problem: `${source}: the model agrees with ${share} of the labels; always saying ${listed([classes[largest]!])} agrees with ${always}, so that it cannot say which labels are wrong`,
      fix: isGiven
        ? 'Check that the probabilities are of these rows in this order, and of this label column (--label).'
        : 'Check the columns of text and label (--text, --label), or give more rows of each class.',
    },
  ];
}

function otherOrder(
  source: string,
  classes: readonly string[],
  { order, agreement, agreementNow }: NonNullable<ReturnType<typeof bestColumnOrder>>,
): LabelDoubt {
  const names = order.map((k) => classes[k]!);
  const canList = names.length <= CLASSES_IN_A_COMMAND && !names.some((name) => /[,"'$`\\!\n]/.test(name));
  const list = names.join(',');
  const option = /^[\w./,:+-]+$/.test(list) ? list : `"${list}"`;
  return {
    problem: `${source}: the columns of the probabilities fit the labels better in another order: ${percent(agreement)} of the labels agree instead of ${percent(agreementNow)}`,
    fix: canList
      ? `If the columns are of the classes ${names.join(', ')}, add --classes ${option}; if they have names, correct these.`
      : `Give a file that names the ${withCommas(names.length)} classes in the order of the columns with --classes; it begins with ${listed(names)}.`,
  };
}
