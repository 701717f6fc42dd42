/** Options about the data: columns, classes, other models' probabilities, words. */
import { INPUT_FORMATS } from '../../dataset/format.js';
import { TOKENIZERS } from '../../vectorize/words.js';
import { option } from './option.js';
import * as value from './values.js';

const NO_MODEL = 'it trains its own model';

/** The format and columns of a data file. */
export const COLUMNS = {
  text: option({
    flags: '--text <column>',
    help: 'text column, by name or number from 1; repeat it to join several',
    value: value.columns,
    place: 'anywhere',
    usual: ['find', 'check', 'health', 'explain', 'review', 'decide', 'export'],
  }),
  label: option({
    flags: '--label <column>',
    help: 'label column, by name or number from 1',
    value: value.text,
    place: 'anywhere',
    usual: ['find', 'check', 'health', 'explain', 'review', 'export'],
  }),
  header: option({
    flags: '--header',
    help: 'the first row holds column names',
    value: value.yesOrNo,
    place: 'anywhere',
  }),
  noHeader: option({
    flags: '--no-header',
    help: 'the first row is data',
    value: value.opposite,
    place: 'command line',
  }),
  classes: option({
    flags: '--classes <file|a,b,…>',
    help: 'class names, a file with one a line or a list',
    value: value.classNames,
    place: 'anywhere',
    usual: ['find', 'health', 'explain', 'review', 'decide', 'export'],
  }),
  classBase: option({
    flags: '--class-base <n>',
    help: 'class indexes start at',
    value: value.classBase,
    place: 'anywhere',
  }),
  mergeLabels: option({
    flags: '--merge-labels',
    help: 'join labels that differ only in case or white space',
    value: value.given,
    place: 'anywhere',
  }),
  missing: option({
    flags: '--missing <a,b,…>',
    help: 'labels that mean that there is none, as NA',
    value: value.list,
    place: 'anywhere',
  }),
  leaveOut: option({
    flags: '--leave-out <a,b,…>',
    help: 'leave out the rows of these labels',
    value: value.list,
    place: 'anywhere',
  }),
  question: option({
    flags: '--question <name>',
    help: 'in exports of annotation tools: its answers are the labels',
    value: value.text,
    place: 'anywhere',
    notInEngine: 'it reads no such exports',
  }),
  list: option({
    flags: '--list <name>',
    help: 'in a JSON file with several lists: the one of the rows, as train',
    value: value.text,
    place: 'anywhere',
    notInEngine: 'it reads no such files',
  }),
  inputFormat: option({
    flags: '--input-format <name>',
    help: 'default: by content and name',
    value: value.oneOf(INPUT_FORMATS),
    place: 'anywhere',
    notInEngine: 'it tells formats by names',
  }),
  delimiter: option({
    flags: '--delimiter <c|tab>',
    help: 'what separates cells (default: found out)',
    value: value.delimiter,
    place: 'anywhere',
  }),
  encoding: option({
    flags: '--encoding <name>',
    help: 'of text files (default: UTF-8, or by its mark)',
    value: value.text,
    place: 'anywhere',
    notInEngine: 'it reads UTF-8',
  }),
};

const { label: _, text: TEXT_COLUMN, ...OTHER_COLUMNS } = COLUMNS;

/** The same columns where `--label` is the new label of a row. */
export const COLUMNS_TO_DECIDE = {
  text: TEXT_COLUMN,
  labelColumn: option({
    flags: '--label-column <column>',
    help: COLUMNS.label.help,
    value: value.text,
    place: 'anywhere',
    usual: ['decide'],
  }),
  ...OTHER_COLUMNS,
};

/** Other training rows. */
export const TRAINING = {
  train: option({
    flags: '--train <file>',
    help: 'learn from this file, judge the other',
    value: value.text,
    place: 'never in a file',
    usual: ['find', 'health', 'explain', 'review'],
    trains: true,
    notInEngine: 'it learns from the rows that it judges',
  }),
};

/** Row ids. */
export const IDS = {
  id: option({
    flags: '--id <column>',
    help: 'column whose values name the rows',
    value: value.text,
    place: 'anywhere',
    usual: ['explain', 'review'],
  }),
};

/** Probabilities of another model. */
export const PROBABILITIES = {
  probabilities: option({
    flags: '--probabilities <file>',
    help: 'judge by its class probabilities: .npy, .csv, .jsonl or .parquet; repeat it for several models',
    value: value.texts,
    place: 'command line',
    usual: ['find', 'health', 'explain'],
    notInEngine: NO_MODEL,
  }),
  labels: option({
    flags: '--labels <file>',
    help: 'labels without a data file: .npy or .csv',
    value: value.text,
    place: 'command line',
    notInEngine: 'labels are a column there',
  }),
  combine: option({
    flags: '--combine <how>',
    help: 'several models (default: mean)',
    value: value.oneOf(['mean', 'weighted']),
    place: 'command line',
    notInEngine: NO_MODEL,
  }),
  renormalize: option({
    flags: '--renormalize',
    help: 'divide each row by its sum',
    value: value.given,
    place: 'command line',
    notInEngine: NO_MODEL,
  }),
};

/** How texts are split into words. */
export const WORDS = {
  ngrams: option({
    flags: '--ngrams <n>',
    help: 'count runs of up to n words, too (default: 1)',
    value: value.wholeNumber(1),
    place: 'anywhere',
    trains: true,
    notInEngine: 'words are counted one by one there',
  }),
  minDf: option({
    flags: '--min-df <n>',
    help: 'leave out words of fewer than n rows (default: 1)',
    value: value.wholeNumber(1),
    place: 'anywhere',
    trains: true,
    notInEngine: 'all words count there',
  }),
  stopWords: option({
    flags: '--stop-words <english|file>',
    help: 'leave out these words, a file with one a line',
    value: value.text,
    place: 'anywhere',
    trains: true,
    notInEngine: 'all words count there',
  }),
  stem: option({
    flags: '--stem',
    help: 'count the stems of English words',
    value: value.given,
    place: 'anywhere',
    trains: true,
    notInEngine: 'words are counted as they are written there',
  }),
  tokenizer: option({
    flags: '--tokenizer <name>',
    help: 'how texts are cut (default: words, or segmenter for Chinese, Japanese, Thai …)',
    value: value.oneOf(TOKENIZERS),
    place: 'anywhere',
    trains: true,
    notInEngine: 'words are runs of letters there',
  }),
};
