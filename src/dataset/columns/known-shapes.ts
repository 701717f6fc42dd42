/** The shapes of files that annotation tools write: where the text and the label stand in them. */

import { type Path, parsePath, valueAt } from './fields.js';

/** Where text and label stand in a file of a known tool. */
export interface KnownShape {
  readonly tool: string;
  readonly text: string;
  readonly label: string;
}

/**
 * Recognises the exports of Label Studio and Argilla.
 *
 * @param rows some rows of a file
 * @returns null where it is none of them, or has more texts or questions than one
 */
export function recognise(rows: readonly object[]): KnownShape | null {
  return labelStudio(rows) ?? argilla(rows);
}

function labelStudio(rows: readonly object[]): KnownShape | null {
  const label = 'annotations[0].result[0].value.choices[0]';
  if (!rows.some((row) => valueAt(row, parsePath('annotations[0].result[0].value.choices')) !== undefined))
    return null;
  const text = onlyText(rows, ['data']);
  return text === null ? null : { tool: 'Label Studio', text, label };
}

function argilla(rows: readonly object[]): KnownShape | null {
  const questions = new Set(rows.flatMap((row) => Object.keys(objectAt(row, ['responses']))));
  if (questions.size !== 1) return null;
  const text = onlyText(rows, ['fields']);
  return text === null ? null : { tool: 'Argilla', text, label: `responses.${[...questions][0]}[0].value` };
}

/** The field named text under a path, or the only one that holds text. */
function onlyText(rows: readonly object[], parent: Path): string | null {
  const names = new Set(
    rows.flatMap((row) =>
      Object.entries(objectAt(row, parent)).flatMap(([key, value]) =>
        typeof value === 'string' ? [key] : [],
      ),
    ),
  );
  const name = names.has('text') ? 'text' : names.size === 1 ? [...names][0]! : null;
  return name === null ? null : [...parent, name].join('.');
}

function objectAt(row: object, path: Path): object {
  const value = valueAt(row, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
