/** Candidates from a report of an earlier run, in place of a method. */
import * as v from 'valibot';
import { decidedClassUnknown } from '../corrections/errors.js';
import { decodeText, readWholeFile } from '../dataset/bytes/bytes.js';
import { fileProblem } from '../dataset/bytes/stored-bytes.js';
import { fingerprint } from '../report/record.js';
import type { Dataset } from '../types.js';
import { candidatesOfOther, reportEmpty, reportLineBroken } from './errors.js';
import type { Ranking } from './ranking.js';

const share = v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), null);

/** The fields of a record that are used; see `RowRecord`. */
const RECORD = v.object({
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  index: v.number(),
  predicted_label: v.string(),
  label_quality: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  given_probability: share,
  predicted_probability: share,
  is_label_issue: v.optional(v.boolean(), true),
  evidence: v.optional(v.array(v.object({ token: v.string(), weight: v.number() })), []),
  probabilities: v.nullish(v.record(v.string(), v.number()), null),
});

type ReportRecord = v.InferOutput<typeof RECORD>;

interface Candidate extends ReportRecord {
  readonly suggested: number;
}

/**
 * Reads a report of JSON lines, and finds its candidates in a data set by label and text.
 *
 * @returns the candidates in the order of the report, and how many of them were not found
 * @throws UserError if a line is not a record, if there are no candidates, or if none was found in the data set
 */
export async function readReport(
  file: string,
  dataset: Dataset,
): Promise<{ readonly ranking: Ranking; readonly missing: number }> {
  const bytes = await readWholeFile(file).catch((cause) => {
    throw fileProblem(file, cause);
  });
  const text = decodeText(file, bytes);
  const records: Candidate[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const record = parseRecord(file, at + 1, line);
    if (record === undefined) continue;
    const suggested = dataset.classOf(record.predicted_label);
    if (suggested === undefined)
      throw decidedClassUnknown(`${file}:${at + 1}`, record.predicted_label, dataset.classes);
    records.push({ ...record, suggested });
  }
  if (records.length === 0) throw reportEmpty(file);
  const rows = await findRows(records, dataset);
  if (rows.size === 0) throw candidatesOfOther(file, dataset.source);
  return { ranking: rankingOfReport(rows, dataset), missing: records.length - rows.size };
}

/** @returns undefined for rows that are not candidates */
function parseRecord(file: string, line: number, text: string): ReportRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw reportLineBroken(file, line, `this line is not JSON: ${text.slice(0, 60)}`);
  }
  if ((value as Partial<ReportRecord> | null)?.is_label_issue === false) return undefined;
  const parsed = v.safeParse(RECORD, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const key = issue.path?.[0]?.key;
  throw reportLineBroken(
    file,
    line,
    key === undefined ? 'this is no record of a row' : `"${key}" is missing or wrong`,
  );
}

/** The row of each record that is in the data set. Of rows with the same label and text, the one with the record's index is preferred. */
async function findRows(records: readonly Candidate[], dataset: Dataset): Promise<Map<number, Candidate>> {
  const wanted = new Map<string, number[]>(records.map((record) => [record.fingerprint, []]));
  let row = 0;
  for await (const rowText of dataset.readTexts(dataset.labels.keys())) {
    wanted.get(fingerprint(rowText))?.push(row);
    row++;
  }
  const found = new Map<number, Candidate>();
  for (const record of records) {
    const free = wanted.get(record.fingerprint)!.filter((each) => !found.has(each));
    const taken = free.find((each) => dataset.indexes[each] === record.index) ?? free[0];
    if (taken !== undefined) found.set(taken, record);
  }
  return found;
}

function rankingOfReport(rows: ReadonlyMap<number, Candidate>, { classes }: Dataset): Ranking {
  return {
    rows: Uint32Array.from(rows.keys()),
    suggestedOf: (row) => rows.get(row)!.suggested,
    qualityOf: (row) => rows.get(row)!.label_quality,
    detailOf: (row) => {
      const record = rows.get(row)!;
      const { probabilities, given_probability, predicted_probability, evidence } = record;
      return {
        probabilities: probabilities === null ? null : classes.map((name) => probabilities[name] ?? 0),
        givenProbability: given_probability,
        suggestedProbability: predicted_probability,
        evidence,
        counterEvidence: [],
      };
    },
  };
}
