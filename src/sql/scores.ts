/** Scores of rows by a model that left them out, and the probabilities computed from them. */
import { type Membership, shareValue } from './counts.js';
import {
  classRuns,
  greatestOf,
  keep,
  LOG_UNITS,
  list,
  ofClass,
  type Plan,
  perClass,
  real,
  type Statement,
  sumOf,
  table,
} from './plan.js';
import { NEGLIGIBLE_SHARE, sumsTable } from './sums.js';

/** In place of the logarithm of 0, which is NULL, minus infinity or an error. */
const LOG_OF_ZERO = -1e300;

/** The FROM clause with the lengths (l), sums (s0, s1, …) and shares (q) of each row, and the totals (t). */
export function rowsWithSums(plan: Plan, membership: Membership): string {
  const joins = classRuns(plan).map(
    (_, run) => `left join ${table(plan, sumsTable(run))} s${run} on s${run}.id = l.id`,
  );
  const shares = membership === 'given' ? '' : `\njoin ${membership.table} q on q.id = l.id`;
  return `from ${table(plan, 'lengths')} l\n${joins.join('\n')}${shares}\ncross join ${table(plan, 'totals')} t`;
}

/**
 * ln P(words of the row | class k) under the model without the row: the sum of its words, less
 * shared · ln (m_k − own · tokens + alpha · v). Over `rowsWithSums`.
 *
 * @param v vocabulary size of the model
 */
export function logLikelihood(plan: Plan, k: number, membership: Membership, v: string): string {
  const run = classRuns(plan).findIndex((classes) => classes.includes(k));
  const all = `s${run}.s_${k}`;
  const sum = membership === 'given' ? `case when l.given = ${k} then s${run}.own else ${all} end` : all;
  const share = shareOf(plan, k, membership);
  const others = `greatest(t.m_${k} - ${share} * l.tokens, 0) + ${real(plan, plan.alpha)} * (${v})`;
  return `case when l.shared = 0 then ${real(plan, 0)} else (${sum}) / ${real(plan, LOG_UNITS)} - l.shared * ln(${others}) end`;
}

/** The share of a row in class k for its own words; a negligible one is 0. Over `rowsWithSums`. */
export function shareOf(plan: Plan, k: number, membership: Membership): string {
  if (membership === 'given') return `(case when l.given = ${k} then 1 else 0 end)`;
  const share = shareValue(plan, k);
  return `(case when ${share} < ${real(plan, NEGLIGIBLE_SHARE)} then 0 else ${share} end)`;
}

/**
 * Leave-one-out class probabilities of each row by plain naive Bayes: probabilities (id, given, p_k). Rows whose
 * class has no other row are not judged, and left out.
 */
export function leaveOneOutProbabilities(plan: Plan): Statement {
  const isOwn = (k: number) => `case when l.given = ${k} then 1 else 0 end`;
  const prior = (k: number) => {
    const others = `t.c_${k} - (${isOwn(k)})`;
    return `case when ${others} > 0 then ln((${others}) / (t.n - ${real(plan, 1)})) else ${real(plan, LOG_OF_ZERO)} end`;
  };
  const logits = perClass(plan, (k) => {
    return `(${logLikelihood(plan, k, 'given', 't.v - l.own_words')}) + (${prior(k)}) as z_${k}`;
  });
  const judged = `where ${ofClass(plan, 'l.given', (k) => `t.c_${k}`)} > 1`;
  return keep(
    plan,
    'probabilities',
    [
      'Probability of each class, by the model without the row. A row whose class has no other is not judged.',
    ],
    softmax(
      plan,
      `select ${list(['l.id as id', 'l.given as given', ...logits])}\n${rowsWithSums(plan, 'given')}\n${judged}`,
    ),
  );
}

/**
 * The query that turns z_k into p_k = exp(z_k) / Σ exp(z_j), summed in class order.
 *
 * @param logits a query with columns id, given and z_k
 */
export function softmax(plan: Plan, logits: string): string {
  const each = (make: (k: number) => string) => perClass(plan, make);
  const topped = `select ${list(['id', 'given', ...each((k) => `z_${k}`), `${greatestOf(each((k) => `z_${k}`))} as top`])}\nfrom (${logits}) as a`;
  const weighed = `select ${list(['id', 'given', ...each((k) => `exp(z_${k} - top) as w_${k}`)])}\nfrom (${topped}) as b`;
  const summed = `select ${list(['id', 'given', ...each((k) => `w_${k}`), `${sumOf(each((k) => `w_${k}`))} as total`])}\nfrom (${weighed}) as c`;
  return `select ${list(['id', 'given', ...each((k) => `w_${k} / total as p_${k}`)])}\nfrom (${summed}) as d`;
}
