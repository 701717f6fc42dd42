import { csv } from './csv.js';
import type { Format } from './formats.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { json } from './json.js';
import { jsonl } from './jsonl.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif.js';
import { table } from './table.js';

/** All reporters, by the name of their format. */
export const REPORTERS: Readonly<Record<Format, Reporter>> = {
  table,
  jsonl,
  json,
  csv,
  markdown,
  sarif,
  github,
  gitlab,
  junit,
};
