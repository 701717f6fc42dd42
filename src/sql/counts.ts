/** Words of the rows, and their counts in each class. */
import {
  classRuns,
  inUnits,
  keep,
  LOG_UNITS,
  list,
  type Plan,
  perClass,
  real,
  SHARE_UNITS,
  type Statement,
  TOKEN_UNITS,
  table,
  wholeSum,
} from './plan.js';

/**
 * Membership of rows in classes: fully in the given one, or by a table with columns id and q_0, q_1, … in whole units
 * of 2^-44.
 */
export type Membership = 'given' | { readonly table: string };

/** The share of class k of a row of a membership table `q`. */
export const shareValue = (plan: Plan, k: number) => `(q.q_${k} / ${real(plan, SHARE_UNITS)})`;

/** Counts of the words of each row: terms (id, given, word, x). */
export function countTerms(plan: Plan): Statement {
  const source = { table: table(plan, 'rows'), kept: ['id', 'given'], text: 'content' };
  return keep(plan, 'terms', ['How often each word occurs in each row.'], plan.dialect.countWords(source));
}

/** Name of the table of word counts for a run of classes. */
export const wordsTable = (run: number) => (run === 0 ? 'words' : `words_${run}`);

/**
 * Counts of each word in each class, for words of two rows or more; a model without a row does not know that row's
 * other words: words (word, n_k: occurrences in class k, l_k: ln (n_k + alpha) in whole units).
 */
export function countWords(plan: Plan, membership: Membership): Statement[] {
  const from =
    membership === 'given'
      ? `from ${table(plan, 'terms')} t`
      : `from ${table(plan, 'terms')} t join ${membership.table} q on q.id = t.id`;
  const occurrences = (k: number) =>
    membership === 'given'
      ? wholeSum(plan, `case when t.given = ${k} then t.x else 0 end`)
      : `${plan.dialect.exactSum(`q.q_${k} * t.x`)} / ${real(plan, SHARE_UNITS)}`;
  return classRuns(plan).map((run, number) => {
    const counted = list(['t.word as word', ...run.map((k) => `${occurrences(k)} as n_${k}`)]);
    const inner = `select ${counted}\n${from}\ngroup by t.word\nhaving count(*) >= 2`;
    const logs = run.map((k) => `${logUnits(plan, `n_${k}`)} as l_${k}`);
    return keep(
      plan,
      wordsTable(number),
      ['How often each class has each word that occurs in two rows or more, and its logarithm.'],
      `select ${list(['word', ...run.map((k) => `n_${k}`), ...logs])}\nfrom (${inner}) as c`,
    );
  });
}

/** times · ln (n + alpha), in whole units of 2^-36. */
export function logUnits(plan: Plan, n: string, times?: string): string {
  const log = `ln(${n} + ${real(plan, plan.alpha)})`;
  const units = inUnits(plan, times === undefined ? log : `${times} * ${log}`, LOG_UNITS);
  return `cast(${units} as ${plan.dialect.types.whole})`;
}

/**
 * Totals, in one row: totals (v: words, n: rows, m_k: tokens of class k, c_k: rows of class k).
 */
export function countTotals(plan: Plan, membership: Membership): Statement {
  const { exactSum } = plan.dialect;
  const share = (k: number, of: string) =>
    membership === 'given'
      ? `case when l.given = ${k} then ${of} else 0 end`
      : `${shareValue(plan, k)} * ${of}`;
  const total = (k: number, of: string, units: number) =>
    membership === 'given'
      ? exactSum(share(k, of))
      : `${exactSum(inUnits(plan, share(k, of), units))} / ${real(plan, units)}`;
  const from =
    membership === 'given'
      ? `from ${table(plan, 'lengths')} l`
      : `from ${table(plan, 'lengths')} l join ${membership.table} q on q.id = l.id`;
  const columns = list([
    'count(*) as n',
    `${exactSum('l.own_words')} as only_once`,
    ...perClass(plan, (k) => `${total(k, 'l.tokens', TOKEN_UNITS)} as m_${k}`),
    ...perClass(plan, (k) => `${total(k, '1', SHARE_UNITS)} as c_${k}`),
  ]);
  const kept = list(['n', ...perClass(plan, (k) => `m_${k}`), ...perClass(plan, (k) => `c_${k}`)]);
  return keep(
    plan,
    'totals',
    ['Different words, rows, words of each class, rows of each class.'],
    `select ${kept},\n  only_once + common as v\nfrom (select ${columns}\n${from}) as a
cross join (select count(*) as common from ${table(plan, wordsTable(0))}) as b`,
  );
}
