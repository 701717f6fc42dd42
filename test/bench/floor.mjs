#!/usr/bin/env node
/** What no run can do without: `node --import ./test/support/typescript.mjs test/bench/floor.mjs data.csv bytes|rows|words`. */
import { createReadStream } from 'node:fs';

const [file, step] = process.argv.slice(2);
const { readCsv } = await import('../../src/dataset/csv/csv.js');
const { Vectorizer } = await import('../../src/vectorize/vectorizer.js');

const chunks = createReadStream(file, { highWaterMark: 256 * 1024 });
let seen = 0;
if (step === 'bytes') for await (const chunk of chunks) seen += chunk.length;
else {
  const addRow = step === 'words' ? new Vectorizer({ tokenizer: 'words' }).startMatrix() : () => {};
  for await (const batch of readCsv(file, chunks, undefined, [0, 1])) {
    for (const { cells } of batch) {
      addRow(cells[0]);
      seen++;
    }
  }
}
if (seen === 0) throw new Error(`${file} is empty`);
