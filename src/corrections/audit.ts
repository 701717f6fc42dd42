/** The latest audit of a data set, by the decisions about it: what was read, and what follows from it. */
import { estimateErrors } from '../audit/estimate.js';
import type { AuditFindings } from '../types.js';
import type { Decisions } from './decisions.js';
import type { Draw } from './draw.js';
import type { Matched } from './match-rows.js';

/** The rows of a draw, and which of them were read. */
export interface DrawnSample {
  readonly draw: Draw;
  /** Line of the decisions file on which the draw begins. */
  readonly line: number;
  /** Fingerprint and layer of each row, those of later lines included. */
  readonly sample: Draw['sample'];
  /** Rows of the sample without an answer, in order of reading. */
  readonly open: Draw['sample'];
}

/** The latest draw, with the rows that later lines add to it; undefined where there is none. */
export function latestDraw(decisions: Decisions): DrawnSample | undefined {
  const last = decisions.draws.at(-1);
  if (last === undefined) return undefined;
  const lines = decisions.draws.filter(({ draw }) => draw.draw === last.draw.draw);
  const sample = lines.flatMap(({ draw }) => draw.sample);
  const open = sample.filter(([name]) => decisions.answer(name, last.draw.draw) === undefined);
  return { draw: lines[0]!.draw, line: lines[0]!.line, sample, open };
}

/**
 * What the latest audit says; null where there is none, or nothing of it was read.
 *
 * A row that was read and is not in the data any more is left out, and its layer is taken to have become smaller in the
 * same proportion. A decision that replaces an answer counts instead of it.
 */
export function auditFindings(decisions: Decisions, matched: Matched): AuditFindings | null {
  const drawn = latestDraw(decisions);
  if (drawn === undefined || matched.isOther) return null;
  const { draw, line, sample, open } = drawn;
  // Where only the label has changed, the row that was read is still there.
  const lost = new Set(
    matched.lost.flatMap(({ decision, labelNow }) => (labelNow === undefined ? [decision.fingerprint] : [])),
  );
  const counts = draw.layers.map(() => ({ read: 0, wrong: 0, gone: 0 }));
  let skipped = 0;
  let day = '';
  for (const [name, layer] of sample) {
    const answer = decisions.answer(name, draw.draw);
    if (answer === undefined) continue;
    const verdict = decisions.of(name);
    const count = counts[layer]!;
    if (answer.time > day) day = answer.time;
    if (verdict === undefined || verdict.what === 'skip') skipped++;
    else if (lost.has(name)) count.gone++;
    else {
      count.read++;
      if (isWrong(verdict.what, verdict.newLabel, answer.given_label)) count.wrong++;
    }
  }
  const layers = draw.layers.map(({ flagged, size, expected }, h) => {
    const { read, wrong, gone } = counts[h]!;
    const kept = read + gone === 0 ? 1 : read / (read + gone);
    return { flagged, expected, read, wrong, size: Math.max(read, Math.round(size * kept)) };
  });
  const total = (key: 'read' | 'wrong' | 'gone') => counts.reduce((sum, count) => sum + count[key], 0);
  if (total('read') === 0) return null;
  const estimate = estimateErrors(layers);
  const found = foundSince(decisions, matched, line);
  const less = (value: number) => Math.max(0, value - found);
  const { mean, low, high } = estimate.errors;
  return {
    ...{ draw: draw.draw, day: day.slice(0, 10), layers, estimate, found, skipped, open: open.length },
    population: layers.reduce((sum, { size }) => sum + size, 0),
    read: total('read'),
    wrong: total('wrong'),
    gone: total('gone'),
    left: { mean: less(mean), low: less(low), high: less(high) },
  };
}

function isWrong(what: string, newLabel: string | null, givenLabel: string): boolean {
  return what === 'delete' || (what === 'relabel' && newLabel !== givenLabel);
}

/** Rows whose label was found to be wrong after a line of the decisions file, those included that are deleted by now. */
function foundSince(decisions: Decisions, matched: Matched, line: number): number {
  const here = matched.rows.filter(
    ({ verdict: { line: at, what, newLabel, decision } }) =>
      at > line && isWrong(what, newLabel, decision.given_label),
  );
  const names = new Set(matched.rows.map(({ verdict }) => verdict.decision.fingerprint));
  const deleted = decisions.standing().filter(({ fingerprint }) => {
    const verdict = decisions.of(fingerprint);
    return verdict?.what === 'delete' && verdict.line > line && !names.has(verdict.decision.fingerprint);
  });
  return here.length + deleted.length;
}
