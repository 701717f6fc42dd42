/** The request of `audit`. */
import { decisionsFileOf } from '../../corrections/decision-file.js';
import { STANDARD_INPUT } from '../../dataset/bytes/input.js';
import type { MethodOptions } from '../../judge/methods.js';
import { optionIgnored } from '../errors.js';
import type { AuditFlags } from '../options/commands.js';
import { reviewNeedsFile } from './errors.js';
import { methodRequest, type TextSource, textSource } from './judge.js';

/** How the sample is read. */
export type AuditAction =
  | { readonly what: 'terminal' }
  | { readonly what: 'browser'; readonly port: number | undefined; readonly openBrowser: boolean }
  | { readonly what: 'write' | 'import'; readonly file: string };

/** Request of `audit`. */
export interface AuditRequest {
  readonly file: string;
  readonly texts: TextSource;
  readonly method: MethodOptions;
  /** Rows of the sample; default: as many as before, or 100. */
  readonly rows: number | undefined;
  readonly seed: number | undefined;
  readonly action: AuditAction;
  readonly decisionsFile: string;
  readonly quiet: boolean;
}

/** @throws UserError if an option is wrong, or would be ignored */
export async function auditRequest(file: string, flags: AuditFlags): Promise<AuditRequest> {
  if (file === STANDARD_INPUT) throw reviewNeedsFile();
  const { rows, seed, decisions, quiet, ...judging } = flags;
  const action = actionOf(flags);
  const { output, import: filled, browser, port, open, ...finding } = judging;
  return {
    file,
    texts: await textSource([file], finding),
    method: methodRequest(finding),
    rows,
    seed,
    action,
    decisionsFile: decisions ?? decisionsFileOf(file),
    quiet: quiet === true,
  };
}

function actionOf({ output, import: filled, browser, port, open }: AuditFlags): AuditAction {
  const given = [
    ...(output === undefined ? [] : ['--output']),
    ...(filled === undefined ? [] : ['--import']),
    ...(browser ? ['--browser'] : []),
  ];
  if (given.length > 1) {
    throw optionIgnored(given[1]!, `${given[0]} says how the rows are read`, 'Leave out one of the two.');
  }
  if (browser) return { what: 'browser', port, openBrowser: open !== false };
  const option = port !== undefined ? '--port' : open === false ? '--no-open' : undefined;
  if (option !== undefined) {
    throw optionIgnored(option, 'no page is served', 'Add --browser, or leave it out.');
  }
  if (output !== undefined) return { what: 'write', file: output };
  return filled === undefined ? { what: 'terminal' } : { what: 'import', file: filled };
}
