/** Rows for the engines that run printed scripts. */
import path from 'node:path';
import { fixtures, readCsv } from '../reference-data.js';

export interface ScriptRow {
  readonly n: number;
  readonly body: string | null;
  readonly topic: string;
}

const NAMES = ['World', 'Sports', 'Business', 'Sci/Tech'];

/** The news of the fixtures, with the names of their classes. */
export function newswireRows(): ScriptRow[] {
  return readCsv(path.join(fixtures, 'newswire.csv')).map(([label, ...texts], n) => ({
    n,
    topic: NAMES[Number(label) - 1]!,
    body: texts.join(' '),
  }));
}

/** The same rows in another order, by a rule that every run repeats. */
export function shuffled<T>(rows: readonly T[]): T[] {
  return rows
    .map((row, at) => ({ row, key: Math.imul(at + 1, 0x9e3779b1) >>> 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

/** Labels that look like SQL, rows without a text or without words, and one wrong label: its id, label and class. */
export function hostileRows() {
  const classes = [`it's \\ "; drop table news; --`, '`; drop table news; -- é 😀'];
  const [sport, money] = classes as [string, string];
  const good = Array.from({ length: 12 }, (_, n) =>
    n % 2 === 0
      ? { body: `match goal team ${n % 5} coach`, topic: sport }
      : { body: `bank rate market ${n % 5} profit`, topic: money },
  );
  const odd = [null, ' \t\u00a0', '! a ?'].map((body) => ({ body, topic: sport }));
  const rows = [...good, ...odd, { body: 'match goal team coach', topic: money }].map((row, n) => ({
    n,
    ...row,
  }));
  return { rows: rows as ScriptRow[], classes, wrong: [15, money, sport] as const };
}
