/** Makes a data set of many classes: each class draws from its own words and from those of all. */
import { closeSync, openSync, writeSync } from 'node:fs';

/**
 * Writes a CSV file with the columns text and label; the same arguments give the same bytes.
 *
 * @param {string} file
 * @param {{ rows: number, classes: number, words: number, seed?: number }} size
 */
export function writeManyClasses(file, { rows, classes, words, seed = 1 }) {
  const random = mulberry32(seed);
  const common = Math.floor(words / 10);
  const own = Math.floor((words - common) / classes);
  const descriptor = openSync(file, 'w');
  let text = 'text,label\n';
  for (let row = 0; row < rows; row++) {
    const k = row % classes;
    const given = random() < 0.05 ? Math.floor(random() * classes) : k;
    const line = [];
    for (let word = 0; word < 40; word++) {
      // Words are drawn unevenly, as in texts: a few of them often.
      const drawn = random() ** 3;
      const isOwn = random() < 0.3;
      line.push(`w${isOwn ? common + k * own + Math.floor(drawn * own) : Math.floor(drawn * common)}`);
    }
    // Every word stands somewhere, so that there are as many as asked for.
    if (row * 2 < words) line.push(`w${row * 2}`, `w${row * 2 + 1}`);
    text += `${line.join(' ')},class ${given}\n`;
    if (text.length < 1 << 20) continue;
    writeSync(descriptor, text);
    text = '';
  }
  writeSync(descriptor, text);
  closeSync(descriptor);
}

function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
