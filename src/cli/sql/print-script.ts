import { readClassNames } from '../../dataset/classes/class-names.js';
import { tableNameParts } from '../../engines/tables.js';
import { scriptStatements, scriptText } from '../../sql/script.js';
import type { ClassLabel, SourceTable } from '../../sql/source.js';
import { notPlainName, sqlNeedsNames, sqlOptionMissing } from '../errors.js';
import { checkOutput, writeToFile, writeToStream } from '../output.js';
import type { SqlFlags } from './flags.js';
import { methodInSql } from './method-in-sql.js';

/** Prints the computation as a script, or writes it to a file, as the flags say. */
export async function printScript(flags: SqlFlags): Promise<void> {
  const { method, alpha } = methodInSql(flags);
  if (flags.dialect === undefined) {
    throw sqlOptionMissing('--dialect', 'say which engine is to run the script, such as --dialect duckdb');
  }
  const source = sourceOf(flags);
  if (flags.classes === undefined) throw sqlNeedsNames();
  if (!/^[a-z][a-z0-9_]*$/i.test(flags.prefix)) throw notPlainName('--prefix', flags.prefix);
  const into = tableNameParts('--into', flags.into);
  if (flags.output !== undefined) await checkOutput(flags.output, []);
  const classes = labelsOf(await readClassNames(flags.classes), flags.classBase);
  const { dialect, prefix } = flags;
  const statements = scriptStatements({ dialect, source, classes, method, alpha, prefix, into });
  const pieces = oneByOne([scriptText(heading(flags, method, alpha), statements)]);
  await (flags.output === undefined
    ? writeToStream(process.stdout, pieces)
    : writeToFile(flags.output, pieces));
}

function sourceOf({ table, id, text, label }: SqlFlags): SourceTable {
  if (table === undefined) throw sqlOptionMissing('--table', 'say where the rows are');
  if (id === undefined) throw sqlOptionMissing('--id', 'say which column names each row');
  if (text === undefined) throw sqlOptionMissing('--text', 'say which column has the text');
  if (label === undefined) throw sqlOptionMissing('--label', 'say which column has the label');
  return { name: tableNameParts('--table', table), id, text, label };
}

/** How the table writes the label of each class: its name, or its index. */
function labelsOf(names: readonly string[], base: '0' | '1' | undefined): ClassLabel[] {
  return names.map((name, k) => ({ name, label: base === undefined ? name : String(k + Number(base)) }));
}

function heading({ dialect, table, into }: SqlFlags, method: string, alpha: number): string[] {
  return [
    `Label errors of ${table}, for ${dialect}: naive Bayes with each row left out (alpha ${alpha}), ${method},`,
    `ranked by self confidence. Leaves the table ${into}.`,
    'The checks at its beginning should find nothing; look at what they print.',
  ];
}

async function* oneByOne(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}
