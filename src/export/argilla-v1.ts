/** Argilla 1: records as `rg.DatasetForTextClassification` writes them and reads them back. */
import type { AnnotationRow } from './annotation-rows.js';
import { jsonPieces } from './json-pieces.js';
import type { DataFormat, ExportFile } from './targets.js';

/** What an export for Argilla 1 is made of. */
export interface ArgillaV1Source {
  readonly format: Extract<DataFormat, 'json' | 'jsonl'>;
  readonly classes: readonly string[];
  /** Who suggests: the program and its method. */
  readonly agent: string;
  readonly rows: AsyncIterable<AnnotationRow>;
}

/** The file of an export. */
export function* argillaV1Files(source: ArgillaV1Source): Generator<ExportFile> {
  yield { name: `records.${source.format}`, pieces: jsonPieces(records(source), source.format) };
}

async function* records({ rows, classes, agent }: ArgillaV1Source) {
  for await (const row of rows) yield recordOf(row, classes, agent);
}

/**
 * A record. Its prediction names all classes, the most probable first, so that Argilla's own `find_label_errors` can
 * judge it too; its annotation is validated only where a person has decided about it or nothing is wrong with it.
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
