/** A review of a file in a folder of its own, with or without its server. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { readDecisionFile } from '../../src/corrections/decision-file.js';
import { type DecisionLog, openDecisionLog } from '../../src/corrections/decision-log.js';
import type { Decisions } from '../../src/corrections/decisions.js';
import { decidedRows, matchRows } from '../../src/corrections/match-rows.js';
import { judgeSource, readSource } from '../../src/judge/file.js';
import { similarRowsOf } from '../../src/judge/similar-rows.js';
import { fingerprint } from '../../src/report/record.js';
import { readAssets } from '../../src/review/assets.js';
import { rankingOf } from '../../src/review/ranking.js';
import { Review, type ReviewSource } from '../../src/review/review.js';
import { type RunningServer, type ServerOptions, serve } from '../../src/review/server.js';
import type { Dataset } from '../../src/types.js';
import { fixtures } from '../reference-data.js';

let time = 0;
const surroundings = {
  processes: { self: 'test', isRunning: () => true },
  now: () => new Date(++time * 1000).toISOString(),
};

export interface TestReview {
  readonly review: Review;
  readonly dataset: Dataset;
  readonly log: DecisionLog;
  /** The decisions as another process would read them now. */
  onDisk(): Promise<Decisions>;
}

/** Removes a folder when the running test is over. */
export function folderOfTest(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-review-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Newswire in a folder of its own. */
export function newswireCopy(folder: string): string {
  for (const name of ['newswire.csv', 'newswire_classes.txt']) {
    copyFileSync(path.join(fixtures, name), path.join(folder, name));
  }
  return path.join(folder, 'newswire.csv');
}

/** Writes rows as CSV with the header text,label. */
export function csvFile(folder: string, rows: readonly Row[]): string {
  const file = path.join(folder, 'rows.csv');
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  writeFileSync(
    file,
    `text,label\n${rows.map(([text, label]) => `${cell(text)},${cell(label)}\n`).join('')}`,
  );
  return file;
}

type Row = readonly [text: string, label: string];

/** Writes a report that says of all rows, in their order, that they should have another label. */
export function reportOf(folder: string, rows: readonly Row[], suggest: (label: string) => string): string {
  const file = path.join(folder, 'found.jsonl');
  const lines = rows.map(([text, label], index) => {
    const evidence = [{ token: text.split(' ')[0]!.toLowerCase(), weight: 2.5 }];
    const common = { index, fingerprint: fingerprint({ label, text }), evidence };
    const record = { ...common, predicted_label: suggest(label), label_quality: index / rows.length };
    return `${JSON.stringify(record)}\n`;
  });
  writeFileSync(file, lines.join(''));
  return file;
}

/** Opens a review of a file, by the default method. */
export async function openReview(file: string, more: Partial<ReviewSource> = {}): Promise<TestReview> {
  const decisionsFile = `${file}.decisions.jsonl`;
  const log = await openDecisionLog(decisionsFile, surroundings);
  onTestFinished(() => log.close());
  const source = await readSource({ files: [file], data: {} });
  const options = { method: 'noise-aware' } as const;
  const { dataset } = source;
  const review = await Review.begin(
    {
      dataset,
      log,
      applyCommand: 'find-label-errors apply',
      findSimilar: similarRowsOf(source.problem),
      ...more,
      rankAgain: async (decisions) => {
        const decided = decidedRows(dataset, await matchRows(dataset, decisions), decisionsFile);
        return rankingOf(judgeSource(source, options, decided));
      },
    },
    rankingOf(judgeSource(source, options)),
    [],
  );
  const onDisk = async () => (await readDecisionFile(decisionsFile)).decisions;
  return { review, dataset, log, onDisk };
}

/** Serves a review; the page's files are those that were built. */
export async function serveReview(
  { review }: TestReview,
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  const server = await serve({
    review,
    words: { normalize: (word) => word.toLowerCase(), byCharacters: false },
    assets: await readAssets(new URL('../../dist/review/page/', import.meta.url)),
    token: 'the-token',
    port: 0,
    finish: () => {},
    onBug: (error) => {
      throw error;
    },
    ...options,
  });
  onTestFinished(() => server.close());
  return server;
}

export const textOf = (file: string): string => readFileSync(file, 'utf8');
