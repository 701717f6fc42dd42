/** Confident learning over a table of probabilities: thresholds, the confident class of each row, the joint. */
import {
  anyOf,
  firstClass,
  greatestOf,
  inUnits,
  keep,
  list,
  ofClass,
  type Plan,
  perClass,
  real,
  type Statement,
  sumOf,
  table,
} from './plan.js';

/** Same values as in confident-learning/: slack of the thresholds, bonus of the given label, bounds. */
const SLACK = 1e-6;
const HEAD_START = 1e-6;
const LOWEST_THRESHOLD = 2e-6;
const UNREACHABLE_THRESHOLD = 2;

/** Units in which probabilities are summed over the data set. */
const PROBABILITY_UNITS = 2 ** 46;
/** Units to which the logarithm for ranking is rounded. */
const RANK_UNITS = 2 ** 36;
/** Below every logarithm of a probability. */
const LOWEST_RANK = -1e9;

/** The confident class of rows that reach no threshold. */
export const NOT_CONFIDENT = -1;

/** Mean self confidence of each class, in one row: thresholds (t_k). The threshold of a class without rows is unreachable. */
export function measureThresholds(plan: Plan): Statement {
  const sum = (k: number) =>
    plan.dialect.exactSum(
      `case when given = ${k} then ${inUnits(plan, `p_${k}`, PROBABILITY_UNITS)} else 0 end`,
    );
  const count = (k: number) => plan.dialect.exactSum(`case when given = ${k} then 1 else 0 end`);
  const sums = perClass(plan, (k) => `${sum(k)} as s_${k},\n  ${count(k)} as c_${k}`);
  const thresholds = perClass(plan, (k) => {
    const mean = `s_${k} / ${real(plan, PROBABILITY_UNITS)} / c_${k}`;
    return `case when c_${k} > 0 then greatest(${mean}, ${real(plan, LOWEST_THRESHOLD)}) else ${real(plan, UNREACHABLE_THRESHOLD)} end as t_${k}`;
  });
  return keep(
    plan,
    'thresholds',
    ['The confident threshold of each class: the mean probability that its rows give it.'],
    `select ${list(thresholds)}\nfrom (select ${list(sums)}\nfrom ${table(plan, 'probabilities')}) as a`,
  );
}

/**
 * The judgement of each row: judged (id, given, own: P(given), predicted: most likely class, confident: confident
 * class or −1, disagrees: 1 where the given class is not the most likely one, rank_key: ln own in whole units).
 */
export function assignConfidentClasses(plan: Plan): Statement {
  const p = (k: number) => `p.p_${k}`;
  const reaches = (k: number) => `${p(k)} >= t.t_${k} - ${real(plan, SLACK)}`;
  const backwards = Array.from({ length: plan.classCount }, (_, at) => plan.classCount - 1 - at);
  const last = `case ${backwards.map((k) => `when ${reaches(k)} then ${k}`).join(' ')} else ${NOT_CONFIDENT} end`;
  const first = list([
    'p.id as id',
    'p.given as given',
    ...perClass(plan, (k) => `${p(k)} as p_${k}`),
    `${ofClass(plan, 'p.given', p)} as own`,
    `${greatestOf(perClass(plan, p))} as best`,
    `${sumOf(perClass(plan, (k) => `case when ${reaches(k)} then 1 else 0 end`))} as reached`,
    `${last} as last_reached`,
  ]);
  const start = `own + ${real(plan, HEAD_START)}`;
  const beaten = anyOf(
    perClass(plan, (k) => `given > ${k} and p_${k} >= ${start} or given < ${k} and p_${k} > ${start}`),
  );
  const second = list([
    'id',
    'given',
    'own',
    `${firstClass(plan, (k) => `p_${k} = best`)} as predicted`,
    'reached',
    'last_reached',
    `case when ${beaten} then 1 else 0 end as disagrees`,
  ]);
  return keep(
    plan,
    'judged',
    ['The likeliest class of each row, and the class that it is confidently of (-1 for none).'],
    `select id, given, own, predicted,
  case when reached > 1 then predicted else last_reached end as confident, disagrees,
  case when own > 0 then ${inUnits(plan, 'ln(own)', RANK_UNITS)} else ${real(plan, LOWEST_RANK * RANK_UNITS)} end as rank_key
from (select ${second}
from (select ${first}
from ${table(plan, 'probabilities')} p cross join ${table(plan, 'thresholds')} t) as a) as b`,
  );
}

/** A query for the cells of the confident joint that are not 0: given, confident, found. */
export function jointCells(plan: Plan): string {
  return `select given, confident, count(*) as found\nfrom ${table(plan, 'judged')}\nwhere confident >= 0\ngroup by given, confident`;
}

/**
 * The rows that `prune_by_noise_rate` flags: for each pair of classes, the number in the table prune (given, class,
 * wanted), those with the largest margin towards the other class: flagged (id).
 */
export function pruneRows(plan: Plan): Statement {
  const lead = `j.own - ${ofClass(plan, 'n.class', (k) => `p.p_${k}`)}`;
  const leads = `select p.id as id, p.given as given, n.class as class, n.wanted as wanted, ${lead} as lead_over
from ${table(plan, 'probabilities')} p
join ${table(plan, 'judged')} j on j.id = p.id
join ${table(plan, 'prune')} n on n.given = p.given`;
  const placed = `select id, wanted, row_number() over (partition by given, class order by lead_over, id) as place
from (${leads}) as a`;
  return keep(
    plan,
    'flagged',
    ['For each pair of classes, the rows that lean most towards the other class.'],
    `select distinct id\nfrom (${placed}) as b\nwhere place <= wanted`,
  );
}

/** The rows that `confident_learning` flags: flagged (id). */
export function confidentlyOther(plan: Plan): Statement {
  return keep(
    plan,
    'flagged',
    ['The rows that are confidently of another class than they are labelled with.'],
    `select id\nfrom ${table(plan, 'judged')}\nwhere confident >= 0 and confident <> given`,
  );
}

/**
 * The flagged rows whose given label is not their most likely class, ranked worst first:
 * candidates (place: from 1, id, given, suggested, quality).
 */
export function rankCandidates(plan: Plan): Statement {
  return keep(
    plan,
    'candidates',
    ['The flagged rows whose label is not their likeliest class, worst first.'],
    `select row_number() over (order by j.rank_key, j.id) as place, j.id as id, j.given as given,
  j.predicted as suggested, j.own as quality
from ${table(plan, 'judged')} j join ${table(plan, 'flagged')} f on f.id = j.id
where j.disagrees = 1`,
  );
}
