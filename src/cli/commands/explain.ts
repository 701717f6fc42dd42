import { safeJson } from '../../report/escape.js';
import { type Explanation, explainer } from '../../report/explanation/explanation.js';
import { explanationText } from '../../report/explanation/explanation-text.js';
import { judge, reasonOptions } from '../judge.js';
import type { ExplainRequest } from '../request/commands.js';
import type { Io } from '../terminal/io.js';
import { writeToStream } from '../terminal/output.js';
import { tableWidth, useColour } from '../terminal/terminal.js';
import { findRow } from './find-row.js';

/** Explains why rows are, or are not, candidates. */
export async function explain(request: ExplainRequest, io: Io): Promise<void> {
  const findings = await judge(request, io);
  const { dataset } = findings;
  const rows: number[] = [];
  for (const named of request.rows) rows.push(await findRow(dataset, named));
  const hasIds = dataset.parts.some(({ layout }) => layout.id !== null);
  const asIndex = hasIds && !request.quiet ? request.rows.filter((named) => /^\d+$/.test(named)) : [];
  io.tell(
    asIndex.map((named) => `row ${named} is that of index ${named}; by its id it is --row id:${named}`),
  );
  const explainRow = explainer(findings, reasonOptions(request, findings));
  const explanations: Explanation[] = [];
  let at = 0;
  for await (const rowText of dataset.readTexts(rows)) explanations.push(explainRow(rows[at++]!, rowText));
  await writeToStream(io.stdout, show(explanations, request, io));
}

/** In JSON, one document for each row, one a line. */
async function* show(
  explanations: readonly Explanation[],
  { format, colour }: ExplainRequest,
  io: Io,
): AsyncGenerator<string> {
  const traits = { width: tableWidth(io.stdout, io), colour: useColour(colour, io.stdout, io) };
  for (const [at, explanation] of explanations.entries()) {
    if (format === 'json') yield `${safeJson(explanation)}\n`;
    else {
      if (at > 0) yield '\n';
      yield* explanationText(explanation, traits);
    }
  }
}
