/** Prodigy's annotations (`db-out`): a label that was accepted or rejected, or choices among options. */

import { keysOf, onlyItem, propertyOf, type Recognise } from './shape.js';

const ANSWERS = ['accept', 'reject', 'ignore'];

export const prodigy: Recognise = (rows) => {
  const isAnswered = rows.every((row) => {
    const answer = propertyOf(row, 'answer');
    return answer === undefined || ANSWERS.includes(answer as string);
  });
  const has = (key: string) => rows.some((row) => propertyOf(row, key) !== undefined);
  if (!isAnswered || !has('answer')) return null;
  const isTask = ['_input_hash', '_task_hash', '_view_id', 'options'].some(has);
  const isChoice = rows.some((row) => Array.isArray(propertyOf(row, 'accept')));
  if (!isTask || !(isChoice || has('label'))) return null;
  const label = isChoice ? 'accept' : 'label';
  const refused = rows.filter((row) => !isAccepted(row)).length;
  return {
    tool: 'Prodigy',
    text: rows.some((row) => keysOf(row).includes('text')) ? 'text' : null,
    label,
    place: {
      locate: (row) => {
        if (!isAccepted(row)) return undefined;
        const value = propertyOf(row, label);
        return Array.isArray(value) ? onlyItem(value, [label]) : [label];
      },
    },
    notes: refused === 0 ? [] : ['rows that were rejected or ignored are read as rows without a label'],
  };
};

function isAccepted(row: object): boolean {
  const answer = propertyOf(row, 'answer');
  return answer === undefined || answer === 'accept';
}
