/** The server is killed again and again while decisions come in: what it has called saved is there afterwards. */
import { expect, test } from 'vitest';
import { readDecisionFileIfAny } from '../../src/corrections/decision-file.js';
import { fingerprint } from '../../src/report/record.js';
import type { ReviewState } from '../../src/review/wire.js';
import { startReview } from '../browser/browser.js';
import { csvFile, folderOfTest, reportOf } from './support.js';

const ROWS = 2000;
const KILLS = 10;

test('kill -9 while deciding loses nothing that was called saved, and breaks nothing', {
  timeout: 120_000,
}, async () => {
  const folder = folderOfTest();
  const rows = Array.from({ length: ROWS }, (_, i) => [`text ${i}`, i % 2 ? 'a' : 'b'] as const);
  const file = csvFile(folder, rows);
  reportOf(folder, rows, (label) => (label === 'a' ? 'b' : 'a'));
  const names = rows.map(([text, label]) => fingerprint({ label, text }));
  /** What was answered as saved, by row. */
  const answered = new Map<number, 'keep' | 'delete'>();
  let sent = 0;
  let cutOff = 0;

  for (let round = 0; round < KILLS; round++) {
    const program = await startReview(file, ['--no-open', '--candidates', 'found.jsonl']);
    const { origin } = new URL(program.address);
    const entry = await fetch(program.address);
    const cookie = entry.headers.get('set-cookie')!.split(';')[0]!;
    const token = /name="token" content="([^"]+)"/.exec(await entry.text())![1]!;
    const headers = { Cookie: cookie, 'X-Review-Token': token };

    const state = (await (await fetch(`${origin}/api/state`, { headers })).json()) as ReviewState;
    const decided = state.candidates.state.filter((each) => each !== 0).length;
    expect(decided).toBeGreaterThanOrEqual(answered.size);
    expect(decided).toBeLessThanOrEqual(sent);
    for (const [row, what] of answered)
      expect(state.candidates.state[row], String(row)).toBe(what === 'keep' ? 1 : 2);

    const decide = async (row: number) => {
      const what = row % 3 === 0 ? 'delete' : 'keep';
      const body = JSON.stringify({ row, from: 0, what });
      const response = await fetch(`${origin}/api/decide`, { method: 'POST', headers, body });
      if (response.ok) answered.set(row, what);
      if (answered.size >= goal) program.child.kill('SIGKILL');
    };
    // Each round dies after another answer, so that it does not depend on the speed of the machine; some requests are
    // always on their way.
    const goal = answered.size + 2 + (round % 5);
    const worker = async () => {
      while (sent < ROWS) await decide(sent++);
    };
    const ends = await Promise.allSettled(Array.from({ length: 4 }, worker));
    cutOff += ends.filter(({ status }) => status === 'rejected').length;
    await program.ended;

    const onDisk = (await readDecisionFileIfAny(`${file}.decisions.jsonl`))?.decisions;
    for (const [row, what] of answered) expect(onDisk?.of(names[row]!)?.what, String(row)).toBe(what);
    if (onDisk !== undefined) expect(onDisk.size).toBeLessThanOrEqual(sent);
  }
  expect(answered.size).toBeGreaterThan(KILLS);
  expect(cutOff).toBeGreaterThan(KILLS);
});
