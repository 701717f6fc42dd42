/** What the corrected file will have otherwise, for people. */
import { styleText } from 'node:util';
import { visible } from '../report/escape.js';
import type { Dataset } from '../types.js';
import type { Patch } from './corrected-bytes.js';
import type { Edit } from './plan.js';

/** A deleted row is shown by so much of its text. */
const TEXT_SHOWN = 100;

/**
 * The changes to rows that have no lines: each by its index, with label and text.
 *
 * @param edits ascending by row
 */
export async function* rowDiff(
  dataset: Dataset,
  edits: readonly Edit[],
  colour: boolean,
): AsyncGenerator<string> {
  const paint = painter(colour);
  if (edits.length > 0) {
    yield paint('bold', `--- ${dataset.source}`) + paint('bold', `+++ ${dataset.source} (corrected)`);
  }
  let at = 0;
  for await (const { label, text } of dataset.readTexts(edits.map(({ row }) => row))) {
    const edit = edits[at++]!;
    const shown = text.length > TEXT_SHOWN ? `${text.slice(0, TEXT_SHOWN)}…` : text;
    yield paint('cyan', `@@ index ${dataset.indexes[edit.row]} @@`);
    yield paint('red', `-${label}  ${shown}`);
    if (edit.label !== null) yield paint('green', `+${edit.label}  ${shown}`);
  }
}

function painter(colour: boolean) {
  return (style: 'red' | 'green' | 'cyan' | 'bold', line: string) =>
    `${colour ? styleText(style, visible(line), { validateStream: false }) : visible(line)}\n`;
}

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
  const paint = painter(colour);
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
  // What parts a row from the next one may reach into that one's line.
  return lines.at(-1)!.trim() === '' ? lines.slice(0, -1) : lines;
}
