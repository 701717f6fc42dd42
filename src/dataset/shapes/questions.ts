/** Of several questions in a file, the one whose answers are the labels. */
import { questionUnknown, severalQuestions } from './errors.js';
import type { Asked } from './shape.js';

/**
 * @param questions the names of those that the file has answers to, at least one
 * @throws UserError if the user names none of several, or one that is not there
 */
export function chooseQuestion(
  questions: readonly string[],
  { file, question, label, mustFit }: Asked,
): string {
  const named = questions.find((name) => name === question || name === label);
  if (named !== undefined) return named;
  if (question !== undefined && mustFit) throw questionUnknown(file, question, questions);
  // A label column that is named goes before what is found here.
  if (questions.length > 1 && label === undefined) throw severalQuestions(file, questions);
  return questions[0]!;
}
