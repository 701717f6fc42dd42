/** Every format, read by a real parser of it, on ordinary and on hostile records. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { marked } from 'marked';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { guarded, unguarded } from '../../src/dataset/csv/spreadsheet-cell.js';
import { FORMATS, type Format } from '../../src/report/formats.js';
import type { RowRecord } from '../../src/report/record.js';
import type { ReportContext } from '../../src/report/reporter.js';
import { REPORTERS } from '../../src/report/reporters.js';
import { someHealth } from '../support/pages.js';
import { asStream, someContext, someRecord, textOf } from '../support/records.js';
import { HOSTILE } from './hostile.js';

const page = { health: someHealth(), style: '', scripts: [] };
const report = async (
  format: Format,
  records: readonly RowRecord[],
  context: Partial<ReportContext> = {},
) => {
  const reporter = await REPORTERS[format]();
  return textOf(reporter(asStream(records), someContext({ page, ...context })));
};

const hostileRecords = HOSTILE.map((text, i) =>
  someRecord({
    rank: i + 1,
    line: i + 2,
    text,
    given_label: text,
    predicted_label: text,
    evidence: [{ token: text, weight: 1 }],
  }),
);
const hostileContext = {
  file: 'data <b>&"\u001b::.csv',
  classes: HOSTILE.map((name) => ({ name, judged: 2, candidates: 1 })),
  verdict: {
    passed: false,
    sentence: 'check failed: ::error::\u001b[31m ##[x]',
    classFailed: HOSTILE.map(() => true),
  },
};

/** A text as a file in UTF-8 can hold it: half a surrogate pair is no character. */
const inUtf8 = (text: string) => Buffer.from(text).toString();

/** Control characters but tab and line ends, and characters that separate lines or reorder text. */
const ACTING = /(?![\t\n\r])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

describe.each(FORMATS)('%s', (format) => {
  test('no hostile text acts on a terminal or in a log', async () => {
    const output = await report(format, hostileRecords, hostileContext);
    // A CSV file is exact, and is not for logs; what it is made safe for is a spreadsheet.
    if (format === 'csv') return;
    expect(output).not.toMatch(ACTING);
    expect(output).not.toMatch(/##\w*\[/);
    const orders = output.split(/\r\n|\n|\r/).filter((line) => /^\s*::/.test(line));
    if (format !== 'github') expect(orders).toEqual([]);
    else expect(orders.every((line) => /^::(warning|notice|error) [^:]*::/.test(line))).toBe(true);
  });

  test('no records make a report that is whole', async () => {
    const output = await report(format, []);
    if (format === 'json' || format === 'sarif' || format === 'gitlab') JSON.parse(output);
    if (format === 'junit') parseXml(output);
    if (format === 'csv') expect(parse(output, { columns: true })).toEqual([]);
  });
});

test('jsonl and json hold every record exactly', async () => {
  const lines = (await report('jsonl', hostileRecords)).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(hostileRecords);
  const document = JSON.parse(
    await report('json', hostileRecords, { document: () => ({ summary: { rows: 1 } }) }),
  );
  expect(document).toEqual({ summary: { rows: 1 }, records: hostileRecords });
});

test('csv holds texts exactly, but for an apostrophe before what a spreadsheet would run', async () => {
  const rows: Record<string, string>[] = parse(await report('csv', hostileRecords), {
    columns: true,
    record_delimiter: ['\n'],
  });
  expect(rows.map(({ text }) => text)).toEqual(HOSTILE.map((text) => inUtf8(guarded(text))));
  for (const row of rows)
    for (const cell of Object.values(row)) {
      for (const part of cell.split(/[;\t\r\n]/)) expect(part).not.toMatch(/^[=+\-@＝＋－＠]/);
    }
  expect(JSON.parse(rows[7]!.evidence!)).toEqual(hostileRecords[7]!.evidence);
});

test('csv has the columns that the run has, whatever the records have', async () => {
  const fields = { file: 'b.csv', id: 'x-1', decision: 'keep', decided_label: 'neg' } as const;
  const names = Object.keys(fields) as (keyof typeof fields)[];
  const columns = { fields: new Set([...names, 'train_line', 'text'] as const) };
  const [row]: Record<string, string>[] = parse(await report('csv', [someRecord(fields)], columns), {
    columns: true,
  });
  expect(row).toMatchObject({ ...fields, train_line: '' });
  const [header] = (await report('csv', [], columns)).split('\n');
  expect(header).toBe((await report('csv', [someRecord(fields)], columns)).split('\n')[0]);
  expect(header).toBe(
    'rank,file,index,line,id,given_label,predicted_label,label_quality,given_probability,predicted_probability,is_label_issue,kind,train_line,evidence,fingerprint,decision,decided_label,text',
  );
  const [bare]: Record<string, string>[] = parse(await report('csv', [someRecord()]), { columns: true });
  for (const name of names) expect(bare).not.toHaveProperty(name);
});

test('any text survives csv', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      const [row]: Record<string, string>[] = parse(await report('csv', [someRecord({ text })]), {
        columns: true,
        record_delimiter: ['\n'],
      });
      expect(unguarded(row!.text!)).toBe(inUtf8(text));
    }),
  );
});

