import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineWalker } from '../../../src/dataset/bytes/line-walker.js';

/** Line of a byte, counted the plain way. */
function lineOf(bytes: Buffer, offset: number): number {
  const before = bytes.subarray(0, offset).toString('latin1');
  const ends = before.match(/\r\n|\r|\n/g)?.length ?? 0;
  return ends + 1;
}

const lines = fc
  .array(fc.constantFrom('a', 'bc', '\n', '\r', '\r\n', '"', 'é'), { maxLength: 30 })
  .map((parts) => Buffer.from(parts.join('')));

test('a byte stands on the line that the line ends before it say, however the file is cut', () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 7 }), (bytes, size) => {
      for (let offset = 0; offset <= bytes.length; offset++) {
        // Between the CR and the LF of a CRLF, nobody asks.
        if (bytes[offset - 1] === 13 && bytes[offset] === 10) continue;
        const walker = new LineWalker();
        for (let at = 0; at < bytes.length; at += size) walker.push(bytes.subarray(at, at + size));
        expect(walker.lineAt(offset)).toBe(lineOf(bytes, offset));
      }
    }),
  );
});

test('a record starts after the blank lines before it', () => {
  const walker = new LineWalker(3);
  walker.push(Buffer.from('\r\n\n\rab\r'));
  walker.push(Buffer.from('\ncd\n\n'));
  expect(walker.take(3 + 8)).toEqual({ line: 4, place: 3 + 4 });
  expect(walker.take(3 + 11)).toEqual({ line: 5, place: 3 + 8 });
  expect(walker.waiting).toBe(1);
  expect(walker.skipLineEnds()).toEqual({ line: 7, place: 3 + 12 });
  expect(walker.waiting).toBe(0);
});
