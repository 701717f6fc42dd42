/** The queries of a driver: counts of classes, and the candidates with the words behind them. */
import { type Membership, wordsTable } from './counts.js';
import { classRuns, keep, list, ofClass, type Plan, perClass, real, type Statement, table } from './plan.js';
import { shareOf } from './scores.js';

/** Most words of a candidate. */
const MOST_WORDS = 8;

/** A query for rows by class: given, found. */
export function rowsByClass(plan: Plan, name: string): string {
  return `select given, count(*) as found\nfrom ${table(plan, name)}\ngroup by given`;
}

/** A query for candidates by class: given, suggested, found. */
export function candidatesByClass(plan: Plan): string {
  return `select given, suggested, count(*) as found\nfrom ${table(plan, 'candidates')}\ngroup by given, suggested`;
}

/** A query for the model's agreement with the labels: agreeing rows, and rows confidently of another class than given. */
export function agreement(plan: Plan): string {
  return `select coalesce(sum(case when predicted = given then 1 else 0 end), 0) as agreeing,
  coalesce(sum(case when confident >= 0 and confident <> given and disagrees = 1 then 1 else 0 end), 0) as other
from ${table(plan, 'judged')}`;
}

/**
 * The first candidates with their input rows, worst first: told (place, given, suggested, quality, row_index,
 * file_name, row_name, label, content, given_probability, suggested_probability), with the probabilities of all
 * classes as p_k if wanted.
 *
 * @param most how many; all where undefined
 */
export function tellCandidates(plan: Plan, most: number | undefined, withProbabilities: boolean): Statement {
  const p = (k: number) => `p.p_${k}`;
  const columns = [
    ...['place', 'given', 'suggested', 'quality'].map((name) => `c.${name} as ${name}`),
    ...['row_index', 'file_name', 'row_name', 'label', 'content'].map((name) => `i.${name} as ${name}`),
    `${ofClass(plan, 'c.given', p)} as given_probability`,
    `${ofClass(plan, 'c.suggested', p)} as suggested_probability`,
    ...(withProbabilities ? perClass(plan, (k) => `${p(k)} as p_${k}`) : []),
  ];
  return keep(
    plan,
    'told',
    ['The candidates, with what the input says of them.'],
    `select ${list(columns)}
from ${table(plan, 'candidates')} c
join ${table(plan, 'input')} i on i.id = c.id
join ${table(plan, 'probabilities')} p on p.id = c.id
${upTo(most)}order by place`,
  );
}

/**
 * The words behind the first candidates, by the model that left the row out: behind (place, strength: from 1, word,
 * weight in nats); at most 8 a row, strongest first. Ties go to the alphabetically earlier word, since positions in
 * the text are not stored.
 *
 * @param v vocabulary size of the model
 */
export function findWordsBehind(
  plan: Plan,
  most: number | undefined,
  membership: Membership,
  v: string,
): Statement {
  const shares = membership === 'given' ? '' : `\njoin ${membership.table} q on q.id = l.id`;
  const words = classRuns(plan).map(
    (_, run) => `join ${table(plan, wordsTable(run))} w${run} on w${run}.word = x.word`,
  );
  const weighed = `select c.place as place, x.word as word, ${wordWeight(plan, membership, v)} as weight
from ${table(plan, 'candidates')} c
join ${table(plan, 'lengths')} l on l.id = c.id${shares}
join ${table(plan, 'terms')} x on x.id = c.id
${words.join('\n')}
cross join ${table(plan, 'totals')} t
${upTo(most)}`;
  const ordered = `select place, word, weight,
  row_number() over (partition by place order by weight desc, word) as strength
from (${weighed}) as n
where weight > 0`;
  return keep(
    plan,
    'behind',
    ['The words behind the candidates.'],
    `select place, strength, word, weight\nfrom (${ordered}) as o\nwhere strength <= ${MOST_WORDS}\norder by place, strength`,
  );
}

/** x · (ln P(word | suggested) − ln P(word | given)), as in explain/evidence.ts. */
function wordWeight(plan: Plan, membership: Membership, v: string): string {
  const n = (k: number) => `w${classRuns(plan).findIndex((run) => run.includes(k))}.n_${k}`;
  const alpha = real(plan, plan.alpha);
  const share = (k: number) => shareOf(plan, k, membership);
  const ofWord = (column: string) =>
    ofClass(plan, column, (k) => `ln(greatest(${n(k)} - ${share(k)} * x.x, 0) + ${alpha})`);
  const ofAll = (column: string) =>
    ofClass(plan, column, (k) => `ln(greatest(t.m_${k} - ${share(k)} * l.tokens, 0) + ${alpha} * (${v}))`);
  const log = (column: string) => `((${ofWord(column)}) - (${ofAll(column)}))`;
  return `x.x * (${log('c.suggested')} - ${log('c.given')})`;
}

/** A query for a run of rows of `told` or `behind`, in order. */
export function pageOf(plan: Plan, name: 'told' | 'behind', from: number, to: number): string {
  const order = name === 'told' ? 'place' : 'place, strength';
  return `select *\nfrom ${table(plan, name)}\nwhere place >= ${from} and place < ${to}\norder by ${order}`;
}

function upTo(most: number | undefined): string {
  return most === undefined ? '' : `where c.place <= ${most}\n`;
}
