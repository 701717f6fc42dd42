/** Exports of Label Studio (JSON): tasks with annotations, of which each answers one question or more. */

import type { Path } from '../columns/fields.js';
import { onlyPredictions } from './errors.js';
import { chooseQuestion, listOf, onlyItem, onlyText, propertyOf, type Recognise } from './shape.js';

/** The kinds of answer that are one label. */
const KINDS = ['choices', 'rating', 'number'] as const;

/** Questions of interfaces that do not name them. */
const NAMELESS = 'choices';

export const labelStudio: Recognise = (rows, asked) => {
  if (
    !rows.some(
      (row) => propertyOf(row, 'data') !== undefined && Array.isArray(propertyOf(row, 'annotations')),
    )
  )
    return null;
  const questions = new Set(
    rows.flatMap((row) => validOf(row).flatMap(({ results }) => results.map(questionOf))),
  );
  questions.delete(undefined);
  if (questions.size === 0) {
    const isPredicted = rows.some((row) => listOf(propertyOf(row, 'predictions')).length > 0);
    if (!isPredicted || asked.label !== undefined) return null;
    throw onlyPredictions(asked.file, 'predictions[0].result[0].value.choices[0]');
  }
  const label = chooseQuestion([...questions] as string[], asked);
  const several = rows.filter((row) => answersOf(row, label).length > 1).length;
  return {
    tool: 'Label Studio',
    text: onlyText(rows, 'data'),
    label,
    place: { locate: (row) => locate(row, label) },
    notes:
      several === 0
        ? []
        : [
            'of several annotations of a task, the ground truth is read, else the last that was not cancelled',
          ],
  };
};

/** An annotation that was not cancelled, and where it is. */
interface Annotation {
  readonly at: number;
  readonly isTruth: boolean;
  readonly results: readonly unknown[];
}

function validOf(row: object): Annotation[] {
  return listOf(propertyOf(row, 'annotations')).flatMap((annotation, at) => {
    if (propertyOf(annotation, 'was_cancelled') === true) return [];
    const isTruth = propertyOf(annotation, 'ground_truth') === true;
    return [{ at, isTruth, results: listOf(propertyOf(annotation, 'result')) }];
  });
}

/** The question that a result answers; undefined where its answer is no label. */
function questionOf(result: unknown): string | undefined {
  const value = propertyOf(result, 'value');
  if (!KINDS.some((kind) => propertyOf(value, kind) !== undefined)) return undefined;
  const name = propertyOf(result, 'from_name');
  return typeof name === 'string' && name !== '' ? name : NAMELESS;
}

function answersOf(row: object, question: string): Annotation[] {
  return validOf(row).filter(({ results }) => results.some((result) => questionOf(result) === question));
}

/** The answer of the last annotation that is ground truth, else of the last one. */
function locate(row: object, question: string): Path | undefined {
  const answers = answersOf(row, question);
  const chosen = answers.findLast(({ isTruth }) => isTruth) ?? answers.at(-1);
  if (chosen === undefined) return undefined;
  const path = ['annotations', chosen.at, 'result'];
  const [result, ...more] = chosen.results.flatMap((one, at) => (questionOf(one) === question ? [at] : []));
  // Answers about parts of a text are several labels of it.
  if (more.length > 0) return path;
  const value = propertyOf(chosen.results[result!], 'value');
  const kind = KINDS.find((one) => propertyOf(value, one) !== undefined)!;
  const answer = propertyOf(value, kind);
  const here = [...path, result!, 'value', kind];
  return Array.isArray(answer) ? onlyItem(answer, here) : here;
}
