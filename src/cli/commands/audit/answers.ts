/** The rows of an audit as a page shows them, its answers in the decisions file, and what they say. */
import { auditFindings, latestDraw } from '../../../corrections/audit.js';
import type { Decision, NewEntry } from '../../../corrections/decision.js';
import type { DecisionLog } from '../../../corrections/decision-log.js';
import type { Decisions } from '../../../corrections/decisions.js';
import type { DrawnLayer } from '../../../corrections/draw.js';
import { matchRows } from '../../../corrections/match-rows.js';
import { auditReport, describeAudit } from '../../../report/describe-audit.js';
import type { Ranking } from '../../../review/ranking.js';
import type { Dataset } from '../../../types.js';
import type { OpenAudit } from './draw.js';

/** The sample in the order of reading, which says nothing about the rank, as the candidates of a page. */
export function readingOrder({ dataset, drawn, rowOf }: OpenAudit): Ranking {
  return {
    rows: Uint32Array.from(drawn.sample.flatMap(([name]) => rowOf.get(name) ?? [])),
    suggestedOf: (row) => dataset.labels[row]!,
    qualityOf: () => Number.NaN,
    detailOf: () => ({
      ...{ probabilities: null, givenProbability: null, suggestedProbability: null },
      ...{ evidence: [], counterEvidence: [] },
    }),
  };
}

/** A log that marks what it records as answers to the draw. */
export function marking(
  { drawn }: OpenAudit,
  log: DecisionLog,
): Pick<DecisionLog, 'append' | 'decisions' | 'file'> {
  return {
    file: log.file,
    get decisions() {
      return log.decisions;
    },
    append: (entries) => log.append(entries.map((entry) => marked(entry as NewEntry, drawn))),
  };
}

function marked(entry: NewEntry, { draw, sample }: OpenAudit['drawn']): NewEntry {
  const layer = sample.find(([name]) => name === entry.fingerprint)?.[1];
  if (layer === undefined || entry.what === 'undo') return entry;
  const read = sample.filter(([, other]) => other === layer).length;
  const { size } = draw.layers[layer] as DrawnLayer;
  return { ...(entry as Omit<Decision, 'time'>), audit: { draw: draw.draw, probability: read / size } };
}

/** What the audit says so far. */
export async function describeAnswers(dataset: Dataset, decisions: Decisions): Promise<string[]> {
  const findings = auditFindings(decisions, await matchRows(dataset, decisions));
  if (findings !== null) return describeAudit(auditReport(findings));
  return [`no row is read yet, of ${latestDraw(decisions)!.sample.length}`];
}
