/** The noise-aware method over tables: the statements of each pass, and of the final judgement. */
import { type Membership, shareValue } from './counts.js';
import {
  firstClass,
  greatestOf,
  inUnits,
  keep,
  list,
  ofClass,
  type Plan,
  perClass,
  real,
  SHARE_UNITS,
  type Statement,
  sumOf,
  table,
} from './plan.js';
import { logLikelihood, rowsWithSums, softmax } from './scores.js';

/** Weight of the first pass in a margin: as in noise-aware/judge.ts. */
const FIRST_PASS_SHARE = 0.2;
/** Units to which margins are rounded for ranking. */
const RANK_UNITS = 2 ** 36;

/** The fitted parameters of a pass. */
export interface FittedNoise {
  /** τ */
  readonly temperature: number;
  /** Name of a table (given, t_k): T[k][given], P(given label | true class k). */
  readonly noise: string;
}

/**
 * Leave-one-out scores before the temperature is known: name (id, given, s_k: log-likelihood over √ shared tokens,
 * b_k: log prior). As in noise-aware/score-rows.ts.
 */
export function scoreRows(plan: Plan, name: string, membership: Membership): Statement {
  const share = (k: number) =>
    membership === 'given' ? `(case when l.given = ${k} then 1 else 0 end)` : shareValue(plan, k);
  const s = (k: number) =>
    `(${logLikelihood(plan, k, membership, 't.v')}) / sqrt(greatest(l.shared, 1)) as s_${k}`;
  const others = `(t.n - 1 + ${real(plan, plan.classCount)})`;
  const b = (k: number) => `ln((t.c_${k} - ${share(k)} + ${real(plan, 1)}) / ${others}) as b_${k}`;
  return keep(
    plan,
    name,
    ['Scores of each row under each class, the row itself left out, and log priors.'],
    `select ${list(['l.id as id', 'l.given as given', ...perClass(plan, s), ...perClass(plan, b)])}\n${rowsWithSums(plan, membership)}`,
  );
}

/**
 * A query for scores: given, s_k, b_k.
 *
 * @param share of the rows to take: by a hash of the id, so that each run takes the same ones
 * @param byId whether they are ordered by id, or in an order independent of ids
 */
