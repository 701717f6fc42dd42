/** The draw of an audit, a line of the decisions file: which rows are to be read, and of which layers they are. */

/** A layer of a draw. */
export interface DrawnLayer {
  /** Whether its rows were candidates. */
  readonly flagged: boolean;
  /** Rows of it that nothing was decided about. */
  readonly size: number;
  /** Mean P(label error) of its rows, by the method. */
  readonly expected: number;
  /** Rows of it with each given label. Draws of earlier versions lack it. */
  readonly labels?: Readonly<Record<string, number>>;
}

/** Rows that were drawn to be read. A later line with the same `draw` adds rows to it. */
export interface Draw {
  readonly what: 'draw';
  /** Identifies the draw: 16 hex digits, by the rows, the layers and the seed. */
  readonly draw: string;
  readonly seed: number;
  readonly layers: readonly DrawnLayer[];
  /** Fingerprint and layer of each row, in the order of reading, which says nothing about its rank. */
  readonly sample: readonly (readonly [fingerprint: string, layer: number])[];
  readonly time: string;
}

/** What an answer says about the draw that its row is of. */
export interface AuditMark {
  readonly draw: string;
  /** P(the row is in the sample). */
  readonly probability: number;
}

/**
 * Reads the fields of a line that is a draw.
 *
 * @returns what is wrong with it, where something is
 */
export function parseDraw(value: Readonly<Record<string, unknown>>): Draw | string {
  const { draw, seed, layers, sample, time } = value;
  if (!isName(draw)) return '"draw" must be 16 hex digits';
  if (!Number.isSafeInteger(seed)) return '"seed" must be a whole number';
  if (typeof time !== 'string') return '"time" must be a string';
  if (!Array.isArray(layers) || layers.length === 0 || !layers.every(isLayer)) {
    return '"layers" must be a list of objects with "flagged", "size" and "expected"';
  }
  const isSampled = (row: unknown) =>
    Array.isArray(row) && isName(row[0]) && Number.isSafeInteger(row[1]) && row[1] in layers;
  if (!Array.isArray(sample) || !sample.every(isSampled)) {
    return '"sample" must be a list of pairs of a fingerprint and the number of a layer';
  }
  return { what: 'draw', draw, seed: seed as number, layers, sample, time };
}

/** Reads the mark of an answer; undefined where there is none, or none that is known. */
export function parseMark(value: unknown): AuditMark | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { draw, probability } = value as Partial<Record<keyof AuditMark, unknown>>;
  return isName(draw) && typeof probability === 'number' ? { draw, probability } : undefined;
}

const isName = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value);

function isLayer(value: unknown): value is DrawnLayer {
  if (typeof value !== 'object' || value === null) return false;
  const { flagged, size, expected, labels = {} } = value as Partial<Record<keyof DrawnLayer, unknown>>;
  return (
    typeof flagged === 'boolean' &&
    Number.isSafeInteger(size) &&
    (size as number) > 0 &&
    typeof expected === 'number' &&
    expected >= 0 &&
    expected <= 1 &&
    typeof labels === 'object' &&
    labels !== null &&
    Object.values(labels).every((count) => Number.isSafeInteger(count) && count > 0)
  );
}
