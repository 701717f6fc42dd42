/**
 * Speaks as the client of Spark does, and computes nothing: it keeps a log of what it was asked, answers the questions
 * about the input, and breaks where it is told to.
 *
 *     FAKE_LOG file of statements · FAKE_FAIL, FAKE_DIE, FAKE_HANG patterns of statements to break at
 */
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const { FAKE_LOG, FAKE_FAIL, FAKE_DIE, FAKE_HANG } = process.env;
const matches = (pattern, sql) => pattern !== undefined && new RegExp(pattern).test(sql);
const log = (sql) => appendFileSync(FAKE_LOG, `${sql}\n`);

const at = process.argv.indexOf('-e');
if (at !== -1) {
  log(`new client: ${process.argv[at + 1]}`);
  process.exit(0);
}

const rows = [
  { n: 1, body: 'match goal team', topic: 'sport' },
  { n: 2, body: 'bank rate; market!', topic: 'money' },
];
const labels = ['sport', 'money'].map((label, n) => ({ label, found: 5, kept: 5, first_id: n }));

let statement = '';
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write('spark-sql (default)> ');
  statement += `${line}\n`;
  if (!line.endsWith(';')) continue;
  answer(statement);
  statement = '';
}

function answer(text) {
  const [, sql, marker] = /^(?:(.*); )?select '([^']*)';\n$/s.exec(text);
  if (sql !== undefined) {
    log(sql);
    if (matches(FAKE_DIE, sql)) {
      console.error('ERROR: connection refused');
      process.exit(1);
    }
    if (matches(FAKE_HANG, sql)) {
      setInterval(() => {}, 1000);
      return;
    }
    if (matches(FAKE_FAIL, sql)) {
      console.error('26/11/25 11:00:00 WARN something of no interest');
      console.error('[INSUFFICIENT_PERMISSIONS] No rights to make tables here.');
      return;
    }
    const [, mark] = /select concat\('(row-\w+ )'/.exec(sql) ?? [];
    for (const row of mark === undefined ? [] : rowsOf(sql)) {
      console.log(mark + Buffer.from(JSON.stringify(row)).toString('hex').toUpperCase());
    }
  }
  console.log(marker);
}

function rowsOf(sql) {
  if (/limit 1000\)/.test(sql)) return rows;
  if (/group by label/.test(sql)) return labels;
  return [];
}
