/**
 * Argilla 2: settings and records in the layout that `rg.Dataset.from_disk` reads, as `rg.Dataset.to_disk` of
 * argilla 2.8 writes it.
 */
import type { AnnotationRow } from './annotation-rows.js';
import { labelDoesNotFit, tooManyClasses } from './errors.js';
import { asciiJson, jsonPieces, onePiece } from './json-pieces.js';
import { checkClassNames } from './storable.js';
import type { DataFormat, ExportFile } from './targets.js';

/** Limits of Argilla's server: options of a label question, and characters of an option. */
const MOST_LABELS = 500;
const LONGEST_LABEL = 200;
/** Agent of suggestions that are decisions of a person. */
const PERSON = 'find-label-errors/decide';

/** Input of an export for Argilla. */
export interface ArgillaSource {
  /** Name of the data set in Argilla. */
  readonly name: string;
  readonly classes: readonly string[];
  readonly hasIds: boolean;
  readonly hasFiles: boolean;
  /** The source of suggestions: program and method. */
  readonly agent: string;
  readonly rows: AsyncIterable<AnnotationRow>;
}

/** @throws UserError if there are too many classes for Argilla, or one has too long a name */
export function checkArgillaClasses(classes: readonly string[]): void {
  checkClassNames('Argilla', classes);
  if (classes.length > MOST_LABELS) throw tooManyClasses('Argilla', classes.length, MOST_LABELS);
  const long = classes.find((name) => [...name].length > LONGEST_LABEL);
  if (long === undefined) return;
  const why = `it has ${[...long].length} characters, and at most ${LONGEST_LABEL} are taken`;
  throw labelDoesNotFit('Argilla', long, why, 'Give classes shorter names with --classes.');
}

/** The files of an export. */
export function* argillaFiles(source: ArgillaSource): Generator<ExportFile> {
  const { name, rows } = source;
  yield { name: '.argilla/dataset.json', pieces: onePiece(`${asciiJson({ name })}\n`) };
  yield { name: '.argilla/settings.json', pieces: onePiece(`${asciiJson(settings(source))}\n`) };
  yield { name: 'records.json', pieces: jsonPieces(records(source, rows), 'json') };
}

/** A valid name for Argilla: Latin letters, digits, hyphen, underscore and space, beginning with a letter or digit. */
export function argillaName(source: string): string {
  const name = source
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9_ -]+/g, '_')
    .replace(/^[-_ ]+|[_ ]+$/g, '');
  return name === '' ? 'data' : name.slice(0, 200);
}

function settings({ classes, hasIds, hasFiles }: ArgillaSource) {
  return {
    guidelines:
      'Is the label right? The suggestion is what a model would rather see, or what a person has decided. Sort by label_error_candidate to begin with the most suspicious.',
    fields: [
      { name: 'text', title: 'Text', required: true, settings: { type: 'text', use_markdown: false } },
    ],
    questions: [
      {
        name: 'label',
        title: 'Label',
        required: true,
        settings: {
          type: 'label_selection',
          options: classes.map((name) => ({ value: name, text: name })),
          visible_options: classes.length < 3 ? null : classes.length,
        },
      },
    ],
    metadata: [
      metadataProperty('label_error_candidate', 'Rank among the candidates, from 0', 'integer'),
      metadataProperty('given_label', 'Given label', 'terms'),
      metadataProperty('label_before', 'Label before it was corrected', 'terms'),
      metadataProperty('label_quality', 'Label quality', 'float'),
      metadataProperty('row_index', 'Row of the file, from 0', 'integer'),
      ...(hasFiles ? [metadataProperty('file', 'File', 'terms')] : []),
      ...(hasIds ? [metadataProperty('row_id', 'Id', 'terms')] : []),
      ...classes.map((name, k) => metadataProperty(probabilityKey(k), `P(${name})`, 'float', false)),
    ],
    vectors: [],
    allow_extra_metadata: false,
    distribution: { strategy: 'overlap', min_submitted: 1 },
  };
}

/** Names of metadata may only have small letters and digits, so classes are numbered. */
const probabilityKey = (k: number) => `probability_${k}`;

function metadataProperty(name: string, title: string, type: 'terms' | 'integer' | 'float', visible = true) {
  const range = type === 'terms' ? { values: null } : { min: null, max: null };
  return { name, title, visible_for_annotators: visible, settings: { type, ...range } };
}

async function* records({ agent }: ArgillaSource, rows: AsyncIterable<AnnotationRow>) {
  for await (const row of rows) {
    yield {
      id: row.id,
      fields: { text: row.text },
      metadata: withoutNulls(metadataOf(row)),
      suggestions: suggestionsOf(row, agent),
      responses: {},
      vectors: {},
    };
  }
}

function metadataOf({ rank, given, before, model, index, file, userId }: AnnotationRow) {
  const probabilities =
    model === null ? [] : Array.from(model.probabilities, (p, k) => [probabilityKey(k), p]);
  return {
    label_error_candidate: rank,
    given_label: given,
    label_before: before,
    label_quality: model?.quality ?? null,
    // The client has attributes `index` and `id` of its own.
    row_index: index,
    file,
    row_id: userId === undefined || userId === null ? null : String(userId),
    ...Object.fromEntries(probabilities),
  };
}

function suggestionsOf({ model, decided, given }: AnnotationRow, agent: string) {
  if (model !== null) return { label: { value: model.label, score: model.score, agent, type: 'model' } };
  return decided ? { label: { value: given, score: null, agent: PERSON, type: 'human' } } : {};
}

function withoutNulls(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** Argilla 1: records as `rg.DatasetForTextClassification` writes and reads them. */

/** Input of an export for Argilla 1. */
export interface ArgillaV1Source {
  readonly format: Extract<DataFormat, 'json' | 'jsonl'>;
  readonly classes: readonly string[];
  /** The source of suggestions: program and method. */
  readonly agent: string;
  readonly rows: AsyncIterable<AnnotationRow>;
}

/** The file of an export. */
export function* argillaV1Files(source: ArgillaV1Source): Generator<ExportFile> {
  yield { name: `records.${source.format}`, pieces: jsonPieces(recordsV1(source), source.format) };
}

async function* recordsV1({ rows, classes, agent }: ArgillaV1Source) {
  for await (const row of rows) yield recordOf(row, classes, agent);
}

/**
 * A record. Its prediction has all classes, the most probable first, so that Argilla's own `find_label_errors` works on
 * it; its annotation is validated only where a person has decided or where the row is no candidate.
 */
function recordOf({ rank, model, ...row }: AnnotationRow, classes: readonly string[], agent: string) {
  const prediction =
    model === null
      ? null
      : Array.from(model.probabilities, (score, k) => ({ label: classes[k]!, score })).sort(
          (a, b) => b.score - a.score,
        );
  return {
    text: row.text,
    inputs: { text: row.text },
    prediction,
    prediction_agent: prediction === null ? null : agent,
    annotation: row.given,
    annotation_agent: null,
    multi_label: false,
    explanation: null,
    id: row.id,
    metadata: {
      ...(rank === null ? {} : { label_error_candidate: rank }),
      ...(model === null ? {} : { label_quality: model.quality, suggested_label: model.label }),
      ...(row.before === null ? {} : { label_before: row.before }),
      index: row.index,
      ...(row.file === null ? {} : { file: row.file }),
      ...(row.userId === undefined || row.userId === null ? {} : { id: row.userId }),
    },
    status: rank === null ? 'Validated' : 'Default',
    event_timestamp: null,
    metrics: {},
  };
}
