import { withCommas } from '../errors.js';
import type { OnProgress } from '../find-label-errors.js';

const CLEAR_LINE = '\r\x1b[K';

/** A line on the terminal that says what is going on. */
export interface Progress {
  readonly report: OnProgress;
  /** Takes the line away; must be called before anything else is written there. */
  clear(): void;
}

/** Shows progress on a stream if that is a terminal, and nothing anywhere else. */
export function showProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY || process.env.TERM === 'dumb') return { report: () => {}, clear: () => {} };
  let shown = false;
  return {
    report(stage, rows) {
      const detail = rows === undefined || rows === 0 ? '' : ` ${withCommas(rows)} rows`;
      stream.write(`${CLEAR_LINE}${stage}${detail} …`);
      shown = true;
    },
    clear() {
      if (shown) stream.write(CLEAR_LINE);
      shown = false;
    },
  };
}
