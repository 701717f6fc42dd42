/**
 * Finds and loads the reference answers of scikit-learn and cleanlab, see `shared/README.md`.
 *
 * Those on our own data stand in `fixtures/reference`. Those on AG News stand, with the data, in the
 * folder that the variable LABEL_ERRORS_DATA names (by default `../shared`); a test that needs them is
 * skipped where there is none.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { TestContext } from 'vitest';
import type { Probabilities } from '../src/types.js';

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const fixtures = join(projectRoot, 'fixtures');
export const sharedData = resolve(projectRoot, process.env.LABEL_ERRORS_DATA ?? '../shared');
export const NO_DATA = 'skipped: LABEL_ERRORS_DATA not found';

/** Reference sets that are part of the project. */
export const OWN_REFERENCES = ['newswire_cv5', 'synthetic_12_classes'] as const;

/** Reference sets on AG News, which are not. */
export const AG_REFERENCES = ['ag_test_cv5', 'ag_test_imbalanced_cv3', 'train_then_predict'] as const;

export type ReferenceName = (typeof OWN_REFERENCES)[number] | (typeof AG_REFERENCES)[number];

type Matrix = number[][];
type ByName<T> = Record<string, T>;

/** The fields of a reference file that are functions of labels and probabilities. */
export interface Answers {
  about: string;
  accuracy: number;
  confident_thresholds: number[];
  confident_joint_uncalibrated: Matrix;
  confident_joint: Matrix;
  estimated_joint: Matrix;
  true_class_prior: number[];
  noise_matrix_given_true: Matrix;
  inverse_noise_matrix_true_given: Matrix;
  num_label_issues: { off_diagonal: number; off_diagonal_calibrated: number };
  issues: ByName<number[]>;
  issues_variants: ByName<number[]>;
  quality_scores_first_50: ByName<number[]>;
  quality_scores_sum: ByName<number>;
  quality_scores_adjusted_first_50: ByName<number[]>;
  ranked_prune_by_noise_rate: ByName<number[]>;
  classes_by_label_quality: ByName<number[]>;
  overlapping_classes: ByName<number[]>;
  overall_label_health_score: number;
  /** Only where the model was trained by cross-validation: test fold of each row. */
  fold_of_row?: number[];
  /** Only where the set is a part of a data file: which of its rows. */
  rows?: number[];
  joint_log_proba_first_20?: Matrix;
}

export interface Reference {
  answers: Answers;
  /** Given class of each row; length n. */
  labels: Uint32Array;
  probabilities: Probabilities;
}

/** Whether the folder that LABEL_ERRORS_DATA names is there. */
export const hasSharedData = existsSync(join(sharedData, 'reference', 'ag_test_cv5.json'));

/** Skips the running test, saying why, where AG News is needed and missing. */
export function needSharedData(context: TestContext): void {
  context.skip(!hasSharedData, NO_DATA);
}

const loaded = new Map<ReferenceName, Reference>();

/** Loads a reference set, or skips the running test where it needs AG News and that is missing. */
export function loadReference(name: ReferenceName, context: TestContext): Reference {
  const own = (OWN_REFERENCES as readonly string[]).includes(name);
  if (!own) needSharedData(context);
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const folder = own ? join(fixtures, 'reference') : join(sharedData, 'reference');
  const answers: Answers = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const all = allLabels(name);
  const labels = answers.rows === undefined ? all : Uint32Array.from(answers.rows, (row) => all[row]!);
  const reference = { answers, labels, probabilities: readProbabilities(join(folder, `${name}_probs.csv`)) };
  loaded.set(name, reference);
  return reference;
}

/** The given class of every row of the data file that a reference set was computed from. */
function allLabels(name: ReferenceName): Uint32Array {
  if (name === 'synthetic_12_classes') {
    const rows = readCsv(join(fixtures, 'reference', `${name}_labels.csv`)).slice(1);
    return Uint32Array.from(rows, (row) => Number(row[0]));
  }
  // AG News style: no header, and classes counted from 1 in the first column.
  const file =
    name === 'newswire_cv5' ? join(fixtures, 'newswire.csv') : join(sharedData, 'data', 'ag_news_test.csv');
  return Uint32Array.from(readCsv(file), (row) => Number(row[0]) - 1);
}

function readProbabilities(file: string): Probabilities {
  const [header, ...rows] = readCsv(file);
  const classCount = header!.length;
  return { classCount, values: Float64Array.from(rows.flat(), Number) };
}

/** The records of a CSV file, header included. */
export function readCsv(file: string): string[][] {
  return parse(readFileSync(file), { bom: true, record_delimiter: ['\r\n', '\n', '\r'] });
}
