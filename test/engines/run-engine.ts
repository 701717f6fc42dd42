/** Runs the work with DuckDB, in this process. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { DataOptions } from '../../src/dataset/read-dataset.js';
import { openDuckDb } from '../../src/engines/duckdb.js';
import { duckDbInput } from '../../src/engines/duckdb-input.js';
import { type EngineJob, findInEngine } from '../../src/engines/find-in-engine.js';
import { recordsOf } from '../../src/engines/records.js';
import type { RowRecord } from '../../src/report/record.js';

/** What is found in a file with DuckDB. */
export async function foundByDuckDb(
  file: string,
  method: EngineJob['method'],
  { threads, data = {} }: { threads?: number; data?: DataOptions } = {},
) {
  const engine = await openDuckDb({ threads, remote: false });
  try {
    const input = await duckDbInput(engine, [file], data, 'fle_');
    const job = { input, method, classes: data, prefix: 'fle_', keepsTables: false };
    const findings = await findInEngine(engine, job);
    const records: RowRecord[] = [];
    const wanted = { most: undefined, text: true, probabilities: true };
    for await (const record of recordsOf(findings, wanted)) records.push(record);
    return { findings, records };
  } finally {
    await engine.close();
  }
}

/** A folder with these files that ends with the test. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-engines-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}
