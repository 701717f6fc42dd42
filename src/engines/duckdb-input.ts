/** The input for DuckDB: CSV, Parquet, JSON lines, globs of these, remote files, or a table of a database. */
import { describeRoles, findRoles, type Roles, type Sample } from '../dataset/columns/columns.js';
import { openTable } from '../dataset/open-table.js';
import type { DataOptions } from '../dataset/read-dataset.js';
import { wantedColumns } from '../dataset/read-rows.js';
import type { TableReader } from '../dataset/record.js';
import { duckdb as dialect } from '../sql/dialects/duckdb.js';
import { ATTACHED } from './duckdb.js';
import { allRows, type Engine, type EngineInput } from './engine.js';
import { engineCannotRead, engineTableClosed, globEmpty, inputEmpty, tableMissing } from './errors.js';
import { requireNoTextOptions, TABLE, tableNameParts } from './tables.js';

/** Most table names that are listed where a table is missing. */
const TABLES_TOLD = 20;
/** Rows by which the columns are recognised. */
const SAMPLE_ROWS = 1000;

/** A relation that DuckDB reads, and the roles of its columns. */
interface Relation {
  /** The expression after FROM. */
  readonly from: string;
  /** Name of each column, by its number. */
  readonly columns: readonly string[];
  readonly roles: Roles;
  readonly sample: Sample;
  readonly classNames: readonly string[] | null;
}

/**
 * Recognises the columns of the input by the rules for files that are read in-process, and makes the statements that
 * read it in DuckDB.
 *
 * @param files names of files or globs, or one `table:name` of an attached database
 * @param prefix of the names of tables
 * @throws UserError if they cannot be read, or if the columns are not recognised
 */
export async function duckDbInput(
  engine: Engine,
  files: readonly string[],
  options: DataOptions,
  prefix: string,
): Promise<EngineInput> {
  const source = files.join(', ');
  if (files.length > 1 && files.some((file) => file.startsWith(TABLE))) {
    throw engineCannotRead(source, 'DuckDB', 'a table beside something else');
  }
  const paths = files[0]!.startsWith(TABLE) ? [] : await expand(engine, files);
  const relation =
    paths.length === 0
      ? await describeTable(engine, files[0]!, options)
      : await describeFiles(engine, paths, options);
  const { roles, sample, columns } = relation;
  const column = (at: number) => dialect.quote(columns[at]!);
  const asText = (at: number) => `coalesce(cast(${column(at)} as varchar), '')`;
  const fileName = "case when starts_with(filename, './~') then substr(filename, 3) else filename end";
  const load = `select ${paths.length === 0 ? "''" : fileName} as file_name,
  ${roles.id === null ? 'null' : `cast(${column(roles.id)} as varchar)`} as row_name,
  cast(${column(roles.label)} as varchar) as label, ${roles.text.map(asText).join(" || ' ' || ")} as content
from ${relation.from}`;
  const loaded = `${prefix}loaded`;
  // rowid counts the rows in the order of the files.
  const view = `create temporary view ${prefix}input as
select l.rowid as id, l.rowid - f.first_row as row_index, l.file_name as file_name, l.row_name as row_name,
  l.label as label, l.content as content
from ${loaded} l join (select file_name, min(rowid) as first_row from ${loaded} group by file_name) f on f.file_name = l.file_name`;
  return {
    source,
    localFiles: paths.filter((file) => !isRemote(file)),
    classNames: relation.classNames,
    statements: [
      { name: 'load', comment: [], sql: dialect.createTable(loaded, load) },
      { name: 'input', comment: [], sql: view },
    ],
    made: ['loaded'],
    hasIds: roles.id !== null,
    hasSeveralFiles: paths.length > 1,
    notes: [describeRoles(roles, sample)],
  };
}

/** A file's name for DuckDB, which takes a leading ~ for the home directory, also in `~.csv`. */
function nameInSql(file: string): string {
  return dialect.text(file.startsWith('~') ? `./${file}` : file);
}

/** Whether a name is of a remote file. */
export function isRemote(file: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(file);
}

