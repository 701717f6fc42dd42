/** Features in the form of `datasets`, for files and data set cards. */
import type { RowCells } from '../../types.js';
import { wellFormed } from '../storable.js';

/** The value of the key "huggingface" in a Parquet file. */
export function featuresJson(columns: readonly PublishedColumn[], classes: readonly string[]): string {
  const features = columns.map(({ name, type }) => [
    name,
    type === 'class_label'
      ? { names: classes, _type: 'ClassLabel' }
      : { dtype: dtypeOf(type), _type: 'Value' },
  ]);
  return JSON.stringify({ info: { features: Object.fromEntries(features) } });
}

/** A feature in the front matter of a card. */
export interface CardFeature {
  readonly name: string;
  readonly dtype:
    | Exclude<ColumnType, 'class_label' | 'label_number'>
    | { readonly class_label: { readonly names: Readonly<Record<string, string>> } };
}

/** The value of dataset_info.features in a card. */
export function cardFeatures(columns: readonly PublishedColumn[], classes: readonly string[]): CardFeature[] {
  const names = Object.fromEntries(classes.map((name, k) => [String(k), name]));
  return columns.map(({ name, type }) => ({
    name,
    dtype: type === 'class_label' ? { class_label: { names } } : dtypeOf(type),
  }));
}

/** Types and values of the cells of a published data set. */

/** Types of `datasets`; a `label_number` is a label that is written as the number that names its class, an int64. */
export type ColumnType = 'string' | 'int64' | 'float64' | 'bool' | 'class_label' | 'label_number';

function dtypeOf(type: Exclude<ColumnType, 'class_label'>) {
  return type === 'label_number' ? 'int64' : type;
}

/** A column of a published data set. */
export interface PublishedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Place of its cells in the rows of each file; −1 where a file lacks the column. */
  readonly cellAt: readonly number[];
}

/** A row as it is published. */
export interface PublishedRow extends RowCells {
  /** Number of its file. */
  readonly part: number;
  /** Its class, and what that is called. */
  readonly label: number;
  readonly className: string;
}

/** A cell as a value of its column's type; null for an empty one. */
export function cellValue(
  { type, cellAt }: PublishedColumn,
  { part, cells, kinds, className }: PublishedRow,
): string | number | bigint | boolean | null {
  if (type === 'label_number') return BigInt(className);
  const at = cellAt[part]!;
  const cell = cells[at];
  if (cell === undefined || kinds?.[at] === 'missing') return null;
  switch (type) {
    case 'int64':
      return BigInt(cell);
    case 'float64':
      return Number(cell);
    case 'bool':
      return cell === 'true';
    default:
      return wellFormed(cell);
  }
}
