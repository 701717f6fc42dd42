/** How pages of Parquet files are unpacked: Node's own decoders where it has them, since they check their checksums. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Compressors } from 'hyparquet';
import { compressionOf } from '../bytes/compression.js';
import { loadZstdDecoder } from '../bytes/zstd.js';

/** Loads the decoders, one a codec; each throws at damaged bytes. */
export async function loadCodecs(): Promise<Compressors> {
  const [{ compressors }, newDecoder] = await Promise.all([
    import('hyparquet-compressors'),
    loadZstdDecoder(),
  ]);
  return {
    ...compressors,
    // Some writers leave the frame around the deflated bytes out.
    GZIP: (bytes, size) =>
      compressionOf(bytes) === 'gzip'
        ? gunzipSync(bytes, { maxOutputLength: Math.max(size, 1) })
        : compressors.GZIP!(bytes, size),
    BROTLI: (bytes, size) => brotliDecompressSync(bytes, { maxOutputLength: Math.max(size, 1) }),
    ZSTD: (bytes) => joined(newDecoder().push(bytes, true)),
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}
