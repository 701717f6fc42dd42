import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { skipBom, TextCheck } from '../../../src/dataset/bytes/bytes.js';
import { fileProblem } from '../../../src/dataset/bytes/stored-bytes.js';
import { chunksOf } from '../files.js';

/** Checks bytes cut into chunks of a size. */
function check(bytes: Buffer, size: number, start = 0) {
  const text = new TextCheck(start);
  for (let at = 0; at < bytes.length; at += size) {
    const bad = text.push(bytes.subarray(at, at + size));
    if (bad !== undefined) return bad;
  }
  return text.end();
}

/** Whether all of the bytes are UTF-8, as the platform's decoder says. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe('TextCheck', () => {
  test('lets any text through, wherever its characters are cut', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 6 }), (value, size) => {
        expect(check(Buffer.from(value), size)).toBeUndefined();
      }),
    );
  });

  test('says of any bytes what the platform says, at every chunk size', () => {
    const byte = fc.constantFrom(0x41, 0x0a, 0x80, 0xbf, 0xc3, 0xe2, 0x82, 0xf0, 0x9f, 0xed, 0xa0, 0xff);
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (values, size) => {
        const bytes = Buffer.from(values);
        expect(check(bytes, size) === undefined).toBe(isUtf8(bytes));
      }),
    );
  });

  test('points at the byte where the text stops being UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('añb\n'), Buffer.from([0xe9]), Buffer.from('\nmore text\n')]);
    for (const size of [1, 2, 3, 4, 100]) {
      const bad = check(bytes, size, 7)!;
      expect(bad.kind).toBe('not UTF-8');
      // The 0xE9 itself, or the byte after it, which shows that it begins no character.
      expect([7 + 5, 7 + 6]).toContain(bad.place);
    }
  });

  test('a character cut off by the end of the file, and a NUL byte, are bad', () => {
    expect(check(Buffer.from([0x61, 0xf0, 0x9f, 0x98]), 2)).toEqual({ kind: 'not UTF-8', place: 1 });
    expect(check(Buffer.from('é\n\0x'), 2)).toEqual({ kind: 'NUL', place: 3 });
  });
});

describe('skipBom', () => {
  test.each([
    ['\ufeffab', 3, 'ab'],
    ['ab', 0, 'ab'],
    ['a', 0, 'a'],
    ['', 0, ''],
    ['\ufeff', 3, ''],
    // Begins with the same byte as a byte order mark.
    ['\uff01x', 0, '\uff01x'],
  ])('%j starts at %i', async (text, expected, rest) => {
    for (const size of [1, 2, 3, 100]) {
      const { start, chunks } = await skipBom('data.csv', chunksOf(Buffer.from(text), size));
      const bytes: Buffer[] = [];
      for await (const chunk of chunks) bytes.push(chunk);
      expect([start, Buffer.concat(bytes).toString()]).toEqual([expected, rest]);
    }
  });
});

// Tests often run as root, who may read everything; so the answers of the system are made here.
test.each([
  ['EACCES', 'data.csv: no permission to read this file'],
  ['EPERM', 'data.csv: no permission to read this file'],
  ['ENOENT', 'data.csv: there is no such file'],
  ['EISDIR', 'data.csv: this is a folder, not a file'],
  ['EIO', 'data.csv: the file cannot be read (EIO)'],
])('%s is told as %s', (code, message) => {
  expect(fileProblem('data.csv', Object.assign(new Error(), { code })).message).toBe(message);
});