describe('markdown', () => {
  test('nothing of a record becomes markup', async () => {
    const html = await marked.parse(await report('markdown', hostileRecords, hostileContext), { gfm: true });
    expect(html).not.toMatch(/<(script|img|a|code|strong|em|b)\b/);
    expect(html.match(/<tr>/g)).toHaveLength(HOSTILE.length + 1);
  });

  test('it fits a comment, and says how many rows it left out', async () => {
    const records = Array.from({ length: 5000 }, (_, i) =>
      someRecord({ rank: i + 1, text: 'word '.repeat(40) }),
    );
    const output = await report('markdown', records, { more: 7 });
    const shown = output.split('\n').filter((line) => line.startsWith('| line')).length;
    expect(output.length).toBeLessThan(65_536);
    expect(output).toContain(`${(5000 - shown + 7).toLocaleString('en')} more`);
  });
});

describe('sarif', () => {
  const schemaFile = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const ajv = new Ajv.default({ strict: false, unicodeRegExp: false }); // one of its patterns is not valid with `u`
  addFormats.default(ajv as never);
  const isSarif = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

  test.each([
    ['ordinary', [someRecord(), someRecord({ end_line: 5 })]],
    ['hostile', hostileRecords],
    ['no', []],
    ['placeless', [someRecord({ line: null })]],
  ])('%s records fit the published schema', async (_, records) => {
    const document = JSON.parse(await report('sarif', records, { ...hostileContext, more: 3 }));
    expect(isSarif(document), JSON.stringify(isSarif.errors)).toBe(true);
    expect(document.runs[0].results).toHaveLength(records.length);
    expect(document.runs[0].properties.resultsLeftOut).toBe(3);
  });

  test('a result has the region of its record, and a fingerprint that rows which say the same do not share', async () => {
    const records = [someRecord({ line: 4, end_line: 6 }), someRecord({ line: 9 })];
    const { results } = JSON.parse(await report('sarif', records)).runs[0];
    expect(results[0].locations[0].physicalLocation.region).toEqual({ startLine: 4, endLine: 6 });
    expect(results[1].locations[0].physicalLocation.region).toEqual({ startLine: 9, endLine: 9 });
    expect(results[0].partialFingerprints.primaryLocationLineHash).not.toBe(
      results[1].partialFingerprints.primaryLocationLineHash,
    );
  });
});

test('gitlab: one array, each fingerprint once, paths and lines, no byte order mark', async () => {
  const output = await report('gitlab', [...hostileRecords, ...hostileRecords], { more: 2 });
  expect(output.startsWith('[')).toBe(true);
  const issues = JSON.parse(output);
  expect(issues).toHaveLength(2 * HOSTILE.length + 1);
  expect(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(
    issues.length,
  );
  for (const issue of issues) {
    expect(issue).toMatchObject({
      check_name: 'label-error',
      severity: 'minor',
      location: { path: 'data.csv' },
    });
    expect(issue.location.lines.begin).toBeGreaterThan(0);
    expect(typeof issue.description).toBe('string');
  }
});

test('github: a warning for each record with file and line, and a notice that counts the rest', async () => {
  const lines = (await report('github', [someRecord({ line: 4, end_line: 6 })], { more: 12 }))
    .trimEnd()
    .split('\n');
  expect(lines[0]).toMatch(/^::warning file=data\.csv,line=4,endLine=6,title=[^:]*::/);
  expect(lines[1]).toMatch(/^::notice .*::12 more rows/);
  expect(lines).toHaveLength(2);
});

/** Parses XML strictly; returns the elements with their attributes. */
function parseXml(text: string): { name: string; attributes: Record<string, string> }[] {
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements.push({ name, attributes: attributes as Record<string, string> });
  });
  parser.write(text).close();
  return elements;
}

test('junit: well-formed, a test case for each class, counts that agree', async () => {
  const elements = parseXml(await report('junit', hostileRecords, hostileContext));
  const cases = elements.filter(({ name }) => name === 'testcase');
  const failures = elements.filter(({ name }) => name === 'failure');
  expect(cases).toHaveLength(HOSTILE.length + 1);
  expect(elements[0]!.attributes).toMatchObject({
    tests: String(cases.length),
    failures: String(failures.length),
  });
});
