/** The sample of an audit: drawn anew, read from the decisions file, or made larger. */
import { drawRows, nameDraw } from '../../../audit/draw-rows.js';
import { divideByRank, type RankLayer } from '../../../audit/layers.js';
import { type DrawnSample, latestDraw } from '../../../corrections/audit.js';
import type { DecisionLog } from '../../../corrections/decision-log.js';
import type { Decisions } from '../../../corrections/decisions.js';
import { readDataset } from '../../../dataset/read-dataset.js';
import { counted } from '../../../errors/wording.js';
import { fingerprintsOf } from '../../../gate/counted-rows.js';
import { describeReading } from '../../../report/describe-findings.js';
import { dependsOnText } from '../../../report/health/health-report.js';
import { rankAllRows } from '../../../report/row-kinds.js';
import type { Dataset, Judgement } from '../../../types.js';
import { judgeRead, readTexts } from '../../judge.js';
import type { AuditRequest } from '../../request/audit.js';
import type { Io } from '../../terminal/io.js';
import { nothingToAudit } from '../errors.js';

/** A data set with the sample that is to be read. */
export interface OpenAudit {
  readonly dataset: Dataset;
  readonly drawn: DrawnSample;
  /** The first row with each fingerprint. */
  readonly rowOf: ReadonlyMap<string, number>;
}

/** Rows of a sample where the user does not say how many. */
const USUAL_ROWS = 100;

/**
 * The sample to read. An earlier draw is continued, or made larger, as long as the data and what was decided before it
 * are the same; otherwise rows are drawn anew, and the answers to the earlier one stay decisions.
 *
 * @throws UserError if the data are wrong, or if every row is decided
 */
export async function openAudit(request: AuditRequest, log: DecisionLog, io: Io): Promise<OpenAudit> {
  const earlier = latestDraw(log.decisions);
  const { rows = earlier?.sample.length ?? USUAL_ROWS, seed = earlier?.draw.seed ?? 0 } = request;
  if (earlier !== undefined && seed === earlier.draw.seed && rows <= earlier.sample.length) {
    const dataset = await readDataset(request.file, request.texts.data, () => {});
    if (!request.quiet) io.tell(describeReading(dataset));
    const rowOf = firstRows(await fingerprintsOf(dataset.readTexts(dataset.labels.keys())));
    if (earlier.sample.some(([name]) => isThere(name, log.decisions, rowOf)))
      return { dataset, drawn: earlier, rowOf };
  }
  const read = await readTexts(request.texts, request.quiet, io);
  const { dataset } = read;
  const { judgement, expectErrors } = await judgeRead(read, request.method, null, io);
  const { textDependence } = expectErrors();
  if (textDependence !== null && dependsOnText(textDependence) && !log.decisions.isTextDependent) {
    await log.append([{ what: 'note', text_dependent: true }]);
  }
  const keys = await fingerprintsOf(dataset.readTexts(dataset.labels.keys()));
  const frame = { judgement, labels: dataset.labels, keys, decisions: log.decisions };
  const labelsOf = (some: Iterable<number>) => countLabels(dataset, some);
  if (earlier !== undefined && seed === earlier.draw.seed) {
    const layers = layersOf(frame, earlier.line);
    if (layers.length > 0 && nameDraw(layers, keys, seed) === earlier.draw.draw) {
      const known = new Set(earlier.sample.map(([name]) => name));
      await record(log, { layers, keys, seed, rows, labelsOf }, known);
      return { dataset, drawn: latestDraw(log.decisions)!, rowOf: firstRows(keys) };
    }
    io.tell([
      `${request.file}: the data or their ranking have changed since the last audit: rows are drawn anew, and its answers are kept as decisions`,
    ]);
  }
  const layers = layersOf(frame, Number.POSITIVE_INFINITY);
  if (layers.length === 0) throw nothingToAudit(dataset.source);
  await record(log, { layers, keys, seed, rows, labelsOf }, new Set());
  const drawn = latestDraw(log.decisions)!;
  if (!request.quiet) io.tell([describeDraw(drawn)]);
  return { dataset, drawn, rowOf: firstRows(keys) };
}

interface Frame {
  readonly judgement: Judgement;
  readonly labels: Uint32Array;
  readonly keys: readonly string[];
  readonly decisions: Decisions;
}

/** Layers of the rows that nothing was decided about before a line of the decisions file. */
function layersOf({ judgement, labels, keys, decisions }: Frame, line: number): RankLayer[] {
  const isOpen = (row: number) => {
    const verdict = decisions.of(keys[row]!);
    return verdict === undefined || verdict.what === 'skip' || verdict.line > line;
  };
  return divideByRank(rankAllRows(judgement).filter(isOpen), judgement, labels);
}

interface Plan {
  readonly layers: readonly RankLayer[];
  readonly keys: readonly string[];
  readonly seed: number;
  readonly rows: number;
  /** How many of some rows have each given label. */
  labelsOf(rows: Iterable<number>): Record<string, number>;
}

function countLabels({ labels, classes }: Dataset, rows: Iterable<number>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = classes[labels[row]!]!;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** Records a draw, without the rows that earlier lines of it have. */
async function record(
  log: DecisionLog,
  { layers, keys, seed, rows, labelsOf }: Plan,
  known: ReadonlySet<string>,
): Promise<void> {
  const sample = new Map(
    drawRows(layers, rows, keys, seed).map(({ row, layer }) => [keys[row]!, layer] as const),
  );
  for (const name of known) sample.delete(name);
  await log.append([
    {
      what: 'draw',
      draw: nameDraw(layers, keys, seed),
      seed,
      layers: layers.map(({ flagged, rows: some, expected }) => ({
        flagged,
        size: some.length,
        expected: Math.round(expected * 1e4) / 1e4,
        labels: labelsOf(some),
      })),
      sample: [...sample],
    },
  ]);
}

function firstRows(keys: readonly string[]): Map<string, number> {
  const rowOf = new Map<string, number>();
  for (const [row, key] of keys.entries()) if (!rowOf.has(key)) rowOf.set(key, row);
  return rowOf;
}

/** Whether a row of the sample is still in the data, also with the label that was decided. */
function isThere(name: string, decisions: Decisions, rowOf: ReadonlyMap<string, number>): boolean {
  return decisions.path(name).some((each) => rowOf.has(each));
}

function describeDraw({ draw, sample }: DrawnSample): string {
  const inside = sample.filter(([, layer]) => draw.layers[layer]!.flagged).length;
  return `drawn: ${counted(sample.length, 'row')}, ${inside} of them among the candidates and ${sample.length - inside} outside`;
}
