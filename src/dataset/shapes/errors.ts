/** Messages about files of annotation tools. */
import { UserError } from '../../errors/user-error.js';
import { listed, nearest, shown } from '../../errors/wording.js';

export const severalQuestions = (file: string, questions: readonly string[]) =>
  new UserError(
    `${file}: there are answers to ${questions.length} questions: ${listed(questions)}`,
    'Name the one whose answers are the labels with --question <name>.',
  );

export const questionUnknown = (file: string, question: string, questions: readonly string[]) => {
  const near = nearest(question, questions);
  return new UserError(
    `${file}: there is no answer to a question ${shown(question)}${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    `The questions are: ${listed(questions)}.`,
    '--question',
  );
};

export const questionIgnored = (file: string) =>
  new UserError(
    `--question would be ignored: ${file} is no export of Label Studio or Argilla with answers to questions`,
    'Leave it out.',
    '--question',
  );

/** @param label the name of a column that leads to the predictions */
export const onlyPredictions = (file: string, label: string) =>
  new UserError(
    `${file}: these texts are not labelled yet: there are predictions of a model, but no answers of people`,
    `Export the data again once they are labelled. To judge the predictions as labels, name them: --label '${label}'.`,
  );

export const labelIsNoCategory = (label: string, names: readonly string[]) =>
  new UserError(
    `the label ${shown(label)} cannot be written: it is none of the categories of its row, ${names.slice(0, 20).map(shown).join(', ')}`,
    'Decide for one of them, or add the category to the file. Nothing was written.',
  );

export const textsElsewhere = (file: string, key: string) =>
  new UserError(
    `${file}: the texts are not in this file: each row names a file of its own in ${shown(key)}`,
    'Make JSON lines with the texts and the labels, such as {"text": "…", "label": "…"}.',
  );
