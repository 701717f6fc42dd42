/** The tools that data sets are exported to, and their requirements. */

export const TARGETS = ['huggingface', 'argilla', 'argilla-v1', 'label-studio'] as const;
export type Target = (typeof TARGETS)[number];

/** Formats of the data files. */
export const DATA_FORMATS = ['parquet', 'jsonl', 'json'] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

/** Which rows are exported. */
export const SELECTIONS = ['candidates', 'all'] as const;
export type Selection = (typeof SELECTIONS)[number];

/** Requirements of a target. */
export interface TargetTraits {
  /** Name by its makers. */
  readonly name: string;
  /** The first is the default. */
  readonly formats: readonly DataFormat[];
  /** Default selection of rows. */
  readonly only: Selection;
}

/**
 * Publishing takes all rows; annotators get those worth their time.
 */
export const TARGET_TRAITS: Readonly<Record<Target, TargetTraits>> = {
  huggingface: { name: 'Hugging Face', formats: ['parquet', 'jsonl'], only: 'all' },
  argilla: { name: 'Argilla', formats: ['json'], only: 'candidates' },
  'argilla-v1': { name: 'Argilla 1', formats: ['jsonl', 'json'], only: 'candidates' },
  'label-studio': { name: 'Label Studio', formats: ['json'], only: 'candidates' },
};

/** A file of an export. The files of an export must be written one after the other, each completely. */
export interface ExportFile {
  /** Path below the folder of the export, with slashes. */
  readonly name: string;
  readonly pieces: AsyncIterable<string | Uint8Array>;
}
