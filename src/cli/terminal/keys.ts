/** Single keys from a terminal. */
import { stripVTControlCharacters } from 'node:util';
import type { Io } from './io.js';

/** Keys of a terminal, one at a time. */
export interface Keys {
  /** The next key; undefined once the input has ended. */
  next(): Promise<string | undefined>;
  /** Keys up to Enter, which are shown; Backspace takes the last one back. */
  line(): Promise<string>;
  /** Gives the terminal back as it was. */
  close(): void;
}

/**
 * Reads keys as they are pressed, without Enter. Keys that are pressed early are kept. Ctrl-C is a key here, `\u0003`: the
 * caller decides what to save before it ends.
 */
export function readKeys({ stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>): Keys {
  const waiting: string[] = [];
  let isOver = false;
  let wake: () => void = () => {};
  const onData = (data: Buffer | string) => {
    // Keys such as arrows are several characters that begin with Escape; no command has one.
    waiting.push(...stripVTControlCharacters(String(data)));
    wake();
  };
  const onEnd = () => {
    isOver = true;
    wake();
  };
  stdin.setRawMode?.(true);
  stdin.on('data', onData).once('end', onEnd).once('close', onEnd);
  stdin.resume();
  const next = async (): Promise<string | undefined> => {
    while (waiting.length === 0 && !isOver) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return waiting.shift();
  };
  return {
    next,
    line: async () => {
      let line = '';
      for (;;) {
        const key = await next();
        if (key === undefined || key === '\r' || key === '\n' || key === '\u0003') break;
        if (key === '\u007f' || key === '\b') {
          if (line !== '') stderr.write('\b \b');
          line = line.slice(0, -1);
        } else if (key >= ' ') {
          stderr.write(key);
          line += key;
        }
      }
      stderr.write('\n');
      return line;
    },
    close: () => {
      stdin.off('data', onData).off('end', onEnd).off('close', onEnd);
      stdin.setRawMode?.(false);
      stdin.pause();
    },
  };
}
