/** Where people made the errors, data do not tell their number, and corrected data do not show even that. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { needSharedData, sharedData } from '../reference-data.js';
import { runHere } from '../support/run-in-process.js';

it('the warning stays on a file that decide and apply have corrected', {
  timeout: 120_000,
}, async (context) => {
  needSharedData(context);
  const folder = mkdtempSync(path.join(tmpdir(), 'text-dependence-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'h.csv'), readFileSync(path.join(sharedData, 'eval/sets/human_dev.csv')));
  const run = (...args: string[]) => runHere(args, { cwd: folder });
  const before = await run('health', 'h.csv', '-q');
  expect(before.stdout).toContain('only a reader can tell');
  await run('decide', 'h.csv', '--accept-below', '1', '-y', '-q');
  const [first] = readFileSync(path.join(folder, 'h.csv.decisions.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(first!)).toMatchObject({ what: 'note', text_dependent: true });
  expect((await run('apply', 'h.csv', '--in-place', '-q')).status).toBe(0);
  const after = await run('health', 'h.csv', '-q');
  expect(after.stdout).toContain('If crowd workers made the labels');
  // Without the decisions nothing of it is known any more.
  rmSync(path.join(folder, 'h.csv.decisions.jsonl'));
  expect((await run('health', 'h.csv', '-q')).stdout).not.toContain('If crowd workers made the labels');
});
