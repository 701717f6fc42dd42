/** Pages of Parquet files that are damaged behind their compression. */
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { loadZstdEncoder } from '../../../src/dataset/bytes/zstd.js';
import { loadCodecs } from '../../../src/dataset/parquet/codecs.js';

const PAGE = Buffer.from('a page of a Parquet file, with words and words and more words '.repeat(20));
const codecs = await loadCodecs();
const zstd = await loadZstdEncoder();

describe.each([
  ['GZIP', gzipSync(PAGE)],
  ['ZSTD', zstd(PAGE)],
] as const)('%s', (codec, packed) => {
  test('is unpacked', () => {
    expect(Buffer.from(codecs[codec]!(packed, PAGE.length)).equals(PAGE)).toBe(true);
  });

  test('a flipped bit gives the same page or an error', () => {
    for (let bit = 0; bit < packed.length * 8; bit++) {
      const damaged = Buffer.from(packed);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      const found = (() => {
        try {
          return codecs[codec]!(damaged, PAGE.length);
        } catch {
          return PAGE;
        }
      })();
      expect(Buffer.from(found).equals(PAGE), `bit ${bit}`).toBe(true);
    }
  });
});

test('a page that is deflated without gzip around it', () => {
  const packed = Buffer.concat([deflateRawSync(PAGE), Buffer.alloc(8)]);
  expect(Buffer.from(codecs.GZIP!(packed, PAGE.length)).equals(PAGE)).toBe(true);
});

test.each(['GZIP', 'BROTLI'] as const)('%s that unpacks to more than the page says', (codec) => {
  const packed = codec === 'GZIP' ? gzipSync(PAGE) : brotliCompressSync(PAGE);
  expect(() => codecs[codec]!(packed, 10)).toThrow();
});
