import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { TermMatrix } from '../../src/types.js';
import { termsOfRow } from '../../src/vectorize/row-terms.js';
import { type SpillBudget, spilling } from '../../src/vectorize/spill.js';
import { TermMatrixBuilder } from '../../src/vectorize/term-matrix-builder.js';
import { tokenize } from '../../src/vectorize/tokenize.js';
import { Vectorizer } from '../../src/vectorize/vectorizer.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';
import { smallProblem } from '../support/arbitraries.js';
import { termsOf } from '../support/terms.js';

function spilled(texts: readonly string[], budget: SpillBudget, rowsPerBlock?: number): TermMatrix {
  const builder = new TermMatrixBuilder(new Vocabulary(), rowsPerBlock, spilling(budget)());
  for (const text of texts) builder.add(tokenize(text));
  return builder.finish();
}

/** What a walk finds; blocks of a file are valid until the next one is read. */
const walked = ({ blocks }: TermMatrix) => Array.from(blocks, (block) => structuredClone(block));

const budgetOf = (left: number): SpillBudget => ({ left, exceeded: false });

it('gives what was stored, in memory or in a file, walk after walk and row by row', () => {
  fc.assert(
    fc.property(
      smallProblem,
      fc.integer({ min: 1, max: 5 }),
      fc.nat(300),
      ({ texts }, rowsPerBlock, left) => {
        const expected = termsOf(texts, undefined, rowsPerBlock);
        const budget = budgetOf(left);
        const found = spilled(texts, budget, rowsPerBlock);
        expect('readRow' in found.blocks).toBe(budget.exceeded);
        for (const _ of ['first walk', 'second walk']) expect(walked(found)).toEqual(walked(expected));
        texts.forEach((_, row) => {
          expect(termsOfRow(found, row)).toEqual(termsOfRow(expected, row));
        });
      },
    ),
  );
});

it('keeps counts of more than 255, and of more than 65,535', () => {
  const texts = ['goal', `${'bank '.repeat(70_000)}rates`, 'bank', `${'vote '.repeat(300)}rates`, 'goal'];
  const budget = budgetOf(0);
  const found = spilled(texts, budget, 2);
  expect(budget.exceeded).toBe(true);
  expect(walked(found)).toEqual(walked(termsOf(texts, undefined, 2)));
  expect(walked(found).map(({ count }) => count.BYTES_PER_ELEMENT)).toEqual([4, 2, 1]);
  expect(termsOfRow(found, 1)[0]).toEqual({ word: 1, count: 70_000 });
  expect(termsOfRow(found, 3)).toEqual([
    { word: 3, count: 300 },
    { word: 2, count: 1 },
  ]);
});

it('shares a budget among matrices', () => {
  const texts = Array.from({ length: 100 }, (_, row) => `bank word${row}`);
  const budget = budgetOf(2000);
  const kinds = ['first', 'second'].map(() => 'readRow' in spilled(texts, budget).blocks);
  expect(kinds).toEqual([false, true]);
  // What was written to a file takes no memory any more.
  expect(budget.left).toBeGreaterThan(0);
});

it('stores what is left of the words that stand in few rows', () => {
  const texts = Array.from({ length: 50 }, (_, row) => `bank rates ${row % 2 === 0 ? 'even' : `odd${row}`}`);
  const vectorize = (
    ...store: ConstructorParameters<typeof Vectorizer> extends [unknown, ...infer S] ? S : never
  ) => {
    const vectorizer = new Vectorizer({ minDf: 2 }, ...store);
    const add = vectorizer.startMatrix();
    for (const text of texts) add(text);
    return vectorizer.finish();
  };
  const inFile = vectorize(spilling(budgetOf(0)));
  expect('readRow' in inFile.matrices[0]!.blocks).toBe(true);
  expect(inFile.words).toEqual(['bank', 'rates', 'even']);
  expect(walked(inFile.matrices[0]!)).toEqual(walked(vectorize().matrices[0]!));
});

const folder = mkdtempSync(path.join(tmpdir(), 'spill-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.skipIf(!existsSync('/proc/self/fd'))('closes a file that nobody can read any more', () => {
  const code = `
    import { readdirSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    const { spilling } = await import('./src/vectorize/spill.js');
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    (() => {
      for (let i = 0; i < 50; i++) spilling({ left: 0, exceeded: false })().add({
        firstRow: 0, rowStart: Uint32Array.of(0, 1), term: Uint32Array.of(0), count: Uint16Array.of(1),
      });
    })();
    const during = open();
    for (let i = 0; i < 50 && open() > before + 5; i++) { gc(); await setTimeout(20); }
    console.log(during - before > 40, open() - before < 10);`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', './test/support/typescript.mjs', '--input-type=module', '-e', code],
    {
      env: { ...process.env, TMPDIR: folder },
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  expect(stdout.trim()).toBe('true true');
  expect(readdirSync(folder)).toEqual([]);
});
