import { existsSync } from 'node:fs';
import { openDuckDb } from '../../engines/duckdb.js';
import { duckDbInput, isRemote } from '../../engines/duckdb-input.js';
import type { Engine, EngineInput } from '../../engines/engine.js';
import { newPrefix, openSpark } from '../../engines/spark.js';
import { sparkInput } from '../../engines/spark-input.js';
import type { EngineRequest } from '../request/engine.js';
import { databaseMissing } from './errors.js';

/** Prefix of tables that are dropped at the end. */
const PREFIX = 'fle_';

/** A running engine, and its input. */
export interface Started {
  readonly engine: Engine;
  readonly input: EngineInput;
  readonly prefix: string;
}

/**
 * Starts the engine of a request, and lets it examine the input.
 *
 * @throws UserError if it is not installed, or cannot read the input
 */
export async function startEngine(request: EngineRequest): Promise<Started> {
  if (request.engine === 'spark') return startSpark(request);
  const { database, files, data, memory } = request;
  if (database !== undefined && !isRemote(database) && !existsSync(database)) throw databaseMissing(database);
  const remote = [...files, database ?? ''].some(isRemote);
  const engine = await openDuckDb({ memory, database, remote });
  try {
    const input = await duckDbInput(engine, files, data, PREFIX);
    return { engine, input, prefix: PREFIX };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function startSpark({ files, data, command, keptPrefix }: EngineRequest): Promise<Started> {
  const prefix = keptPrefix ?? newPrefix();
  const engine = await openSpark({ command, keepsTables: keptPrefix !== undefined });
  try {
    return { engine, input: await sparkInput(engine, files, data, prefix), prefix };
  } catch (error) {
    await engine.close();
    throw error;
  }
}
