/** What the words of rows add up to under each class, by a model that left the row out. */
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

/** Below this share a row's own counts do not change a class noticeably: as in naive-bayes/leave-one-out.ts. */
export const NEGLIGIBLE_SHARE = 0.001;

const OWN_SHARES = 'own_shares';

/** Name of the table that has the sums of a run of classes. */
export const sumsTable = (run: number) => (run === 0 ? 'sums' : `sums_${run}`);
export const sumTables = (plan: Plan) => classRuns(plan).map((_, run) => sumsTable(run));
/** What `sumTermsByShares` makes. */
export const sumTablesByShares = (plan: Plan) => [
  ...sumTables(plan),
  ...(classRuns(plan).length > 1 ? [OWN_SHARES] : []),
];
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

/** The few shares of many classes that matter: own_shares (id, class, share). */
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

/** Sums of one run of classes by the counts of all rows, and what the own shares of a row change in them. */
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
