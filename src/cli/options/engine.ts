/** Options of runs in an engine, and of scripts for one. */
import { DIALECTS } from '../../sql/dialect.js';
import { option } from './option.js';
import * as value from './values.js';

/** Engines that the program runs. */
export const ENGINES = ['duckdb', 'spark'] as const;

/** The engine of `find`. */
export const ENGINE = {
  engine: option({
    flags: '--engine <name>',
    help: 'let an engine do the work: files it reads, or table:<name>',
    value: value.oneOf(ENGINES),
    place: 'never in a file',
  }),
  engineCommand: option({
    flags: '--engine-command <command>',
    help: 'how to start it (spark; default: spark-sql)',
    value: value.text,
    place: 'never in a file',
  }),
  database: option({
    flags: '--database <file>',
    help: 'where table:<name> is (duckdb)',
    value: value.text,
    place: 'never in a file',
  }),
  keepTables: option({
    flags: '--keep-tables <prefix>',
    help: 'leave its tables there, named so',
    value: value.text,
    place: 'never in a file',
  }),
};

/** The table for a script of `sql`. */
export const SQL_TABLE = {
  dialect: option({
    flags: '--dialect <name>',
    help: 'the engine',
    value: value.oneOf(DIALECTS),
    place: 'command line',
    usual: ['sql'],
  }),
  table: option({
    flags: '--table <name>',
    help: 'the table, as in news or shop.public.news',
    value: value.text,
    place: 'command line',
    usual: ['sql'],
  }),
  id: option({
    flags: '--id <column>',
    help: 'column that names each row: unique, never null',
    value: value.text,
    place: 'anywhere',
    usual: ['sql'],
  }),
  text: option({
    flags: '--text <column>',
    help: 'text column; repeat it to join several',
    value: value.columns,
    place: 'anywhere',
    usual: ['sql'],
  }),
  label: option({
    flags: '--label <column>',
    help: 'label column',
    value: value.text,
    place: 'anywhere',
    usual: ['sql'],
  }),
  classes: option({
    flags: '--classes <file|a,b,…>',
    help: 'the classes as the labels have them, a file with one a line or a list',
    value: value.classNames,
    place: 'anywhere',
    usual: ['sql'],
  }),
  classBase: option({
    flags: '--class-base <n>',
    help: 'the labels are indexes of the classes, from',
    value: value.classBase,
    place: 'anywhere',
    usual: ['sql'],
  }),
};

/** The methods of `sql`; a method that SQL cannot express is rejected with the reason. */
export const SQL_METHOD = {
  method: option({
    flags: '--method <name>',
    help: 'prune_by_noise_rate (default) or confident_learning',
    value: value.text,
    place: 'anywhere',
    usual: ['sql'],
  }),
  alpha: option({
    flags: '--alpha <number>',
    help: 'smoothing (default: 1)',
    value: value.positiveNumber,
    place: 'anywhere',
    usual: ['sql'],
  }),
};

/** The output of the script of `sql`, and where the script is written. */
export const SQL_OUTPUT = {
  into: option({
    flags: '--into <table>',
    help: 'the table of candidates that stays',
    value: value.text,
    place: 'command line',
    usual: ['sql'],
    default: 'label_errors',
  }),
  prefix: option({
    flags: '--prefix <name>',
    help: 'what the tables in between begin with',
    value: value.text,
    place: 'command line',
    usual: ['sql'],
    default: 'fle_',
  }),
  output: option({
    flags: '-o, --output <file>',
    help: 'write to a file',
    value: value.text,
    place: 'never in a file',
    usual: ['sql'],
  }),
};
