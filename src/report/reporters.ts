import type { Format } from './formats.js';
import { json } from './json.js';
import { jsonl } from './jsonl.js';
import type { Reporter } from './reporter.js';
import { table } from './table.js';

/** All reporters, by the name of their format. */
export const REPORTERS: Readonly<Record<Format, Reporter>> = { table, jsonl, json };
