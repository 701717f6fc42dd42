import { scriptStatements, scriptText } from '../../sql/script.js';
import type { SqlRequest } from '../request/engine.js';
import type { Io } from '../terminal/io.js';
import { checkOutput, writeToFile, writeToStream } from '../terminal/output.js';

/** Prints the computation as a script, or writes it to a file. */
export async function sql(request: SqlRequest, io: Io): Promise<void> {
  const { dialect, source, classes, method, alpha, prefix, into, output } = request;
  if (output !== undefined) await checkOutput(output, []);
  const statements = scriptStatements({ dialect, source, classes, method, alpha, prefix, into: into.parts });
  const pieces = oneByOne([scriptText(heading(request), statements)]);
  await (output === undefined ? writeToStream(io.stdout, pieces) : writeToFile(output, pieces, io.process));
}

function heading({ dialect, table, into, method, alpha }: SqlRequest): string[] {
  return [
    `Label errors of ${table}, for ${dialect}: naive Bayes with each row left out (alpha ${alpha}), ${method},`,
    `ranked by self confidence. Leaves the table ${into.name}.`,
    'The checks at its beginning should find nothing; look at what they print.',
  ];
}

async function* oneByOne(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}
