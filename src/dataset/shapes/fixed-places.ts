/** Tools that keep text and label in places of the same names in each row. */

import type { Path } from '../columns/fields.js';
import { isLabelName } from '../columns/usual-names.js';
import { textsElsewhere } from './errors.js';
import { keysOf, onlyItem, onlyText, propertyOf, type Recognise } from './shape.js';

/** Where a tool keeps its data. */
interface Places {
  readonly tool: string;
  /** Keys that each row has. */
  readonly keys: readonly string[];
  /** null where the columns have to tell. */
  text(rows: readonly object[]): string | null;
  /** The path to the label, and from each item of a list there to it; undefined where the rows have none. */
  label(rows: readonly object[]): { readonly path: Path; readonly item?: Path } | undefined;
}

const TOOLS: readonly Places[] = [
  {
    tool: 'Vertex AI',
    keys: ['classificationAnnotation', 'textContent'],
    text: () => 'textContent',
    label: () => ({ path: ['classificationAnnotation', 'displayName'] }),
  },
  {
    tool: 'Vertex AI',
    keys: ['classificationAnnotations', 'textContent'],
    text: () => 'textContent',
    label: () => ({ path: ['classificationAnnotations'], item: ['displayName'] }),
  },
  {
    tool: 'LightTag',
    keys: ['example_id', 'content', 'classifications'],
    text: () => 'content',
    label: () => ({ path: ['classifications'], item: ['classname'] }),
  },
  {
    tool: 'SuperAnnotate',
    keys: ['metadata', 'tags', 'freeText'],
    text: () => 'freeText',
    label: () => ({ path: ['tags'], item: [] }),
  },
  {
    tool: 'Elasticsearch',
    keys: ['_index', '_source'],
    text: (rows) => onlyText(rows, '_source'),
    label: (rows) => onlyLabelIn(rows, '_source'),
  },
  {
    tool: "Hugging Face's API",
    keys: ['row_idx', 'row'],
    text: (rows) => onlyText(rows, 'row'),
    label: (rows) => onlyLabelIn(rows, 'row'),
  },
];

export const fixedPlaces: Recognise = (rows, { file, label: asked }) => {
  const hasAll = (keys: readonly string[]) =>
    rows.length > 0 && rows.every((row) => keys.every((key) => propertyOf(row, key) !== undefined));
  if (hasAll(['location', 'dataset', 'class'])) throw textsElsewhere(file, 'location');
  if (asked !== undefined) return null;
  for (const { tool, keys, text, label } of TOOLS) {
    const place = hasAll(keys) ? label(rows) : undefined;
    if (place === undefined) continue;
    return {
      tool,
      text: text(rows),
      label: place.path.join('.'),
      place: { locate: (row) => along(row, place) },
      notes: [],
    };
  }
  return null;
};

function along(row: object, { path, item }: { readonly path: Path; readonly item?: Path }): Path | undefined {
  const value = path.reduce(propertyOf, row as unknown);
  if (value === undefined) return undefined;
  if (item === undefined) return path;
  const one = onlyItem(value, path);
  return one === undefined || one === path ? one : [...one, ...item];
}

/** The only field under a key of the rows whose name is usual for a label. */
function onlyLabelIn(rows: readonly object[], key: string): { readonly path: Path } | undefined {
  const names = new Set(rows.flatMap((row) => keysOf(propertyOf(row, key)).filter(isLabelName)));
  return names.size === 1 ? { path: [key, ...names] } : undefined;
}
