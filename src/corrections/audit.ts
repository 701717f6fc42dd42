/** The latest audit of a data set, by the decisions about it: what was read, and what follows from it. */
import { estimateErrors, estimatePart } from '../audit/estimate.js';
import type { AuditFindings, AuditLayer, LabelAudit } from '../types.js';
import type { Decisions } from './decisions.js';
import type { Draw, DrawnLayer } from './draw.js';
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
  const byLabel = draw.layers.map(() => new Map<string, { read: number; wrong: number }>());
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
      const wrong = Number(isWrong(verdict.what, verdict.newLabel, answer.given_label));
      count.read++;
      count.wrong += wrong;
      const before = byLabel[layer]!.get(answer.given_label) ?? { read: 0, wrong: 0 };
      byLabel[layer]!.set(answer.given_label, { read: before.read + 1, wrong: before.wrong + wrong });
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
  const labels = estimateLabels(layers, draw.layers, byLabel);
  const found = foundSince(decisions, matched, line);
  const less = (value: number) => Math.max(0, value - found);
  const { mean, low, high } = estimate.errors;
  return {
    ...{
      draw: draw.draw,
      day: day.slice(0, 10),
      layers,
      estimate,
      labels,
      found,
      skipped,
      open: open.length,
    },
    population: layers.reduce((sum, { size }) => sum + size, 0),
    read: total('read'),
    wrong: total('wrong'),
    gone: total('gone'),
    left: { mean: less(mean), low: less(low), high: less(high) },
  };
}

/** Fewer rows of a label than these say too little of it. */
const LEAST_READ = 10;

/**
 * The number of wrong labels among the rows with each given label, where enough of them were read.
 *
 * @param drawn the layers as they were drawn
 * @param counts answers of each layer by given label
 * @returns highest share of errors first; of equal ones in order of name
 */
function estimateLabels(
  layers: readonly AuditLayer[],
  drawn: readonly DrawnLayer[],
  counts: readonly ReadonlyMap<string, { readonly read: number; readonly wrong: number }>[],
): LabelAudit[] {
  const names = new Set(drawn.flatMap(({ labels = {} }) => Object.keys(labels)));
  const audits = [...names].sort().flatMap((label): LabelAudit[] => {
    const parts = layers.map(({ size }, h) => {
      const { read, wrong } = counts[h]!.get(label) ?? { read: 0, wrong: 0 };
      // Rows of the layer that are gone are taken to be of all labels alike.
      const rows = Math.round((rowsOfLabel(drawn[h]!, label) * size) / drawn[h]!.size);
      return { read, wrong, size: Math.max(read, rows) };
    });
    const sum = (key: 'read' | 'wrong' | 'size') => parts.reduce((all, part) => all + part[key], 0);
    if (sum('read') < LEAST_READ) return [];
    return [
      {
        label,
        rows: sum('size'),
        read: sum('read'),
        wrong: sum('wrong'),
        errors: estimatePart(layers, parts),
      },
    ];
  });
  const share = ({ errors, rows }: LabelAudit) => errors.mean / rows;
  return audits.sort((a, b) => share(b) - share(a));
}

function rowsOfLabel({ labels = {} }: DrawnLayer, label: string): number {
  return Object.hasOwn(labels, label) ? labels[label]! : 0;
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
