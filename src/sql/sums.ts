/** Sums over the words of each row under each class, by a model that left the row out. */
import { logUnits, shareValue, wordsTable } from './counts.js';
import {
  classRuns,
  keep,
  list,
  ofClasses,
  type Plan,
  perClass,
  real,
  type Statement,
  table,
  wholeSum,
} from './plan.js';

/** Below this share, a row's own counts do not change a class noticeably: as in naive-bayes/leave-one-out.ts. */
export const NEGLIGIBLE_SHARE = 0.001;

const OWN_SHARES = 'own_shares';

/** Name of the table of sums for a run of classes. */
export const sumsTable = (run: number) => (run === 0 ? 'sums' : `sums_${run}`);
export const sumTables = (plan: Plan) => classRuns(plan).map((_, run) => sumsTable(run));
/** The tables that `sumTermsByShares` makes. */
export const sumTablesByShares = (plan: Plan) => [
  ...sumTables(plan),
  ...(classRuns(plan).length > 1 ? [OWN_SHARES] : []),
];
export const wordTables = (plan: Plan) => classRuns(plan).map((_, run) => wordsTable(run));

/**
 * Sums over the words of each row: under each class by the counts of all rows, s_k = Σ x · ln (n_k + alpha); under the
 * given class by the counts without the row, own. Whole units make sums independent of order: sums (id, s_k, own).
 * Words of no other row are unknown without the row, and are not counted. The first table also has lengths: tokens,
 * shared, own_words.
 */
export function sumTerms(plan: Plan): Statement[] {
  return classRuns(plan).map((run, number) => {
    // An engine may evaluate a branch that is not taken: it must not fail there.
    const left = logUnits(
      plan,
      `greatest((${ofClasses('t.given', run, (k) => `w.n_${k}`)}) - t.x, 0)`,
      't.x',
    );
    const isHere = `w.word is not null and t.given between ${run[0]} and ${run.at(-1)}`;
    const own = `case when ${isHere} then ${left} else 0 end`;
    const columns = list([
      't.id as id',
      ...run.map((k) => `${wholeSum(plan, `t.x * w.l_${k}`)} as s_${k}`),
      `${wholeSum(plan, own)} as own`,
      ...(number === 0 ? lengthColumns(plan) : []),
    ]);
    return keep(
      plan,
      sumsTable(number),
      ['What the words of each row add up to under each class; under its own with the row itself left out.'],
      `select ${columns}
from ${table(plan, 'terms')} t ${number === 0 ? 'left join' : 'join'} ${table(plan, wordsTable(number))} w on w.word = t.word
group by t.id`,
    );
  });
}

const lengthColumns = (plan: Plan) => [
  `${wholeSum(plan, 't.x')} as tokens`,
  `${wholeSum(plan, 'case when w.word is null then 0 else t.x end')} as shared`,
  `${wholeSum(plan, 'case when w.word is null then 1 else 0 end')} as own_words`,
];

/**
 * Lengths of the rows, from `sumTerms`: lengths (id, given, tokens, shared: tokens of words that other rows have too,
 * own_words: words that no other row has). Rows without words have zeros.
 */
export function measureRows(plan: Plan): Statement {
  const columns = ['tokens', 'shared', 'own_words'].map((name) => `coalesce(s.${name}, 0) as ${name}`);
  return keep(
    plan,
    'lengths',
    ['Words of each row, and those that other rows have too. A row without words stays, with zeros.'],
    `select ${list(['r.id as id', 'r.given as given', ...columns])}
from ${table(plan, 'rows')} r left join ${table(plan, sumsTable(0))} s on s.id = r.id`,
  );
}

/**
 * The same where rows belong to several classes: own counts are subtracted wherever the row's share is not
 * negligible, s_k = Σ x · ln (n_k − q_k · x + alpha).
 */
export function sumTermsByShares(plan: Plan, membership: string): Statement[] {
  const runs = classRuns(plan);
  if (runs.length > 1)
    return [keepOwnShares(plan, membership), ...runs.map((_, run) => sumByRuns(plan, run))];
  const term = (k: number) => {
    const others = withoutShare(plan, `w.n_${k}`, shareValue(plan, k));
    return `case when ${shareValue(plan, k)} < ${real(plan, NEGLIGIBLE_SHARE)} then t.x * w.l_${k} else ${others} end`;
  };
  const query = `select ${list(['t.id as id', ...perClass(plan, (k) => `${wholeSum(plan, term(k))} as s_${k}`)])}
from ${table(plan, 'terms')} t
join ${table(plan, wordsTable(0))} w on w.word = t.word
join ${membership} q on q.id = t.id
group by t.id`;
  return [
    keep(
      plan,
      sumsTable(0),
      ['What the words of each row add up to under each class, the row itself left out.'],
      query,
    ),
  ];
}

/** x · ln (n − share · x + alpha), in whole units. */
const withoutShare = (plan: Plan, n: string, share: string) =>
  logUnits(plan, `greatest(${n} - ${share} * t.x, 0)`, 't.x');

/** The few shares of many classes that are not negligible: own_shares (id, class, share). */
function keepOwnShares(plan: Plan, membership: string): Statement {
  const share = (k: number) => shareValue(plan, k);
  const ofClasses = perClass(
    plan,
    (k) =>
      `select q.id as id, ${k} as class, ${share(k)} as share from ${membership} q where ${share(k)} >= ${real(plan, NEGLIGIBLE_SHARE)}`,
  );
  return keep(
    plan,
    OWN_SHARES,
    ['The shares of rows in classes that are large enough to matter for their own words.'],
    ofClasses.join('\nunion all\n'),
  );
}

/** Sums of one run of classes by the counts of all rows, with corrections for the own shares of a row. */
function sumByRuns(plan: Plan, number: number): Statement {
  const run = classRuns(plan)[number]!;
  const words = `${table(plan, wordsTable(number))} w on w.word = t.word`;
  const all = `select ${list(['t.id as id', ...run.map((k) => `${wholeSum(plan, `t.x * w.l_${k}`)} as a_${k}`)])}
from ${table(plan, 'terms')} t join ${words}
group by t.id`;
  const ofRun = (make: (k: number) => string) => ofClasses('h.class', run, make);
  const change = `${withoutShare(plan, `(${ofRun((k) => `w.n_${k}`)})`, 'h.share')} - t.x * (${ofRun((k) => `w.l_${k}`)})`;
  const changes = `select h.id as id, h.class as class, ${change} as change
from ${table(plan, OWN_SHARES)} h
join ${table(plan, 'terms')} t on t.id = h.id
join ${words}
where h.class between ${run[0]} and ${run.at(-1)}`;
  const own = run.map((k) => `${wholeSum(plan, `case when class = ${k} then change else 0 end`)} as o_${k}`);
  return keep(
    plan,
    sumsTable(number),
    ['What the words of each row add up to under each class, the row itself left out.'],
    `select ${list(['a.id as id', ...run.map((k) => `a.a_${k} + coalesce(o.o_${k}, 0) as s_${k}`)])}
from (${all}) as a
left join (select ${list(['id', ...own])}
from (${changes}) as c
group by id) as o on o.id = a.id`,
  );
}
