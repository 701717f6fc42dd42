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
  bytes.delete('\ufffd'); // stands for bytes that mean nothing
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
