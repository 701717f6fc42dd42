/** Lines of the TREC question classification data (Li and Roth, 2002): `DESC:manner How did …`. */

import { labelIsNoWord } from './errors.js';
import type { LineFormat } from './lines.js';

export const trec: LineFormat = {
  labelsIn(line) {
    const end = /^[^ \t\r\v\f]+/.exec(line)?.[0].length;
    return end === undefined ? [] : [{ start: 0, end }];
  },
  textOf: (line, labels) => line.slice(labels[0]?.end ?? 0).trim(),
  nameOf: (written) => written,
  write(name) {
    if (/[ \t\r\n\v\f]/.test(name)) throw labelIsNoWord(name, 'TREC');
    return name;
  },
};
