/** Features as `datasets` writes them into files and into data set cards. */
import type { ColumnType, PublishedColumn } from './cells.js';

/** What a Parquet file says under the key "huggingface". */
export function featuresJson(columns: readonly PublishedColumn[], classes: readonly string[]): string {
  const features = columns.map(({ name, type }) => [
    name,
    type === 'class_label' ? { names: classes, _type: 'ClassLabel' } : { dtype: type, _type: 'Value' },
  ]);
  return JSON.stringify({ info: { features: Object.fromEntries(features) } });
}

/** A feature in the front matter of a card. */
export interface CardFeature {
  readonly name: string;
  readonly dtype:
    | Exclude<ColumnType, 'class_label'>
    | { readonly class_label: { readonly names: Readonly<Record<string, string>> } };
}

/** What a card says under dataset_info.features. */
export function cardFeatures(columns: readonly PublishedColumn[], classes: readonly string[]): CardFeature[] {
  const names = Object.fromEntries(classes.map((name, k) => [String(k), name]));
  return columns.map(({ name, type }) => ({
    name,
    dtype: type === 'class_label' ? { class_label: { names } } : type,
  }));
}