async function expand(engine: Engine, files: readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const file of files) {
    if (file === '-') throw engineCannotRead('standard input', 'DuckDB', 'a pipe');
    if (!/[*?[]/.test(file)) {
      paths.push(file);
      continue;
    }
    const found = await allRows(engine, 'glob', `select file from glob(${nameInSql(file)}) order by file`);
    if (found.length === 0) throw globEmpty(file);
    // Globs of the working directory return names that begin with ./
    paths.push(
      ...found.map((row) =>
        file.startsWith('./') ? String(row.file) : String(row.file).replace(/^\.\//, ''),
      ),
    );
  }
  return paths;
}

async function describeFiles(
  engine: Engine,
  paths: readonly string[],
  options: DataOptions,
): Promise<Relation> {
  const first = paths[0]!;
  const list = `[${paths.map(nameInSql).join(', ')}]`;
  if (isRemote(first) || /\.(gz|zst)$/i.test(first)) {
    return describe(engine, first, readerOf(first, list, options), options);
  }
  const { file, reader, storage, shape } = await openTable(first, options, wantedColumns(options), true);
  if (storage.encoding !== 'utf-8') throw engineCannotRead(file, 'DuckDB', `text in ${storage.encoding}`);
  if (shape !== null) throw engineCannotRead(file, 'DuckDB', `an export of ${shape.tool}`);
  if (reader.form !== undefined) throw engineCannotRead(file, 'DuckDB', reader.form);
  if (storage.format === 'parquet') {
    const relation = await describe(engine, first, `read_parquet(${list}, filename = true)`, options);
    const label = labelIn(reader, relation);
    return { ...relation, classNames: label < 0 ? null : reader.classNames(label) };
  }
  if (storage.format !== 'csv' && storage.format !== 'tsv') {
    const relation = await describe(engine, first, readerOf(first, list, options), options);
    labelIn(reader, relation);
    return relation;
  }
  if (storage.rowNames) throw engineCannotRead(file, 'DuckDB', 'a header with a cell less than the rows');
  const sample: Sample = { file, names: reader.names, shape, rows: await reader.sample() };
  const roles = findRoles(sample, options);
  const columns = sample.rows[0]!.cells.map((_, at) => `c${at + 1}`);
  const types = columns.map((name) => `${dialect.text(name)}: 'VARCHAR'`).join(', ');
  const quote = dialect.text(storage.quotes ? '"' : '');
  const from = `read_csv(${list}, auto_detect = false, header = ${roles.header}, columns = {${types}},
  delim = ${dialect.text(storage.delimiter ?? ',')}, quote = ${quote}, escape = ${storage.quoteEscape === undefined ? quote : dialect.text(storage.quoteEscape)}, filename = true)`;
  return { from, columns, roles, sample, classNames: null };
}

/** The label column as it is numbered here; -1 where it has another name. */
function labelIn({ names, place }: TableReader, { columns, roles, sample }: Relation): number {
  const label = names?.indexOf(columns[roles.label]!) ?? -1;
  if (label !== -1 && place(label) !== undefined)
    throw engineCannotRead(sample.file, 'DuckDB', 'labels that are lists with one item');
  return label;
}

/** The function that reads a file which is not looked into here. */
function readerOf(file: string, list: string, options: DataOptions): string {
  const { delimiter, header } = options;
  const name = file.replace(/\.(gz|zst)$/i, '').replace(/[?#].*$/, '');
  const format = /\.(parquet|jsonl?|ndjson)$/i.exec(name);
  if (format !== null) {
    const isParquet = format[1]!.toLowerCase() === 'parquet';
    requireNoTextOptions(file, isParquet ? 'Parquet' : 'JSON', options);
    return `${isParquet ? 'read_parquet' : 'read_json'}(${list}, filename = true)`;
  }
  const more = [
    ...(delimiter === undefined ? [] : [`delim = ${dialect.text(delimiter)}`]),
    ...(header === undefined ? [] : [`header = ${header}`]),
  ];
  return `read_csv(${[list, 'all_varchar = true', 'filename = true', ...more].join(', ')})`;
}

async function describeTable(engine: Engine, file: string, options: DataOptions): Promise<Relation> {
  requireNoTextOptions(file, 'a table', options);
  const parts = tableNameParts(file, file.slice(TABLE.length));
  const known = await allRows(
    engine,
    'databases',
    `select database_name from duckdb_databases() where database_name = ${dialect.text(ATTACHED)}`,
  );
  if (known.length === 0) throw engineTableClosed(file);
  await requireTable(engine, file, parts);
  const from = [ATTACHED, ...parts].map(dialect.quote).join('.');
  return describe(engine, file, from, options);
}

/** @throws UserError with the names of the tables, if none has this name */
async function requireTable(engine: Engine, file: string, parts: readonly string[]): Promise<void> {
  const sql = `select table_schema as place, table_name as name from information_schema.tables
where table_catalog = ${dialect.text(ATTACHED)} order by place, name`;
  const known = (await allRows(engine, 'tables', sql)).map(({ place, name }) => [
    String(place),
    String(name),
  ]);
  const [wanted, place = 'main'] = [...parts].reverse().map((part) => part.toLowerCase());
  const isThere = known.some((path) => path[1]!.toLowerCase() === wanted && path[0]!.toLowerCase() === place);
  if (isThere) return;
  const plain = (part: string) => (/^\w+$/.test(part) ? part : dialect.quote(part));
  const names = known.map((path) => (path[0] === 'main' ? path.slice(1) : path).map(plain).join('.'));
  throw tableMissing(file, names.slice(0, TABLES_TOLD));
}

/** The columns of a relation that has column names, with their roles. */
async function describe(engine: Engine, file: string, from: string, options: DataOptions): Promise<Relation> {
  const described = await allRows(engine, 'columns', `describe select * from ${from}`);
  const columns = described.map((row) => String(row.column_name)).filter((name) => name !== 'filename');
  const cells = columns.map((name, at) => `cast(${dialect.quote(name)} as varchar) as c${at}`);
  const sql = `select ${cells.join(', ')} from ${from} limit ${SAMPLE_ROWS}`;
  const rows = (await allRows(engine, 'sample', sql)).map((row, place) => ({
    cells: columns.map((_, at) => String(row[`c${at}`] ?? '')),
    line: 0,
    place,
  }));
  if (rows.length === 0) throw inputEmpty(file);
  const sample: Sample = { file, names: columns, shape: null, rows };
  return { from, columns, roles: findRoles(sample, options), sample, classNames: null };
}
