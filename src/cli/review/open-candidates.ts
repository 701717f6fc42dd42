/** Where the candidates of a review come from: a method, or a report that was written before. */
import { decisionsFileOf } from '../../corrections/decision-file.js';
import type { Decisions } from '../../corrections/decisions.js';
import { decidedRows, matchRows, requireOwnDecisions } from '../../corrections/match-rows.js';
import { readDataset } from '../../dataset/read-dataset.js';
import { withCommas } from '../../errors/wording.js';
import { judgeSource } from '../../judge/file.js';
import { describeReading } from '../../report/describe-findings.js';
import type { Words } from '../../review/candidate-texts.js';
import { readReport } from '../../review/candidates-report.js';
import { type Ranking, rankingOf } from '../../review/ranking.js';
import type { Dataset } from '../../types.js';
import { wordsOf } from '../../vectorize/words.js';
import { dataOptions } from '../data-options.js';
import { optionIgnored } from '../errors.js';
import { FINDING_OPTIONS, firstGiven } from '../flags.js';
import { methodOptions } from '../method.js';
import { judgeWithProgress, readAsFlagsSay } from '../read-source.js';
import { tellUser } from '../terminal.js';
import { vectorizerOptions } from '../word-options.js';
import type { ReviewFlags } from './flags.js';

/** A data set, ready to be reviewed. */
export interface Opened {
  readonly dataset: Dataset;
  readonly ranking: Ranking;
  readonly words: Words;
  /** Other rows about which something is decided. */
  readonly decided: readonly number[];
  /** Ranks again with what is decided by now; null where no method has ranked. */
  readonly rankAgain: ((decisions: Decisions) => Promise<Ranking>) | null;
}

/** @throws UserError if an option would be ignored, or if a file is wrong */
export function openCandidates(file: string, flags: ReviewFlags, decisions: Decisions): Promise<Opened> {
  return flags.candidates === undefined
    ? findCandidates(file, flags, decisions)
    : takeReport(file, flags.candidates, flags);
}

async function findCandidates(file: string, flags: ReviewFlags, decisions: Decisions): Promise<Opened> {
  const options = methodOptions(flags, flags.train !== undefined);
  const vectorizer = await vectorizerOptions(flags);
  const read = await readAsFlagsSay([file], flags, vectorizer);
  const ranking = rankingOf(await judgeWithProgress(read, options, null));
  const { dataset } = read;
  const decisionsFile = flags.decisions ?? decisionsFileOf(file);
  return {
    dataset,
    ranking,
    words: { normalize: normalizer(flags.stem === true), byCharacters: flags.tokenizer === 'characters' },
    decided: decisions.size === 0 ? [] : await rowsDecided(dataset, decisions, decisionsFile),
    rankAgain: async (made) => {
      const decided = decidedRows(dataset, await matchRows(dataset, made), decisionsFile);
      return rankingOf(judgeSource(read, options, decided));
    },
  };
}

/** The rows about which it is decided what is right. */
async function rowsDecided(dataset: Dataset, decisions: Decisions, file: string): Promise<number[]> {
  const matched = await matchRows(dataset, decisions);
  requireOwnDecisions(matched, dataset, file);
  return matched.rows.filter(({ verdict }) => verdict.what !== 'skip').map(({ row }) => row);
}

async function takeReport(file: string, report: string, flags: ReviewFlags): Promise<Opened> {
  const option = firstGiven(flags, FINDING_OPTIONS);
  if (option !== undefined) {
    throw optionIgnored(
      option,
      'with --candidates nothing is looked for',
      `Leave out ${option} or --candidates.`,
    );
  }
  const dataset = await readDataset(file, await dataOptions(flags), () => {});
  if (!flags.quiet) tellUser(describeReading(dataset));
  const { ranking, missing } = await readReport(report, dataset);
  if (missing > 0) {
    tellUser([
      missing === 1
        ? `${report}: 1 of its candidates is not in ${file} any more, or changed; it is left out`
        : `${report}: ${withCommas(missing)} of its candidates are not in ${file} any more, or changed; they are left out`,
    ]);
  }
  const words = { normalize: normalizer(false), byCharacters: false };
  return { dataset, ranking, words, decided: [], rankAgain: null };
}

/** How a word of a text becomes one of those that are counted. */
function normalizer(stem: boolean): (word: string) => string {
  const stems = wordsOf({ stem, ngrams: 1 }, 'words');
  return (word) => stems(word)[0] ?? word.toLowerCase();
}
