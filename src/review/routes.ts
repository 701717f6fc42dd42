/** The responses to requests. Independent of sockets: a request goes in, a response comes out. */
import * as v from 'valibot';
import { UserError } from '../errors/user-error.js';
import type { Answer, Assets } from './assets.js';
import { detailOf, searchTexts, snippetsOf, type Words } from './candidate-texts.js';
import { pathOf, queryOf, type RequestHead } from './guard.js';
import type { Review } from './review.js';
import type { Problem } from './wire.js';

/** A request that passed the access check. */
export interface Request extends RequestHead {
  /** Empty if there is none. */
  readonly body: string;
  /** Whether the page still waits for the answer. */
  isWanted(): boolean;
}

/** What the routes act on. */
export interface Site {
  readonly review: Review;
  readonly words: Words;
  readonly assets: Assets;
  /** For the page, which must send it with every write. */
  readonly token: string;
  /** Ends the review after the response. */
  finish(): void;
}

type Route = (site: Site, request: Request) => Answer | Promise<Answer>;

/** Most rows whose snippets can be requested at once. */
const MOST_SNIPPETS = 200;

const row = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const DECISION = v.variant('what', [
  v.strictObject({ row, from: row, what: v.picklist(['keep', 'delete', 'skip']) }),
  v.strictObject({ row, from: row, what: v.literal('relabel'), class: row }),
]);
const BULK = v.strictObject({ action: v.picklist(['accept', 'keep']), rows: v.array(row), ranking: row });
const UNDO = v.strictObject({ evenOlder: v.boolean() });
const NOTHING = v.strictObject({});

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /api/state': ({ review }) => json(review.state()),
  'GET /api/snippets': async ({ review }, { url }) => {
    const rows = (queryOf(url).get('rows') ?? '').split(',').map(Number);
    if (rows.length > MOST_SNIPPETS) return problem(400, 'so many rows cannot be asked for at once');
    for (const each of rows) review.require(each);
    return json(await snippetsOf(review.dataset, rows));
  },
  'GET /api/candidate': async (site, { url }) => {
    const query = queryOf(url);
    const asked = Number(query.get('row') ?? -1);
    site.review.require(asked);
    const { dataset, candidates } = site.review;
    return json(await detailOf({ dataset, candidates, words: site.words }, asked, query.has('whole')));
  },
  'GET /api/similar': async ({ review }, { url }) => {
    const asked = Number(queryOf(url).get('row') ?? -1);
    review.require(asked);
    return json(await review.similarTo(asked));
  },
  'GET /api/search': async ({ review }, { url, isWanted }) => {
    const phrase = queryOf(url).get('text') ?? '';
    return json(await searchTexts(review.dataset, review.candidates.rows(), { phrase, isWanted }));
  },
  'POST /api/decide': async ({ review }, request) => {
    const { row: asked, from, ...choice } = bodyOf(request, DECISION);
    if (choice.what === 'relabel' && choice.class >= review.dataset.classes.length)
      return problem(400, 'there is no such class');
    return json(await review.decide(asked, choice, from));
  },
  'POST /api/bulk': async ({ review }, request) => {
    const { action, rows, ranking } = bodyOf(request, BULK);
    return json(await review.decideMany(action, rows, ranking));
  },
  'POST /api/undo': async ({ review }, request) => json(await review.undo(bodyOf(request, UNDO).evenOlder)),
  'POST /api/rank': async ({ review }, request) => {
    bodyOf(request, NOTHING);
    await review.rank();
    return json({});
  },
  'POST /api/audit': async ({ review }, request) => {
    bodyOf(request, NOTHING);
    await review.audit();
    return json({});
  },
  'POST /api/finish': (site, request) => {
    bodyOf(request, NOTHING);
    site.finish();
    return json({});
  },
};

/** Answers a request. Errors of the user become responses; everything else is thrown. */
export async function answer(site: Site, request: Request): Promise<Answer> {
  const path = pathOf(request.url);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const route = Object.hasOwn(ROUTES, `${method} ${path}`) ? ROUTES[`${method} ${path}`] : undefined;
  try {
    if (route !== undefined) return await route(site, request);
  } catch (error) {
    if (error instanceof v.ValiError) return problem(400, 'the request makes no sense');
    if (error instanceof UserError) return problem(409, error.message, error.fix);
    throw error;
  }
  const asset = method === 'GET' ? site.assets.get(path) : undefined;
  return asset === undefined ? problem(404, 'there is nothing here') : asset(site.token);
}

function bodyOf<T extends v.GenericSchema>({ body }: Request, schema: T): v.InferOutput<T> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    value = undefined;
  }
  return v.parse(schema, value);
}

function json(value: unknown): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) };
}

function problem(status: number, what: string, fix = ''): Answer {
  const body: Problem = { problem: what, fix };
  return { status, type: 'application/json', body: JSON.stringify(body) };
}
