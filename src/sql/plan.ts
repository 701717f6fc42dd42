/** What all statements of one run have in common: names of tables, and lists over the classes. */
import type { Dialect } from './dialect.js';

/** A statement, and what it is called and said to do. */
export interface Statement {
  /** A short name, for messages: "words". */
  readonly name: string;
  /** What it does, for people who read a script; one line each. */
  readonly comment: readonly string[];
  readonly sql: string;
}

/** What statements are made from. */
export interface Plan {
  readonly dialect: Dialect;
  /** What the names of the tables begin with: a plain name. */
  readonly prefix: string;
  /** K */
  readonly classCount: number;
  /** Additive smoothing, greater than 0. */
  readonly alpha: number;
}

/** Sums over words or rows are taken for so many classes in one statement; more columns take too much memory. */
export const CLASSES_AT_ONCE = 32;
/** Terms of a sum, or arguments of a function, that stand side by side; Trino takes 127. */
const SIDE_BY_SIDE = 32;
/** Classes that a case tries one after the other. */
const ONE_BY_ONE = 16;

/** Units in which logarithms are added within a row: 2^36 to the nat. */
export const LOG_UNITS = 2 ** 36;
/** Units in which shares of words are added over the data set. A row may have 2^19 of one word. */
export const SHARE_UNITS = 2 ** 44;
/** Units in which shares of all words of a row are added. A row may have 2^25 words. */
export const TOKEN_UNITS = 2 ** 38;

/** The name of a table of ours. */
export function table({ prefix }: Plan, name: string): string {
  return `${prefix}${name}`;
}

/** A statement that keeps what a query gives as a table of ours. */
export function keep(plan: Plan, name: string, comment: readonly string[], query: string): Statement {
  return { name, comment, sql: plan.dialect.createTable(table(plan, name), query) };
}

/** The statement that takes a table away, if it is there. */
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

/** A list of expressions for the head of a query, wrapped. */
export const list = (expressions: readonly string[]) => expressions.join(',\n  ');

/** Sums expressions in a fixed order, so that the last bit is the same on every run. */
export function sumOf(terms: readonly string[]): string {
  return nested(terms, (some) => `(${some.join(' + ')})`);
}

/** The greatest of some expressions. */
export function greatestOf(values: readonly string[]): string {
  return nested(values, (some) => (some.length === 1 ? some[0]! : `greatest(${some.join(', ')})`));
}

/** Whether any of some conditions holds. */
export function anyOf(conditions: readonly string[]): string {
  return nested(conditions, (some) => `(${some.join(' or ')})`);
}

/**
 * The expression that belongs to the class that a column names. Many classes are looked up in two steps, as engines try
 * one case after the other.
 */
export function ofClass(plan: Plan, column: string, make: (k: number) => string): string {
  return ofClasses(
    column,
    perClass(plan, (k) => k),
    make,
  );
}

/** The same where only some classes can be named, in ascending order. */
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

/** A number as a double: in several engines 1.0 is a decimal. */
export function real({ dialect }: Plan, value: number): string {
  const literal = String(value);
  return `cast(${literal.includes('e') ? literal : value.toExponential()} as ${dialect.types.real})`;
}

/** The sum of whole numbers that are known to be small, as a 64-bit one: DuckDB's has 128 bits, which is slow to go on with. */
export function wholeSum({ dialect }: Plan, expression: string): string {
  return `cast(sum(${expression}) as ${dialect.types.whole})`;
}

/** A whole number of units that is nearest to a double. */
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
