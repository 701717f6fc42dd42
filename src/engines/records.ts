/** Makes records of the candidates in an engine's tables. */
import { fingerprint, type RowRecord } from '../report/record.js';
import { findWordsBehind, pageOf, tellCandidates } from '../sql/reading.js';
import type { Evidence } from '../types.js';
import { allRows, type Row } from './engine.js';
import type { EngineFindings } from './find-in-engine.js';
import type { Tables } from './tables.js';

/** Options of records. */
export interface RecordsWanted {
  /** Number of records, worst first; all where undefined. */
  readonly most: number | undefined;
  readonly text: boolean;
  readonly probabilities: boolean;
}

/** Candidates are read in pages of this size, since an engine answers one query at a time. */
const PAGE = 10_000;

/**
 * The records of the candidates, worst first. Their content is put into two tables first, so that each page is a
 * short query.
 */
export async function* recordsOf(findings: EngineFindings, wanted: RecordsWanted): AsyncGenerator<RowRecord> {
  const { tables, words, summary } = findings;
  const { plan } = tables;
  await tables.drop(['told', 'behind']);
  await tables.make([
    tellCandidates(plan, wanted.most, wanted.probabilities),
    findWordsBehind(plan, wanted.most, words.membership, words.known),
  ]);
  const count = Math.min(wanted.most ?? Number.POSITIVE_INFINITY, summary.candidates);
  for (let from = 1; from <= count; from += PAGE) {
    const evidence = await readWords(tables, from);
    const rows = await allRows(tables.engine, 'candidates', pageOf(plan, 'told', from, from + PAGE));
    for (const row of rows) yield makeRecord(findings, row, evidence.get(Number(row.place)) ?? [], wanted);
  }
}

/** The words behind a page of candidates, by place. */
async function readWords({ engine, plan }: Tables, from: number): Promise<Map<number, Evidence[]>> {
  const words = new Map<number, Evidence[]>();
  const rows = await allRows(engine, 'words behind candidates', pageOf(plan, 'behind', from, from + PAGE));
  for (const { place, word, weight } of rows) {
    const found = words.get(Number(place)) ?? [];
    found.push({ token: String(word), weight: Number(weight) });
    words.set(Number(place), found);
  }
  return words;
}

function makeRecord(
  { classes, input }: EngineFindings,
  row: Row,
  evidence: readonly Evidence[],
  wanted: Pick<RecordsWanted, 'text' | 'probabilities'>,
): RowRecord {
  const written = { label: String(row.label), text: String(row.content ?? '') };
  return {
    rank: Number(row.place),
    ...(input.hasSeveralFiles ? { file: String(row.file_name) } : {}),
    index: row.row_index === null ? null : Number(row.row_index),
    line: null,
    ...(input.hasIds ? { id: row.row_name as string | null } : {}),
    given_label: classes.names[Number(row.given)]!,
    predicted_label: classes.names[Number(row.suggested)]!,
    label_quality: Number(row.quality),
    given_probability: Number(row.given_probability),
    predicted_probability: Number(row.suggested_probability),
    is_label_issue: true,
    kind: 'label_error',
    evidence,
    fingerprint: fingerprint(written),
    ...(wanted.text ? { text: written.text } : {}),
    ...(wanted.probabilities
      ? { probabilities: Object.fromEntries(classes.names.map((name, k) => [name, Number(row[`p_${k}`])])) }
      : {}),
  };
}
