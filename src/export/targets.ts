/** The tools that data sets are handed on to, and what each of them takes. */

export const TARGETS = ['huggingface', 'argilla', 'argilla-v1', 'label-studio'] as const;
export type Target = (typeof TARGETS)[number];

/** Formats of the files that hold the rows. */
export const DATA_FORMATS = ['parquet', 'jsonl', 'json'] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

/** Which rows are exported. */
export const SELECTIONS = ['candidates', 'all'] as const;
export type Selection = (typeof SELECTIONS)[number];

/** What a target takes. */
export interface TargetTraits {
  /** As its makers write it. */
  readonly name: string;
  /** The first is the default. */
  readonly formats: readonly DataFormat[];
  /** Which rows are exported unless it is said. */
  readonly only: Selection;
}

/**
 * A data set is published whole; annotators are shown what is worth their time.
 */
export const TARGET_TRAITS: Readonly<Record<Target, TargetTraits>> = {
  huggingface: { name: 'Hugging Face', formats: ['parquet', 'jsonl'], only: 'all' },
  argilla: { name: 'Argilla', formats: ['json'], only: 'candidates' },
  'argilla-v1': { name: 'Argilla 1', formats: ['jsonl', 'json'], only: 'candidates' },
  'label-studio': { name: 'Label Studio', formats: ['json'], only: 'candidates' },
};

/** A file of an export. The files of an export are to be written one after the other, each to its end. */
export interface ExportFile {
  /** Below the folder that the export goes to, with slashes. */
  readonly name: string;
  readonly pieces: AsyncIterable<string | Uint8Array>;
}
