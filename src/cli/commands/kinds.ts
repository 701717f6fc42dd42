import { counted } from '../../errors/wording.js';
import type { Findings } from '../../judge/findings.js';
import type { MethodOptions } from '../../judge/methods.js';
import { openRows } from '../../judge/open-rows.js';
import { findAmbiguous } from '../../kinds/ambiguous.js';
import { conflictingDuplicates, sameDuplicates } from '../../kinds/conflicting-duplicates.js';
import { findLeakage } from '../../kinds/leakage.js';
import type { RowKeys } from '../../kinds/row-keys.js';
import { keysOfTexts } from '../../kinds/row-keys.js';
import type { Kind } from '../../report/kinds.js';
import type { FoundKinds } from '../../report/row-kinds.js';
import type { DecidedRows } from '../../types.js';

/** Kinds that are found by comparing texts. */
const COMPARED: readonly Kind[] = ['conflicting_duplicate', 'duplicate', 'leakage'];

/**
 * Finds the other kinds of problems.
 *
 * @param wanted the kinds to find
 * @param options the method, and the rows for which advice is needed
 */
export async function findKinds(
  findings: Findings,
  wanted: ReadonlySet<Kind>,
  { method, about }: { readonly method: MethodOptions; readonly about: 'all' | 'candidates' },
): Promise<FoundKinds> {
  const { dataset, training, judgement, decided } = findings;
  const canCompare = dataset.withoutTexts !== true;
  const needsKeys = canCompare && COMPARED.some((kind) => wanted.has(kind));
  const isAsked = about === 'all' ? openRowsOf(findings) : judgement.isIssue;
  const isOutlier = findings.outliers(isAsked);
  const keys = needsKeys
    ? (findings.wordKeys() ?? { rows: await keysOfTexts(dataset), training: null })
    : null;
  const leaks = wanted.has('leakage') && training !== null && keys?.training != null;
  return {
    isOutlier,
    isAmbiguous: findAmbiguous(dataset.labels, judgement, ranksByMargin(method), isAsked),
    conflicting:
      keys !== null && wanted.has('conflicting_duplicate')
        ? await conflictingDuplicates(dataset, openKeys(keys.rows, decided), decided?.labels)
        : [],
    same:
      keys !== null && wanted.has('duplicate')
        ? await sameDuplicates(dataset, openKeys(keys.rows, decided), decided?.labels)
        : [],
    isOfRareClass:
      (wanted.has('rare_class') ? judgement.isOfRareClass : undefined) ??
      new Uint8Array(dataset.labels.length),
    near: wanted.has('near_duplicate') && canCompare ? await nearDuplicatesOf(findings) : [],
    leaked: leaks
      ? await findLeakage({ dataset, keys: keys.rows }, { dataset: training, keys: keys.training! })
      : [],
  };
}

/** Whether a method ranks rows by the margin in nats of their given label. */
function ranksByMargin({ method }: MethodOptions): boolean {
  return method === 'noise-aware' || method === 'stacked';
}

/** 1 for rows about which nothing is decided that is held fixed; length n. */
function openRowsOf({ dataset, decided }: Findings): Uint8Array {
  return decided === undefined ? new Uint8Array(dataset.labels.length).fill(1) : openRows(decided);
}

/** Keys in which those of deleted rows are replaced by unique ones. */
function openKeys(keys: RowKeys, decided: DecidedRows | undefined): RowKeys {
  if (decided === undefined) return keys;
  return {
    *[Symbol.iterator]() {
      let row = 0;
      for (const key of keys) {
        yield decided.isDeleted[row] === 1 ? -1 - row : key;
        row++;
      }
    },
  };
}

async function nearDuplicatesOf({ dataset, decided }: Findings) {
  // Loaded on use, since few runs need it.
  const { nearDuplicates } = await import('../../kinds/near-duplicates.js');
  return nearDuplicates(dataset, decided?.labels);
}

/** Describes the findings besides candidates, in lines for people. */
export function describeKinds(
  { conflicting, near, same, isOfRareClass, leaked }: FoundKinds,
  { training }: Pick<Findings, 'training'>,
): string[] {
  const rowsIn = (groups: FoundKinds['near']) => groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return [
    ...(conflicting.length === 0
      ? []
      : [
          `${counted(rowsIn(conflicting), 'row')} in ${counted(conflicting.length, 'group')} have the same text and different labels: kind conflicting_duplicate`,
        ]),
    ...(near.length === 0
      ? []
      : [
          `${counted(rowsIn(near), 'row')} in ${counted(near.length, 'group')} have nearly the same text and different labels: kind near_duplicate`,
        ]),
    ...(same.length === 0
      ? []
      : [
          `${counted(rowsIn(same), 'row')} in ${counted(same.length, 'group')} have the same text and the same label: kind duplicate`,
        ]),
    ...(isOfRareClass.includes(1)
      ? [
          `${counted(
            isOfRareClass.reduce((sum, is) => sum + is, 0),
            'row',
          )} of classes with too few examples to tell errors from them: kind rare_class; check that these classes are meant`,
        ]
      : []),
    ...(leaked.length === 0
      ? []
      : [
          `${counted(leaked.length, 'row')} ${leaked.length === 1 ? 'is' : 'are'} also in ${training!.source}, the training file: kind leakage`,
        ]),
  ];
}
