/** The pages of the manual, from where `help <topic>` prints them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const HEAD = /^<!-- topic: ([a-z-]+) -->\n# .+\n\n[^#\n].*\n/;

/**
 * Copies each page of the manual to <target>/<topic>.md.
 *
 * A page is a Markdown file that begins with `<!-- topic: name -->`, a title, and a paragraph of one sentence. Links
 * between pages follow them; the text of links to other files of the project stays, without the link.
 *
 * @throws Error if a page does not begin so, or two are on one topic
 */
export function copyPages(target) {
  const texts = new Map(
    ['README.md', ...markdownIn('src'), ...markdownIn('test/bench')].map((file) => [
      file,
      readFileSync(file, 'utf8').replaceAll('\r\n', '\n'),
    ]),
  );
  const topics = topicsOf(texts);
  mkdirSync(target, { recursive: true });
  for (const [file, topic] of topics) {
    writeFileSync(path.join(target, `${topic}.md`), withLinksOf(texts.get(file), path.dirname(file), topics));
  }
}

function markdownIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));
}

/** The topic of each file that is a page. */
function topicsOf(texts) {
  const topics = new Map();
  for (const [file, text] of texts) {
    if (!text.startsWith('<!-- topic:')) continue;
    const [, topic] = HEAD.exec(text) ?? [];
    if (topic === undefined) throw new Error(`${file}: a page needs a topic, a title and a first paragraph`);
    if ([...topics.values()].includes(topic)) throw new Error(`${file}: there is another page on "${topic}"`);
    topics.set(file, topic);
  }
  return topics;
}

/** The text of a page, its links to files of the project made links to pages beside it. */
function withLinksOf(text, folder, topics) {
  return text.replace(/\[([^\]]*)\]\(([^)\s]+)\)/g, (link, shown, target) => {
    if (/^(https?:|#)/.test(target)) return link;
    const [file, part] = target.split('#');
    const topic = topics.get(path.join(folder, file));
    if (topic === undefined) return shown;
    return `[${shown}](${topic}.md${part === undefined ? '' : `#${part}`})`;
  });
}
