/** Scores of rows by a model that left them out, and the probabilities made of them. */
import { logUnits, type Membership, wordsTable } from './counts.js';
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
  wholeSum,
} from './plan.js';

/** Below this share a row's own counts do not change a class noticeably: as in naive-bayes/leave-one-out.ts. */
const NEGLIGIBLE_SHARE = 0.001;
/** Stands for the logarithm of 0, which is NULL, minus infinity or an error. */
const LOG_OF_ZERO = -1e300;

const sumsTable = (run: number) => (run === 0 ? 'sums' : `sums_${run}`);
export const sumTables = (plan: Plan) => classRuns(plan).map((_, run) => sumsTable(run));
export const wordTables = (plan: Plan) => classRuns(plan).map((_, run) => wordsTable(run));

/**
 * What the words of each row add up to under each class, by the counts of all rows: s_k = Σ x · ln (n_k + alpha);
 * and under the given class by the counts without the row itself: own (id, s). In whole units, which have the
 * same sum in any order: sums (id, s_k). Rows that share no word are not there.
 */
export function sumTerms(plan: Plan): Statement[] {
  const sums = classRuns(plan).map((run, number) => {
    const columns = ['t.id as id', ...run.map((k) => `${wholeSum(plan, `t.x * w.l_${k}`)} as s_${k}`)];
    return keep(
      plan,
      sumsTable(number),
      ['What the words of each row add up to under each class.'],
      `select ${list(columns)}
from ${table(plan, 'terms')} t join ${table(plan, wordsTable(number))} w on w.word = t.word
group by t.id`,
    );
  });
  const own = keep(
    plan,
    'own',
    [
      'The same under the given class, with the row itself left out. A word that no other row has is unknown then.',
    ],
    `select t.id as id, ${wholeSum(plan, logUnits(plan, 'c.n - t.x', 't.x'))} as s
from ${table(plan, 'terms')} t
join ${table(plan, 'counts')} c on c.word = t.word and c.given = t.given
join ${table(plan, wordsTable(0))} w on w.word = t.word
group by t.id`,
  );
  return [...sums, own];
}

/**
 * The same where rows belong to several classes: own counts are taken off wherever the row has a share that
 * matters, s_k = Σ x · ln (n_k − q_k · x + alpha).
 */
export function sumTermsByShares(plan: Plan, membership: string): Statement[] {
  const term = (k: number) => {
    const others = logUnits(plan, `greatest(w.n_${k} - q.q_${k} * t.x, 0)`, 't.x');
    return `case when q.q_${k} < ${real(plan, NEGLIGIBLE_SHARE)} then t.x * w.l_${k} else ${others} end`;
  };
  return classRuns(plan).map((run, number) =>
    keep(
      plan,
      sumsTable(number),
      ['What the words of each row add up to under each class, the row itself left out.'],
      `select ${list(['t.id as id', ...run.map((k) => `${wholeSum(plan, term(k))} as s_${k}`)])}
from ${table(plan, 'terms')} t
join ${table(plan, wordsTable(number))} w on w.word = t.word
join ${membership} q on q.id = t.id
group by t.id`,
    ),
  );
}

/** The from clause that has, of each row, its lengths (l), its sums (s0, s1, …; o where counted) and the totals (t). */
export function rowsWithSums(plan: Plan, membership: Membership): string {
  const joins = classRuns(plan).map(
    (_, run) => `left join ${table(plan, sumsTable(run))} s${run} on s${run}.id = l.id`,
  );
  const more =
    membership === 'given'
      ? `left join ${table(plan, 'own')} o on o.id = l.id`
      : `join ${membership.table} q on q.id = l.id`;
  return `from ${table(plan, 'lengths')} l\n${joins.join('\n')}\n${more}\ncross join ${table(plan, 'totals')} t`;
}

/**
 * ln P(words of the row | class k) under the model without the row: the sum of its words, less
 * shared · ln (m_k − own · tokens + alpha · v). Over `rowsWithSums`.
 *
 * @param v how many words the model knows
 */
export function logLikelihood(plan: Plan, k: number, membership: Membership, v: string): string {
  const run = classRuns(plan).findIndex((classes) => classes.includes(k));
  const all = `s${run}.s_${k}`;
  const sum = membership === 'given' ? `case when l.given = ${k} then o.s else ${all} end` : all;
  const share = shareOf(plan, k, membership);
  const others = `greatest(t.m_${k} - ${share} * l.tokens, 0) + ${real(plan, plan.alpha)} * (${v})`;
  return `case when l.shared = 0 then ${real(plan, 0)} else (${sum}) / ${real(plan, LOG_UNITS)} - l.shared * ln(${others}) end`;
}

/** How much a row belongs to class k, as far as it matters for its words. Over `rowsWithSums`. */
export function shareOf(plan: Plan, k: number, membership: Membership): string {
  if (membership === 'given') return `(case when l.given = ${k} then 1 else 0 end)`;
  return `(case when q.q_${k} < ${real(plan, NEGLIGIBLE_SHARE)} then 0 else q.q_${k} end)`;
}

/**
 * Class probabilities of each row by a plain naive Bayes that left it out: probabilities (id, given, p_k). A row
 * whose class has no other row is not judged, and not there.
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
