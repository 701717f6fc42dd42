/** Parquet from a disk that answers the last question first. */
import { join } from 'node:path';
import type { AsyncBuffer } from 'hyparquet';
import { expect, test, vi } from 'vitest';
import { readTable } from '../../src/given-probabilities/read-table.js';
import { fixtures } from '../reference-data.js';

vi.mock('hyparquet', async (load) => {
  const library = await load<typeof import('hyparquet')>();
  return {
    ...library,
    asyncBufferFromFile: async (file: string) => lateFirst(await library.asyncBufferFromFile(file)),
  };
});

/** Answers what is asked at the same time from the last question to the first. */
function lateFirst(file: AsyncBuffer): AsyncBuffer {
  const waiting: (() => void)[] = [];
  return {
    byteLength: file.byteLength,
    slice: (start, end) =>
      new Promise((resolve) => {
        if (waiting.length === 0) setTimeout(() => answerAll(waiting.splice(0).reverse()), 5);
        waiting.push(() => resolve(file.slice(start, end)));
      }),
  };
}

async function answerAll(answers: readonly (() => void)[]): Promise<void> {
  for (const answer of answers) {
    answer();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('rows and columns have the order of the file, whatever is read first', async () => {
  const { names, values } = await readTable(join(fixtures, 'parquet', 'arrow_row_groups.parquet'));
  expect(names).toEqual(['neg', 'pos']);
  expect([...values]).toEqual([0.75, 0.25, 0.875, 0.125, 0.125, 0.875, 0.25, 0.75, 0.0625, 0.9375]);
});
