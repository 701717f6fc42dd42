/** What all statements of a run share: names of tables, and lists over the classes. */
import type { Dialect } from './dialect.js';

/** A statement, with its name and description. */
export interface Statement {
  /** A short name, for messages: "words". */
  readonly name: string;
  /** Description for people who read a script; one line each. */
  readonly comment: readonly string[];
  readonly sql: string;
}

/** Parameters of statements. */
export interface Plan {
  readonly dialect: Dialect;
  /** Prefix of the names of tables: letters, digits and underscores. */
  readonly prefix: string;
  /** K */
  readonly classCount: number;
  /** Additive smoothing, greater than 0. */
  readonly alpha: number;
}

/** Classes whose sums over words or rows are in one statement; more columns take too much memory. */
export const CLASSES_AT_ONCE = 32;
/** Terms of a sum, or arguments of a function, in one level; Trino accepts 127. */
const SIDE_BY_SIDE = 32;
/** Branches of one case expression. */
const ONE_BY_ONE = 16;

/** Units in which logarithms are added within a row: 2^36 per nat. */
export const LOG_UNITS = 2 ** 36;
/** Units in which shares of words are summed over the data set. A row may have 2^19 of one word. */
export const SHARE_UNITS = 2 ** 44;
/** Units in which shares of all words of a row are summed. A row may have 2^25 words. */
export const TOKEN_UNITS = 2 ** 38;

/** The name of one of our tables. */
export function table({ prefix }: Plan, name: string): string {
  return `${prefix}${name}`;
}

/** A statement that stores the result of a query as one of our tables. */
export function keep(plan: Plan, name: string, comment: readonly string[], query: string): Statement {
  return { name, comment, sql: plan.dialect.createTable(table(plan, name), query) };
}

/** The statement that drops a table if it exists. */
export function drop(plan: Plan, name: string): Statement {
  return { name: `drop ${name}`, comment: [], sql: `drop table if exists ${table(plan, name)}` };
}

/** One expression for each class, in class order. */
export function perClass<T>({ classCount }: Plan, make: (k: number) => T): T[] {
  return Array.from({ length: classCount }, (_, k) => make(k));
}

/** The classes in runs of at most 32. */
export function classRuns({ classCount }: Plan): number[][] {
  const classes = Array.from({ length: classCount }, (_, k) => k);
  return inRuns(classes, CLASSES_AT_ONCE);
}

/** A list of expressions for SELECT, one a line. */
export const list = (expressions: readonly string[]) => expressions.join(',\n  ');

/** Sums expressions in a fixed order, so that the last bit is the same on every run. */
export function sumOf(terms: readonly string[]): string {
  return nested(terms, (some) => `(${some.join(' + ')})`);
}

/** The greatest of some expressions. */
export function greatestOf(values: readonly string[]): string {
  return nested(values, (some) => (some.length === 1 ? some[0]! : `greatest(${some.join(', ')})`));
}

/** Whether any of several conditions holds. */
export function anyOf(conditions: readonly string[]): string {
  return nested(conditions, (some) => `(${some.join(' or ')})`);
}

/**
 * The expression for the class in a column. Many classes are looked up in two steps, since engines test the branches
 * of a case one after the other.
 */
export function ofClass(plan: Plan, column: string, make: (k: number) => string): string {
  return ofClasses(
    column,
    perClass(plan, (k) => k),
    make,
  );
}

/** The same where the column contains only some classes, in ascending order. */
export function ofClasses(column: string, classes: readonly number[], make: (k: number) => string): string {
  const lookUp = (some: readonly number[]) =>
    `case ${column} ${some.map((k) => `when ${k} then ${make(k)}`).join(' ')} end`;
  if (classes.length <= ONE_BY_ONE) return lookUp(classes);
  const runs = inRuns(classes, Math.ceil(Math.sqrt(classes.length)));
  return `case ${runs.map((run) => `when ${column} <= ${run.at(-1)} then ${lookUp(run)}`).join(' ')} end`;
}

/** The lowest class whose condition holds. */
export function firstClass(plan: Plan, condition: (k: number) => string): string {
  return `case ${perClass(plan, (k) => `when ${condition(k)} then ${k}`).join(' ')} end`;
}

/** A number as a double: in several engines, 1.0 is a decimal. */
export function real({ dialect }: Plan, value: number): string {
  const literal = String(value);
  return `cast(${literal.includes('e') ? literal : value.toExponential()} as ${dialect.types.real})`;
}

/** A sum of whole numbers that fits into 64 bits: DuckDB's sums have 128 bits, which are slow to compute with. */
export function wholeSum({ dialect }: Plan, expression: string): string {
  return `cast(sum(${expression}) as ${dialect.types.whole})`;
}

/** A double, rounded to whole units. */
export function inUnits(plan: Plan, expression: string, units: number): string {
  return `round((${expression}) * ${real(plan, units)})`;
}

function nested(expressions: readonly string[], join: (some: readonly string[]) => string): string {
  const joined = inRuns(expressions, SIDE_BY_SIDE).map(join);
  return joined.length === 1 ? joined[0]! : nested(joined, join);
}

function inRuns<T>(items: readonly T[], length: number): T[][] {
  const runs: T[][] = [];
  for (let at = 0; at < items.length; at += length) runs.push(items.slice(at, at + length));
  return runs;
}
