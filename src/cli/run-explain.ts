import { safeJson } from '../report/escape.js';
import { type Explanation, explainer } from '../report/explanation/explanation.js';
import { explanationText } from '../report/explanation/explanation-text.js';
import { optionIgnored } from './errors.js';
import { findRow } from './find-row.js';
import type { ExplainFlags } from './flags.js';
import { judgeAsFlagsSay } from './judge-as-flags-say.js';
import { writeToStream } from './output.js';
import { tableWidth, tellUser, useColour } from './terminal.js';

/** Says why rows are, or are not, candidates. */
export async function explain(files: readonly string[], flags: ExplainFlags): Promise<void> {
  if (flags.color === true && flags.format === 'json') {
    throw optionIgnored('--color', 'json has no colours', 'Leave it out.');
  }
  const { findings, options } = await judgeAsFlagsSay(files, flags);
  const { dataset } = findings;
  const rows: number[] = [];
  for (const named of flags.row) rows.push(await findRow(dataset, named));
  const hasIds = dataset.parts.some(({ layout }) => layout.id !== null);
  const asIndex = hasIds && !flags.quiet ? flags.row.filter((named) => /^\d+$/.test(named)) : [];
  tellUser(
    asIndex.map((named) => `row ${named} is that of index ${named}; by its id it is --row id:${named}`),
  );
  const explainRow = explainer(findings, options);
  const explanations: Explanation[] = [];
  let at = 0;
  for await (const rowText of dataset.readTexts(rows)) explanations.push(explainRow(rows[at++]!, rowText));
  await writeToStream(process.stdout, show(explanations, flags));
}

/** JSON has one document a row, each on a line. */
async function* show(
  explanations: readonly Explanation[],
  { format, color }: ExplainFlags,
): AsyncGenerator<string> {
  const traits = { width: tableWidth(process.stdout), colour: useColour(color, process.stdout) };
  for (const [at, explanation] of explanations.entries()) {
    if (format === 'json') yield `${safeJson(explanation)}\n`;
    else {
      if (at > 0) yield '\n';
      yield* explanationText(explanation, traits);
    }
  }
}
