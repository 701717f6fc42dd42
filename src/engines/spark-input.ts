/** The input for Spark: a table of its catalog, or files that it can read. */
import { describeRoles, findRoles, type Sample } from '../dataset/columns/columns.js';
import type { DataOptions } from '../dataset/read-dataset.js';
import { spark as dialect } from '../sql/dialects/spark.js';
import type { Statement } from '../sql/plan.js';
import { allRows, type Engine, type EngineInput } from './engine.js';
import { engineCannotRead, engineIdMissing, engineIdsNotUnique, inputEmpty } from './errors.js';
import { requireNoTextOptions, TABLE, tableNameParts } from './tables.js';

/** Rows by which the columns are recognised. */
const SAMPLE_ROWS = 1000;

/**
 * Recognises the columns of the input. Rows of a cluster have no order, so an id column is needed.
 *
 * @param files one `table:name`, or one path or glob of CSV, JSON lines or Parquet
 * @param prefix of the names of tables
 * @throws UserError if it cannot be read, if the columns are not recognised, or if ids are not unique
 */
export async function sparkInput(
  engine: Engine,
  files: readonly string[],
  options: DataOptions,
  prefix: string,
): Promise<EngineInput> {
  const file = files[0]!;
  if (files.length > 1)
    throw engineCannotRead(files[1]!, 'Spark', 'more than one name; a glob can name several files');
  if (options.id === undefined) throw engineIdMissing(file);
  const raw = `${prefix}raw`;
  await engine.run(viewOf(file, raw, options));
  const rows = await allRows(engine, 'sample', `select * from ${raw} limit ${SAMPLE_ROWS}`);
  if (rows.length === 0) throw inputEmpty(file);
  const columns = Object.keys(rows[0]!);
  const sample: Sample = {
    file,
    names: columns,
    shape: null,
    rows: rows.map((row, place) => ({ cells: columns.map((name) => textOf(row[name])), line: 0, place })),
  };
  const roles = findRoles(sample, options);
  const column = (at: number) => dialect.quote(columns[at]!);
  const asText = (at: number) => `coalesce(cast(${column(at)} as string), '')`;
  const id = column(roles.id!);
  await requireUnique(engine, file, raw, { id, name: columns[roles.id!]! });
  const view = `create temporary view ${prefix}input as
select ${id} as id, cast(null as bigint) as row_index, '' as file_name, cast(${id} as string) as row_name,
  cast(${column(roles.label)} as string) as label, concat(${roles.text.map(asText).join(", ' ', ")}) as content
from ${raw}`;
  return {
    source: file,
    localFiles: [],
    classNames: null,
    statements: [{ name: 'input', comment: [], sql: view }],
    made: [],
    hasIds: true,
    hasSeveralFiles: false,
    notes: [describeRoles(roles, sample)],
  };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A view of the input, whatever it is. */
function viewOf(file: string, raw: string, options: DataOptions): Statement {
  const { delimiter, header } = options;
  const named = (sql: string) => ({ name: 'read', comment: [], sql });
  const view = `create temporary view ${raw}`;
  if (file.startsWith(TABLE)) {
    requireNoTextOptions(file, 'a table', options);
    const parts = tableNameParts(file, file.slice(TABLE.length));
    return named(`${view} as select * from ${parts.map(dialect.quote).join('.')}`);
  }
  const path = dialect.text(file);
  if (!/\.[ct]sv(\.gz)?$/i.test(file)) {
    const isJson = /\.(jsonl|ndjson|json)(\.gz)?$/i.test(file);
    requireNoTextOptions(file, isJson ? 'JSON' : 'Parquet', options);
    return named(`${view} using ${isJson ? 'json' : 'parquet'} options (path ${path})`);
  }
  const separator = delimiter ?? (/\.tsv(\.gz)?$/i.test(file) ? '\t' : ',');
  return named(
    `${view} using csv options (path ${path}, header '${header ?? true}', sep ${dialect.text(separator)}, quote '"', escape '"', multiLine 'true')`,
  );
}

async function requireUnique(
  engine: Engine,
  file: string,
  raw: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const sql = `select cast(${id} as string) as id, count(*) as times from ${raw} group by ${id} having count(*) > 1 or ${id} is null limit 1`;
  const [wrong] = await allRows(engine, 'check ids', sql);
  if (wrong === undefined) return;
  const example = wrong.id === null ? 'it is missing in some' : `"${wrong.id}" occurs in ${wrong.times}`;
  throw engineIdsNotUnique(file, name, example);
}
