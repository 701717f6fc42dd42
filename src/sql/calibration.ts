/** The K × K part of confident learning as SQL, for scripts. With a driver, confident-learning/ computes it. */
import { jointCells } from './confident.js';
import { keep, type Plan, type Statement, table } from './plan.js';

/**
 * Number of rows to flag of each pair of classes, from the confident joint: calibrated to the rows of each class in
 * whole numbers and remainders (rounded half to even, then corrected so that each row of the joint keeps its sum,
 * as confident-learning/round-preserving.ts does), with at least one row of each class kept.
 *
 * - joint (given, class, found): every cell, the diagonal at least 1
 * - calibrated (given, class, estimated)
 * - prune (given, class, wanted)
 */
export function calibrate(plan: Plan): Statement[] {
  return [completeJoint(plan), calibrateJoint(plan), countPruned(plan)];
}

function completeJoint(plan: Plan): Statement {
  return keep(
    plan,
    'joint',
    ['The confident joint: rows by given class and the class that they are confidently of.'],
    `select g.class as given, t.class as class,
  case when g.class = t.class and coalesce(c.found, 0) = 0 then 1 else coalesce(c.found, 0) end as found
from ${table(plan, 'classes')} g cross join ${table(plan, 'classes')} t
left join (${jointCells(plan)}) as c on c.given = g.class and c.confident = t.class`,
  );
}

function calibrateJoint(plan: Plan): Statement {
  const { divide } = plan.dialect;
  const counted = `select j.given as given, j.class as class, coalesce(r.rows_there, 0) as target,
  j.found * coalesce(r.rows_there, 0) as product, sum(j.found) over (partition by j.given) as divisor
from ${table(plan, 'joint')} j
left join (select given, count(*) as rows_there from ${table(plan, 'judged')} group by given) as r on r.given = j.given`;
  const floored = `select given, class, target, product, divisor, ${divide('product', 'divisor')} as whole\nfrom (${counted}) as a`;
  const halves = '2 * (product - whole * divisor)';
  const isOdd = `whole - 2 * ${divide('whole', '2')} = 1`;
  const rounded = `select given, class, target, product, divisor,
  case when ${halves} > divisor or ${halves} = divisor and ${isOdd} then whole + 1 else whole end as rounded
from (${floored}) as b`;
  // Error of a cell by rounding, in units of 1 / divisor; the divisor is the same for a row of the joint.
  const lost = 'product - rounded * divisor';
  const ordered = `select given, class, rounded, target - sum(rounded) over (partition by given) as missing,
  row_number() over (partition by given order by ${lost}, class) as least_lost,
  row_number() over (partition by given order by ${lost} desc, class desc) as most_lost
from (${rounded}) as c`;
  return keep(
    plan,
    'calibrated',
    ['The joint scaled to the rows of each class, in whole numbers that keep their sum.'],
    `select given, class,
  case when most_lost <= missing then rounded + 1 when least_lost <= -missing then rounded - 1 else rounded end as estimated
from (${ordered}) as d`,
  );
}

function countPruned(plan: Plan): Statement {
  const kept = `select c.given as given, c.class as class, c.estimated as estimated, d.estimated as own, r.rows_there as rows_there
from ${table(plan, 'calibrated')} c
join ${table(plan, 'calibrated')} d on d.given = c.given and d.class = c.given
join (select given, count(*) as rows_there from ${table(plan, 'judged')} group by given) as r on r.given = c.given`;
  const wanted = 'case when own >= 1 then estimated else estimated - 1 end';
  return keep(
    plan,
    'prune',
    [
      'Rows to flag of each pair of classes. Of a class of which none would be left, one fewer of each pair;',
      'a class of a single row is left alone.',
    ],
    `select given, class, ${wanted} as wanted\nfrom (${kept}) as k
where given <> class and rows_there > 1 and ${wanted} > 0`,
  );
}
