import { createHash } from 'node:crypto';
import { placeOf, showNote } from '../describe-record.js';
import { visible } from '../escape.js';
import type { HealthReport } from '../health/health-report.js';
import type { Kind } from '../kinds.js';
import type { RowRecord } from '../record.js';
import type { Reporter } from '../reporter.js';
import { htmlJson, htmlText, lines } from './html-text.js';
import { overview } from './overview.js';

/**
 * One self-contained page. Its Content Security Policy forbids all requests, and scripts and styles other than those
 * whose hashes it lists. Text from the data is escaped, or is JSON that the scripts read as data.
 */
export const html: Reporter = async function* (records, context) {
  const { file, page, verdict, kinds } = context;
  const { health, style, scripts } = page!;
  // The page is passed on: the path of the file is private.
  const name = htmlText(file.replace(/^.*\//, ''));
  yield head(name, style, scripts);
  yield `<h1>Label errors of ${name}</h1>\n`;
  if (verdict !== null) yield `<p class="verdict">${htmlText(verdict.sentence)}</p>\n`;
  yield* overview(health);
  yield candidateSection(health, [...kinds]);
  yield '<script type="application/json" id="candidates-data">[';
  let separator = '\n';
  for await (const record of records) {
    yield separator + htmlJson(toCandidate(record));
    separator = ',\n';
  }
  yield '\n]</script>\n';
  for (const script of scripts) yield `<script type="module">${script}</script>\n`;
  yield '</body>\n</html>\n';
};

function head(title: string, style: string, scripts: readonly string[]): string {
  const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(' ')}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Label errors of ${title}</title>
<style>${style}</style>
</head>
<body>
`;
}

/** The form fields, and the table that the script fills. */
function candidateSection({ classes }: HealthReport, kinds: readonly Kind[]): string {
  const options = (all: string, names: readonly string[]) =>
    [`<option value="">${all}</option>`, ...names.map((name) => `<option>${htmlText(name)}</option>`)].join(
      '',
    );
  const names = classes.map(({ name }) => name);
  const sortable = (key: string, title: string, name: string) =>
    `<th class="${name}" aria-sort="none"><button type="button" data-sort="${key}">${title}</button></th>`;
  return `<section id="candidates"><h2>Rows to look at <span class="soft" id="count" aria-live="polite"></span></h2>
<noscript><p>This list needs JavaScript, which is switched off here.</p></noscript>
<form id="controls">
<label class="wide">Search <input type="search" name="search" placeholder="words of the text, a label, a line"></label>
<label>Given <select name="given">${options('any', names)}</select></label>
<label>Suggested <select name="suggested">${options('any', names)}</select></label>
${kinds.length < 2 ? '' : `<label>Kind <select name="kind">${options('any', kinds)}</select></label>\n`}<button type="reset">Show all</button>
</form>
<table id="list"><thead><tr>${sortable('rank', 'rank', 'rank')}<th class="place">place</th>${sortable('given', 'given', 'given')}${sortable('suggested', 'suggested', 'suggested')}${sortable('quality', 'quality', 'quality')}<th>text, with the words behind the suggestion</th></tr></thead><tbody id="rows"></tbody></table>
<p id="none" hidden>No row is like that.</p>
<div id="more"></div>
</section>
`;
}

/** The fields of a record that the script needs; `page/candidates.ts` declares the same. */
function toCandidate(record: RowRecord) {
  const { rank, file, given_label, predicted_label, label_quality, kind, evidence, text } = record;
  return {
    rank,
    place: visible(file === undefined ? placeOf(record) : `${file} ${placeOf(record)}`),
    given: visible(given_label),
    suggested: predicted_label === null ? null : visible(predicted_label),
    quality: label_quality,
    kind: kind ?? '',
    words: evidence.map(({ token, weight }) => [token, Math.round(weight * 100) / 100]),
    ...(showNote(record) === '' ? {} : { note: visible(showNote(record)) }),
    ...(text === undefined ? {} : { text: lines(text) }),
  };
}
