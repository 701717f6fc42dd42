/** Records of Argilla 2, as `to_json` writes them and flattened as `to_datasets` and the Hub have them. */

import type { Path } from '../columns/fields.js';
import { onlyPredictions } from './errors.js';
import {
  type Asked,
  chooseQuestion,
  keysOf,
  listOf,
  onlyItem,
  onlyText,
  propertyOf,
  type Recognise,
} from './shape.js';

const RESPONSES = '.responses';

export const argilla: Recognise = (rows, asked) => {
  if (
    !rows.some((row) => propertyOf(row, 'fields') !== undefined && propertyOf(row, 'responses') !== undefined)
  )
    return null;
  const questions = [...new Set(rows.flatMap((row) => keysOf(propertyOf(row, 'responses'))))];
  if (questions.length === 0) return refuseSuggestions(rows, asked);
  const question = chooseQuestion(questions, asked);
  const path = ['responses', question];
  const submitted = (row: object) =>
    listOf(propertyOf(propertyOf(row, 'responses'), question)).flatMap((response, at) =>
      isSubmitted(propertyOf(response, 'status')) ? [{ value: propertyOf(response, 'value'), at }] : [],
    );
  return {
    tool: 'Argilla',
    text: onlyText(rows, 'fields'),
    label: `responses.${question}`,
    place: {
      locate: (row) => {
        const [first] = submitted(row);
        return first === undefined ? undefined : labelIn(first.value, [...path, first.at, 'value']);
      },
    },
    notes: noteSeveral(rows.some((row) => submitted(row).length > 1)),
  };
};

export const argillaFlat: Recognise = (rows, asked) => {
  const keys = new Set(rows.flatMap(keysOf));
  const questions = [...keys].flatMap((key) => {
    const name = key.endsWith(RESPONSES) ? key.slice(0, -RESPONSES.length) : '';
    const isQuestion =
      keys.has(`${key}.status`) || keys.has(`${key}.users`) || keys.has(`${name}.suggestion`);
    return name !== '' && isQuestion ? [name] : [];
  });
  if (questions.length === 0) return null;
  const question = chooseQuestion(questions, asked);
  const key = question + RESPONSES;
  const submitted = (row: object) => {
    const states = listOf(propertyOf(row, `${key}.status`));
    return listOf(propertyOf(row, key)).flatMap((value, at) =>
      isSubmitted(states[at]) ? [{ value, at }] : [],
    );
  };
  return {
    tool: 'Argilla',
    text: null,
    label: key,
    place: {
      locate: (row) => {
        const [first] = submitted(row);
        return first === undefined ? undefined : labelIn(first.value, [key, first.at]);
      },
    },
    notes: noteSeveral(rows.some((row) => submitted(row).length > 1)),
  };
};

/** Records of version 2.8 do not say it of each response: then all of them count. */
function isSubmitted(status: unknown): boolean {
  return status === undefined || status === null || status === 'submitted';
}

function labelIn(value: unknown, path: Path): Path | undefined {
  return Array.isArray(value) ? onlyItem(value, path) : path;
}

function refuseSuggestions(rows: readonly object[], { file, label }: Asked): null {
  const suggested = rows.flatMap((row) => keysOf(propertyOf(row, 'suggestions')));
  if (suggested.length > 0 && label === undefined)
    throw onlyPredictions(file, `suggestions.${suggested[0]}.value`);
  return null;
}

function noteSeveral(are: boolean): string[] {
  return are ? ['of several submitted responses to a record, the first is read'] : [];
}
