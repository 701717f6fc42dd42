/** The source of candidates for a review: a method, or a report of an earlier run. */

import { auditFindings } from '../../../corrections/audit.js';
import type { Decisions } from '../../../corrections/decisions.js';
import { decidedRows, matchRows, requireOwnDecisions } from '../../../corrections/match-rows.js';
import { readDataset } from '../../../dataset/read-dataset.js';
import { withCommas } from '../../../errors/wording.js';
import { judgeSource } from '../../../judge/file.js';
import { similarRowsOf } from '../../../judge/similar-rows.js';
import { describeReading } from '../../../report/describe-findings.js';
import type { Words } from '../../../review/candidate-texts.js';
import { readReport } from '../../../review/candidates-report.js';
import { type Ranking, rankingOf } from '../../../review/ranking.js';
import type { FindSimilar } from '../../../review/similar-rows.js';
import type { Dataset, Estimate } from '../../../types.js';
import { wordsOf } from '../../../vectorize/words.js';
import { judgeRead, readTexts } from '../../judge.js';
import type { ReviewRequest, ReviewSource } from '../../request/correct.js';
import type { Io } from '../../terminal/io.js';

/** A data set, ready for review. */
export interface Opened {
  readonly dataset: Dataset;
  readonly ranking: Ranking;
  readonly words: Words;
  /** Wrong labels that are left by an audit; null where there is none. */
  readonly left: Estimate | null;
  /** Other decided rows. */
  readonly decided: readonly number[];
  /** Finds rows that are like a row; null where the candidates are from a report. */
  readonly findSimilar: FindSimilar | null;
  /** Ranks again with the current decisions; null where the candidates are from a report. */
  readonly rankAgain: ((decisions: Decisions) => Promise<Ranking>) | null;
}

/** @throws UserError if a file is wrong */
export function openCandidates(request: ReviewRequest, decisions: Decisions, io: Io): Promise<Opened> {
  const { source } = request;
  return source.kind === 'method'
    ? findCandidates(request, source, decisions, io)
    : takeReport(request, source, io);
}

async function findCandidates(
  { decisionsFile, quiet }: ReviewRequest,
  { texts, method }: Extract<ReviewSource, { kind: 'method' }>,
  decisions: Decisions,
  io: Io,
): Promise<Opened> {
  const read = await readTexts(texts, quiet, io);
  const ranking = rankingOf(await judgeRead(read, method, null, io));
  const { dataset } = read;
  const { stem, tokenizer } = texts.words;
  return {
    dataset,
    ranking,
    words: { normalize: normalizer(stem === true), byCharacters: tokenizer === 'characters' },
    ...(await rowsDecided(dataset, decisions, decisionsFile)),
    findSimilar: similarRowsOf(read.problem),
    rankAgain: async (made) => {
      const decided = decidedRows(dataset, await matchRows(dataset, made), decisionsFile);
      return rankingOf(judgeSource(read, method, decided));
    },
  };
}

/** The rows with a decision other than skip, and what an audit says is left. */
async function rowsDecided(
  dataset: Dataset,
  decisions: Decisions,
  file: string,
): Promise<Pick<Opened, 'decided' | 'left'>> {
  if (decisions.size === 0) return { decided: [], left: null };
  const matched = await matchRows(dataset, decisions);
  requireOwnDecisions(matched, dataset, file);
  return {
    decided: matched.rows.filter(({ verdict }) => verdict.what !== 'skip').map(({ row }) => row),
    left: auditFindings(decisions, matched)?.left ?? null,
  };
}

async function takeReport(
  { file, quiet }: ReviewRequest,
  { report, data }: Extract<ReviewSource, { kind: 'report' }>,
  io: Io,
): Promise<Opened> {
  const dataset = await readDataset(file, data, () => {});
  if (!quiet) io.tell(describeReading(dataset));
  const { ranking, missing } = await readReport(report, dataset);
  if (missing > 0) {
    io.tell([
      missing === 1
        ? `${report}: 1 of its candidates is not in ${file} any more, or changed; it is left out`
        : `${report}: ${withCommas(missing)} of its candidates are not in ${file} any more, or changed; they are left out`,
    ]);
  }
  const words = { normalize: normalizer(false), byCharacters: false };
  return { dataset, ranking, words, left: null, decided: [], findSimilar: null, rankAgain: null };
}

/** Returns a function that normalises a word of a text to one that is counted. */
function normalizer(stem: boolean): (word: string) => string {
  const stems = wordsOf({ stem, ngrams: 1 }, 'words');
  return (word) => stems(word)[0] ?? word.toLowerCase();
}