export function sampleOfScores(plan: Plan, name: string, share: number, byId: boolean): string {
  const { types } = plan.dialect;
  const digits = Math.floor(share * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  const where =
    share >= 1 ? '' : `where substr(md5(cast(id as ${types.text})), 1, 8) < ${plan.dialect.text(digits)}\n`;
  const columns = ['given', ...perClass(plan, (k) => `s_${k}`), ...perClass(plan, (k) => `b_${k}`)];
  return `select ${list(columns)}\nfrom ${table(plan, name)}\n${where}order by ${byId ? 'id' : columns.join(', ')}`;
}

/** The noise matrix as a table: name (given, t_k), of T as K × K, [true][given]. */
export function keepNoise(plan: Plan, name: string, noiseMatrix: Float64Array): Statement {
  const K = plan.classCount;
  const rows = perClass(plan, String).map((given) => [
    given,
    ...perClass(plan, (k) => real(plan, noiseMatrix[k * K + Number(given)]!)),
  ]);
  const columns = ['given', ...perClass(plan, (k) => `t_${k}`)];
  return keep(
    plan,
    name,
    ['How probable each label is for each true class.'],
    plan.dialect.constants(columns, rows),
  );
}

/** A query for the probabilities by the words alone: id, given, p_k. */
function probabilitiesAt(plan: Plan, scores: string, temperature: number): string {
  const z = (k: number) => `s_${k} / ${real(plan, temperature)} + b_${k} as z_${k}`;
  return softmax(plan, `select ${list(['id', 'given', ...perClass(plan, z)])}\nfrom ${table(plan, scores)}`);
}

/**
 * Probabilities by the words alone: probabilities (id, given, p_k). Rows that share no word with another row are not
 * judged, and left out.
 */
export function keepProbabilities(plan: Plan, scores: string, temperature: number): Statement {
  return keep(
    plan,
    'probabilities',
    ['Probability of each class, by the words alone.'],
    `select p.* from (${probabilitiesAt(plan, scores, temperature)}) as p
join ${table(plan, 'lengths')} l on l.id = p.id
where l.shared > 0`,
  );
}

/** A query for the posteriors of the true class, given label included: id, given, p_k, q_k. */
function posteriors(plan: Plan, probabilities: string, noise: string): string {
  const ps = perClass(plan, (k) => `p.p_${k} as p_${k}`);
  const joint = perClass(plan, (k) => `p.p_${k} * n.t_${k} as g_${k}`);
  const inner = `select ${list(['p.id as id', 'p.given as given', ...ps, ...joint])}
from (${probabilities}) as p join ${table(plan, noise)} n on n.given = p.given`;
  const g = perClass(plan, (k) => `g_${k}`);
  const summed = `select ${list(['id', 'given', ...perClass(plan, (k) => `p_${k}`), ...g, `${sumOf(g)} as total`])}\nfrom (${inner}) as e`;
  const q = perClass(plan, (k) => `g_${k} / total as q_${k}`);
  return `select ${list(['id', 'given', ...perClass(plan, (k) => `p_${k}`), ...q])}\nfrom (${summed}) as f`;
}

/** The posteriors as the soft labels of the next pass: name (id, q_k: in whole units of 2^-44). */
export function keepShares(plan: Plan, name: string, scores: string, fit: FittedNoise): Statement {
  const from = posteriors(plan, probabilitiesAt(plan, scores, fit.temperature), fit.noise);
  const units = (k: number) =>
    `cast(${inUnits(plan, `q_${k}`, SHARE_UNITS)} as ${plan.dialect.types.whole}) as q_${k}`;
  return keep(
    plan,
    name,
    ['How much each row belongs to each class, by its words and its label.'],
    `select ${list(['id', ...perClass(plan, units)])}\nfrom (${from}) as h`,
  );
}

/** The margin of the given label over the best other class, from columns z_k. */
function margin(plan: Plan, z: (k: number) => string): string {
  const own = ofClass(plan, 'given', z);
  const others = perClass(plan, (k) => `case when given = ${k} then ${real(plan, -1e300)} else ${z(k)} end`);
  return `(${own}) - (${greatestOf(others)})`;
}

/**
 * Rows by the first and the best pass: margins (id, given, margin, rank_key, likeliest, favoured, other: the favoured
 * of the other classes, elsewhere: 1 where by the words another class is more likely than not, known: 0 where it
 * shares no word with another row).
 */
export function computeMargins(
  plan: Plan,
  first: { readonly scores: string; readonly temperature: number },
  best: { readonly scores: string } & FittedNoise,
): Statement {
  const before = `select id, ${margin(plan, (k) => `s_${k} / ${real(plan, first.temperature)} + b_${k}`)} as margin_0
from ${table(plan, first.scores)}`;
  const z = perClass(plan, (k) => {
    return `s.s_${k} / ${real(plan, best.temperature)} + s.b_${k} + ln(n.t_${k}) as z_${k}`;
  });
  const logits = `select ${list(['s.id as id', 's.given as given', ...z])}
from ${table(plan, best.scores)} s join ${table(plan, best.noise)} n on n.given = s.given`;
  const after = `select id, ${margin(plan, (k) => `z_${k}`)} as margin_1\nfrom (${logits}) as i`;
  const soft = posteriors(plan, probabilitiesAt(plan, best.scores, best.temperature), best.noise);
  const p = perClass(plan, (k) => `p_${k}`);
  const q = perClass(plan, (k) => `q_${k}`);
  const otherQ = perClass(plan, (k) => `case when given = ${k} then ${real(plan, -1)} else q_${k} end`);
  const bests = `select ${list(['id', 'given', ...p, ...q, `${greatestOf(p)} as best_p`, `${greatestOf(q)} as best_q`, `${greatestOf(otherQ)} as best_other`])}\nfrom (${soft}) as j`;
  const chosen = `select id, given, best_p, ${firstClass(plan, (k) => `p_${k} = best_p`)} as likeliest,
  ${firstClass(plan, (k) => `q_${k} = best_q`)} as favoured,
  ${firstClass(plan, (k) => `given <> ${k} and q_${k} = best_other`)} as other
from (${bests}) as k`;
  const blended = `${real(plan, FIRST_PASS_SHARE)} * f.margin_0 + ${real(plan, 1 - FIRST_PASS_SHARE)} * a.margin_1`;
  return keep(
    plan,
    'margins',
    ['By how much the label of each row wins over the best other class, and which class that is.'],
    `select c.id as id, c.given as given, ${blended} as margin, ${inUnits(plan, blended, RANK_UNITS)} as rank_key,
  c.likeliest as likeliest, c.favoured as favoured, c.other as other,
  case when c.likeliest <> c.given and c.best_p > ${real(plan, 0.5)} then 1 else 0 end as elsewhere,
  case when l.shared > 0 then 1 else 0 end as known
from (${chosen}) as c
join ${table(plan, 'lengths')} l on l.id = c.id
join (${before}) as f on f.id = c.id
join (${after}) as a on a.id = c.id`,
  );
}

/** A query for the number of rows whose most likely class differs by the posterior (favoured), and by words (elsewhere). */
export function countElsewhere(plan: Plan): string {
  return `select coalesce(sum(case when favoured <> given then 1 else 0 end), 0) as favoured,
  coalesce(sum(elsewhere), 0) as elsewhere
from ${table(plan, 'margins')}`;
}

/** The rows of lowest margin, worst first: candidates (place, id, given, suggested, quality). */
export function rankByMargins(plan: Plan, wanted: number): Statement {
  const placed = `select row_number() over (order by rank_key, id) as place_of_all, id, given, other as suggested, known,
  ${real(plan, 1)} / (${real(plan, 1)} + exp(-margin)) as quality
from ${table(plan, 'margins')}`;
  return keep(
    plan,
    'candidates',
    ['The rows of lowest margin, worst first.'],
    `select row_number() over (order by place_of_all) as place, id, given, suggested, quality
from (${placed}) as m
where place_of_all <= ${wanted} and known = 1`,
  );
}
