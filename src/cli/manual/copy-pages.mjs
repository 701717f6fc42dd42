/**
 * A step of the build: copies each page of the manual to dist/help/<topic>.md, from where `help <topic>` prints it.
 *
 * A page is a Markdown file that begins with `<!-- topic: name -->`, a title, and a paragraph of one sentence. Links
 * between pages follow them; the text of links to other files of the project stays, without the link.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TARGET = path.join(ROOT, 'dist', 'help');
const HEAD = /^<!-- topic: ([a-z-]+) -->\n# .+\n\n[^#\n].*\n/;

const markdownFiles = (folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));
const texts = new Map(
  ['README.md', ...markdownFiles('src'), ...markdownFiles('test/bench')].map((file) => [
    file,
    readFileSync(path.join(ROOT, file), 'utf8').replaceAll('\r\n', '\n'),
  ]),
);

const topics = new Map();
for (const [file, text] of texts) {
  if (!text.startsWith('<!-- topic:')) continue;
  const [, topic] = HEAD.exec(text) ?? [];
  if (topic === undefined) throw new Error(`${file}: a page needs a topic, a title and a first paragraph`);
  if ([...topics.values()].includes(topic)) throw new Error(`${file}: there is another page on "${topic}"`);
  topics.set(file, topic);
}

mkdirSync(TARGET, { recursive: true });
for (const [file, topic] of topics) {
  writeFileSync(path.join(TARGET, `${topic}.md`), withLinksOf(texts.get(file), path.dirname(file)));
}

/** The text of a page, its links to files of the project made links to pages beside it. */
function withLinksOf(text, folder) {
  return text.replace(/\[([^\]]*)\]\(([^)\s]+)\)/g, (link, shown, target) => {
    if (/^(https?:|#)/.test(target)) return link;
    const [file, part] = target.split('#');
    const topic = topics.get(path.join(folder, file));
    if (topic === undefined) return shown;
    return `[${shown}](${topic}.md${part === undefined ? '' : `#${part}`})`;
  });
}
