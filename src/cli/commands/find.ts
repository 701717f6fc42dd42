import { flaggedRows } from '../../confident-learning/rank/rank.js';
import { counted, withCommas } from '../../errors/wording.js';
import { savedEnding, writeTable } from '../../given-probabilities/write-table.js';
import type { Findings } from '../../judge/findings.js';
import { labelDoubts } from '../../judge/label-doubts.js';
import { describeDoubts, describeFindings, describeMatrices } from '../../report/describe-findings.js';
import { concatenate, type Listing, only } from '../../report/kinds.js';
import {
  countKinds,
  countLongGroups,
  type FoundKinds,
  listingApart,
  MOST_OF_GROUP,
  rankAllRows,
  rankCandidates,
  rankedListing,
  withShortGroups,
} from '../../report/row-kinds.js';
import { judge, settingsOf } from '../judge.js';
import { checkTargets, reportOf, writeReports } from '../report.js';
import type { FindRequest } from '../request/commands.js';
import type { Io } from '../terminal/io.js';
import { checkOutput, writeToFile } from '../terminal/output.js';
import { terminalWidth } from '../terminal/terminal.js';
import { unjudgedProbabilities } from './errors.js';
import { describeKinds, findKinds } from './kinds.js';

/** Finds the label errors of a data set, and reports them. */
export async function find(request: FindRequest, io: Io): Promise<void> {
  const { inputs, kinds, output, savedProbabilities: saved } = request;
  await checkTargets(output.targets, inputs);
  if (saved !== undefined) {
    await checkOutput(saved, [...inputs, ...output.targets.flatMap(({ file }) => file ?? [])]);
  }
  const findings = await judge(request, io);
  if (saved !== undefined) await saveProbabilities(saved, findings, request, io);
  const about = output.all || kinds.areChosen ? 'all' : 'candidates';
  const found = await findKinds(findings, kinds.wanted, { method: request.method, about });
  const short = withShortGroups(found, findings.dataset.labels);
  const { candidates, ranked } = listingsOf(findings, short, request);
  const settings = settingsOf(request);
  const more = () => ({ kinds: countKinds(listingsOf(findings, found, request).ranked) });
  const report = reportOf(findings, { candidates, ranked, wanted: kinds.wanted, settings, more });
  await writeReports(report, output, io);
  if (!request.quiet) {
    io.tell([...describeFindings(findings, terminalWidth(io)), ...describeKinds(found, findings)]);
    if (!output.all) io.tell(describeLongGroups(countLongGroups(found)));
  }
  if (request.verbose) io.tell(describeMatrices(findings, terminalWidth(io)));
  io.tell(describeDoubts(labelDoubts({ ...findings, isGiven: request.source.kind === 'probabilities' })));
}

function describeLongGroups(count: number): string[] {
  if (count === 0) return [];
  const most = withCommas(MOST_OF_GROUP);
  return [
    `${counted(count, 'group')} ${count === 1 ? 'has' : 'have'} more than ${most} rows; of each, ${most} are listed, those with another label than most of its rows first`,
  ];
}

/**
 * The candidates for reports, and the list for formats that can hold other rows: the candidates and the rows listed
 * apart, or every row; with chosen kinds, all rows of these kinds, candidates or not.
 */
function listingsOf(
  { dataset, judgement, training }: Findings,
  found: FoundKinds,
  { kinds, output }: FindRequest,
): { readonly candidates: Listing; readonly ranked: Listing } {
  const apart = listingApart(found, dataset, training);
  const everything = () => rankedListing(rankAllRows(judgement), judgement, found);
  if (kinds.areChosen) {
    const ofKinds = only(everything(), (_, { kind }) => kind !== null && kinds.wanted.has(kind));
    const listing = concatenate(ofKinds, apart);
    return { candidates: listing, ranked: listing };
  }
  const candidates = rankedListing(rankCandidates(judgement), judgement, found);
  const rare = rankedListing(flaggedRows(found.isOfRareClass), judgement, found);
  const listed = () => concatenate(concatenate(candidates, rare), apart);
  return { candidates, ranked: output.all ? everything() : listed() };
}

/**
 * Writes the probabilities of all rows that have them, in the order of the data.
 *
 * @throws UserError if some rows have none, or if the file cannot be written
 */
async function saveProbabilities(
  file: string,
  { dataset, judgement }: Findings,
  { method, quiet }: FindRequest,
  io: Io,
): Promise<void> {
  // noise-aware and stacked do not judge rows without a known word, but the classes are as common for them as for others.
  const hasAll = method.method === 'noise-aware' || method.method === 'stacked';
  const unjudged = hasAll ? 0 : judgement.judged.reduce((sum, judged) => sum + 1 - judged, 0);
  if (unjudged > 0) throw unjudgedProbabilities(unjudged);
  await writeToFile(
    file,
    writeTable(savedEnding(file)!, judgement.probabilities, dataset.classes),
    io.process,
  );
  if (!quiet && dataset.leftOut.length > 0) {
    io.tell([`${file}: the rows that were left out of ${dataset.source} are not in it`]);
  }
}
