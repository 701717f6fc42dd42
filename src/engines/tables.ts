/** The tables of one run: made, remembered, and taken away. */
import { drop, type Plan, type Statement } from '../sql/plan.js';
import type { Engine } from './engine.js';

export interface Tables {
  readonly engine: Engine;
  readonly plan: Plan;
  /** Runs statements one after the other. */
  make(statements: readonly Statement[]): Promise<void>;
  /** Takes tables away that are not needed any more. */
  drop(names: readonly string[]): Promise<void>;
}

/**
 * The tables of a run.
 *
 * @param keeps whether tables are left that are not needed any more
 * @param onStatement is told the name of each statement before it runs
 */
export function tablesOf(
  engine: Engine,
  plan: Plan,
  keeps: boolean,
  onStatement: (name: string) => void,
): Tables {
  return {
    engine,
    plan,
    async make(statements) {
      for (const statement of statements) {
        onStatement(statement.name);
        await engine.run(statement);
      }
    },
    async drop(names) {
      if (keeps) return;
      for (const name of names) await engine.run(drop(plan, name));
    },
  };
}
