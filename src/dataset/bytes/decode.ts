/** Text in other encodings than UTF-8 becomes UTF-8, which is all that the readers know. */

import * as errors from './errors.js';

/** The encodings that say so by a byte order mark, and their marks. */
const MARKS = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] } as const;

/** The encoding that a file says it has; null where it says none. */
export function markedEncoding(head: Uint8Array): keyof typeof MARKS | null {
  const found = Object.entries(MARKS).find(([, mark]) => mark.every((byte, at) => head[at] === byte));
  return (found?.[0] as keyof typeof MARKS | undefined) ?? null;
}

/**
 * The name by which an encoding is known, e.g. `windows-1252` for `latin1`.
 *
 * @throws UserError if there is no such encoding
 */
export function canonicalEncoding(name: string): string {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    throw errors.encodingUnknown(name);
  }
}

/**
 * Decodes bytes strictly and gives them as UTF-8.
 *
 * @param file its name, for messages
 * @throws UserError at the first bytes that do not fit the encoding, with their line
 */
export async function* toUtf8(
  file: string,
  encoding: string,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const strict = new TextDecoder(encoding, { fatal: true });
  // Goes along only to say on which line the strict one has stopped, which it does not tell itself.
  const lenient = new TextDecoder(encoding);
  let [line, afterCr] = [1, false];
  const decode = (bytes: Uint8Array | undefined) => {
    const options = { stream: bytes !== undefined };
    const text = lenient.decode(bytes, options);
    try {
      strict.decode(bytes, options);
    } catch {
      const lineEnds = lineEndsIn(text.slice(0, Math.max(text.indexOf('\ufffd'), 0)));
      throw errors.fileIsNotIn(file, line + lineEnds, encoding);
    }
    // The LF of a CRLF that lies across two chunks ends no line of its own.
    line += lineEndsIn(text) - Number(afterCr && text.startsWith('\n'));
    afterCr = text.endsWith('\r');
    return Buffer.from(text, 'utf8');
  };
  for await (const chunk of source) yield decode(chunk);
  yield decode(undefined);
}

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
