/** What the corrected file will have otherwise, for people. */
import { styleText } from 'node:util';
import { visible } from '../report/escape.js';
import type { Dataset } from '../types.js';
import type { Patch } from './corrected-bytes.js';

/**
 * The changes as a unified diff without context, a hunk a record. What a terminal would act on is made visible.
 *
 * @param patches in the order of the file
 */
export async function* unifiedDiff(
  dataset: Dataset,
  patches: AsyncIterable<Patch>,
  colour: boolean,
): AsyncGenerator<string> {
  const paint = (style: 'red' | 'green' | 'cyan' | 'bold', line: string) =>
    `${colour ? styleText(style, visible(line), { validateStream: false }) : visible(line)}\n`;
  let head = paint('bold', `--- ${dataset.source}`) + paint('bold', `+++ ${dataset.source} (corrected)`);
  let shift = 0;
  for await (const { row, before, after } of patches) {
    yield head;
    head = '';
    const [old, corrected] = [linesOf(before), linesOf(after)];
    const line = dataset.lines[row]!;
    // Of an empty side, a diff names the line before it.
    const newLine = line + shift - (corrected.length === 0 ? 1 : 0);
    yield paint('cyan', `@@ -${line},${old.length} +${newLine},${corrected.length} @@`);
    for (const text of old) yield paint('red', `-${text}`);
    for (const text of corrected) yield paint('green', `+${text}`);
    shift += corrected.length - old.length;
  }
}

function linesOf(bytes: Uint8Array): string[] {
  const lines = Buffer.from(bytes)
    .toString()
    .split(/\r\n|\n|\r/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
