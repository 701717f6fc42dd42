import { existsSync } from 'node:fs';
import type { DataOptions } from '../../dataset/read-dataset.js';
import { openDuckDb } from '../../engines/duckdb.js';
import { duckDbInput, isRemote } from '../../engines/duckdb-input.js';
import type { Engine, EngineInput } from '../../engines/engine.js';
import { newPrefix, openSpark } from '../../engines/spark.js';
import { sparkInput } from '../../engines/spark-input.js';
import { databaseMissing } from '../errors.js';
import type { FindFlags } from '../flags.js';
import type { EngineFlags } from './options.js';

/** What the tables begin with where nobody is to see them. */
const PREFIX = 'fle_';

/** An engine that is ready, and what it is to read. */
export interface Started {
  readonly engine: Engine;
  readonly input: EngineInput;
  readonly prefix: string;
}

/**
 * Starts the engine that the flags name, and has it look at the input.
 *
 * @throws UserError if it is not there, or cannot read the input
 */
export async function startEngine(
  files: readonly string[],
  flags: FindFlags & EngineFlags,
  data: DataOptions,
): Promise<Started> {
  if (flags.engine === 'spark') return startSpark(files, flags, data);
  const { database } = flags;
  if (database !== undefined && !isRemote(database) && !existsSync(database)) throw databaseMissing(database);
  const remote = [...files, database ?? ''].some(isRemote);
  const engine = await openDuckDb({ memory: flags.memory, database, remote });
  try {
    const input = await duckDbInput(engine, files, data, PREFIX);
    return { engine, input, prefix: PREFIX };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function startSpark(
  files: readonly string[],
  { engineCommand, keepTables }: EngineFlags,
  data: DataOptions,
): Promise<Started> {
  const prefix = keepTables ?? newPrefix();
  const engine = await openSpark({ command: engineCommand, keepsTables: keepTables !== undefined });
  try {
    return { engine, input: await sparkInput(engine, files, data, prefix), prefix };
  } catch (error) {
    await engine.close();
    throw error;
  }
}
