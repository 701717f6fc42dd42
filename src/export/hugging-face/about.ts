/** The part of a card about a split: its classes, and what was corrected. */
import { counted } from '../../errors/wording.js';
import { markdownCell } from '../../report/escape.js';
import type { CorrectedRows } from '../corrected-rows.js';
import type { Selection } from '../targets.js';

/** Pairs of classes that are listed. */
const PAIRS_LISTED = 50;

/** Input of the part about a split. */
export interface AboutSource {
  readonly split: string;
  readonly classes: readonly string[];
  readonly corrected: CorrectedRows;
  /** Row numbers of the published rows. */
  readonly rows: Uint32Array;
  readonly only: Selection;
  readonly version: string;
}

/** Markdown about a split, line end included. */
export function aboutSplit({ split, classes, corrected, rows, only, version }: AboutSource): string {
  const counts = new Array<number>(classes.length).fill(0);
  for (const row of rows) counts[corrected.labels[row]!]!++;
  const scope =
    only === 'all'
      ? ''
      : ' These are only the rows whose label is probably wrong, the most suspicious first.';
  return [
    `## Split ${split}`,
    '',
    `${counted(rows.length, 'row')} in ${classes.length} classes.${scope}`,
    '',
    '| class | rows |',
    '|---|---:|',
    ...classes.map((name, k) => `| ${markdownCell(name)} | ${counts[k]} |`),
    '',
    ...(only === 'all' ? correctionLines(classes, corrected) : []),
    `Made by find-label-errors ${version}.`,
    '',
  ].join('\n');
}

function correctionLines(classes: readonly string[], { corrected, deleted, kept, changes }: CorrectedRows) {
  if (corrected + deleted + kept === 0) return ['No label was corrected.', ''];
  const parts = [
    `${counted(corrected, 'label')} corrected`,
    ...(deleted === 0 ? [] : [`${counted(deleted, 'row')} deleted`]),
    ...(kept === 0 ? [] : [`${counted(kept, 'suspicious label')} confirmed`]),
  ];
  const listed = [...changes].sort((a, b) => b.rows - a.rows).slice(0, PAIRS_LISTED);
  const more = changes.length - listed.length;
  return [
    `Labels were reviewed: ${parts.join(', ')}.`,
    '',
    ...(listed.length === 0 ? [] : ['| label before | label now | rows |', '|---|---|---:|']),
    ...listed.map(
      ({ from, to, rows }) => `| ${markdownCell(classes[from]!)} | ${markdownCell(classes[to]!)} | ${rows} |`,
    ),
    ...(more > 0 ? ['', `and ${more} more pairs of classes`] : []),
    ...(listed.length === 0 ? [] : ['']),
  ];
}
