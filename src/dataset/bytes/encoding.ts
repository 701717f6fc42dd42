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

/** UTF-8 back to the encoding that a file was in. */

/** Encodings of one byte a character, by their names in TextDecoder. */
const ONE_BYTE = /^(windows-125\d|windows-874|iso-8859-\d+(-i)?|koi8-[ru]|macintosh|x-mac-cyrillic|ibm866)$/;

/** Writes text as bytes; undefined where it holds a character that the encoding lacks. */
export type Encoder = (text: string) => Uint8Array | undefined;

/** How text is written in an encoding; null where we cannot. What was read strictly comes out byte for byte. */
export function encoderOf(encoding: string): Encoder | null {
  if (encoding === 'utf-16le') return (text) => Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return (text) => Buffer.from(text, 'utf16le').swap16();
  return ONE_BYTE.test(encoding) ? oneByteEncoder(encoding) : null;
}

function oneByteEncoder(encoding: string): Encoder {
  const decoder = new TextDecoder(encoding);
  // As the reader decodes; without `stream`, Node 20 takes windows-1252 for ISO 8859-1.
  const characterOf = (byte: number) => decoder.decode(Uint8Array.of(byte), { stream: true });
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [characterOf(byte), byte]));
  bytes.delete('\ufffd'); // it replaces bytes that cannot be decoded
  return (text) => {
    const characters = [...text];
    const encoded = Uint8Array.from(characters, (character) => bytes.get(character) ?? 0);
    return characters.every((character) => bytes.has(character)) ? encoded : undefined;
  };
}

/**
 * Gives UTF-8 in another encoding.
 *
 * @param mark whether a byte order mark goes before it
 * @param refuse is called where a character cannot be written
 */
export async function* fromUtf8(
  encode: Encoder,
  mark: boolean,
  source: AsyncIterable<Uint8Array>,
  refuse: () => never,
): AsyncGenerator<Uint8Array> {
  // A mark of UTF-8 would be text here, since what marked the file has been taken off.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const write = (text: string) => encode(text) ?? refuse();
  if (mark) yield write('\ufeff');
  for await (const chunk of source) yield write(decoder.decode(chunk, { stream: true }));
  yield write(decoder.decode());
}
