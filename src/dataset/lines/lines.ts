/** Files with a row on each line, whose label is some of its bytes, as tables with the columns text and label. */

import type { LabelCell, LabelCells } from '../../types.js';
import { type StoredBytes, whileOpen } from '../bytes/stored-bytes.js';
import { readStretches } from '../bytes/stretches.js';
import { cutLines, type RawRecord } from '../json/json-records.js';
import { type DataRecord, type TableReader, takeSample } from '../record.js';
import { severalLabels } from './errors.js';

/** How the lines of a format are read, and their labels written. */
export interface LineFormat {
  /**
   * Where the labels of a line are: ascending, none twice. The offsets are the same in the line as text and in its bytes
   * as Latin-1, so that only ASCII characters may determine them.
   */
  labelsIn(line: string): readonly Stretch[];
  /** The text of a line, without its labels. */
  textOf(line: string, labels: readonly Stretch[]): string;
  /** The name of the class that a label as written means. */
  nameOf(written: string): string;
  /** @throws UserError if a class of this name cannot be written */
  write(name: string): string;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const COLUMNS = ['text', 'label'];
const LF = 0x0a;

/**
 * Opens a file of lines as a table.
 *
 * @throws UserError for a line with more than one label, or that is no text
 */
export function openLines(bytes: StoredBytes, format: LineFormat): TableReader {
  const toRecord = ({ text: line, line: number, place }: RawRecord, columns: readonly number[]) => {
    const labels = format.labelsIn(line);
    if (labels.length > 1) throw severalLabels(bytes.file, number, labels.map(writtenIn(line)));
    const label = labels[0] === undefined ? '' : format.nameOf(writtenIn(line)(labels[0]));
    const cells = [format.textOf(line, labels), label];
    return { cells: columns.map((column) => cells[column]!), line: number, place };
  };
  async function* records(columns: readonly number[]): AsyncGenerator<DataRecord[]> {
    const open = await bytes.open();
    try {
      for await (const batch of cutLines(bytes.file, open.chunks()))
        yield batch.map((record) => toRecord(record, columns));
    } finally {
      await open.close();
    }
  }
  return {
    names: COLUMNS,
    form: 'lines with a label in each',
    notes: [],
    labelCells: labelCellsOfLines(format),
    classNames: () => null,
    path: () => null,
    place: () => undefined,
    sample: () => takeSample(records([0, 1])),
    records,
    again: (rows, columns) =>
      whileOpen(bytes, async (open) => {
        const slices = await readStretches(open, rows);
        let at = 0;
        return rows.map(({ start, end }) => {
          const slice = slices.subarray(at, at + end - start);
          at += end - start;
          return toRecord({ text: firstLine(slice), line: 0, place: start }, columns);
        });
      }),
    end: bytes.size,
    window: 8 * 1024 * 1024,
  };
}

const writtenIn = (line: string) => (label: Stretch) => line.slice(label.start, label.end);

function firstLine(bytes: Buffer): string {
  const end = bytes.indexOf(LF);
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end);
}

function labelCellsOfLines(format: LineFormat): LabelCells {
  return {
    find(bytes: Uint8Array, whole: boolean): LabelCell | undefined {
      const lineEnd = bytes.indexOf(LF);
      if (lineEnd === -1 && !whole) return undefined;
      const end = lineEnd === -1 ? bytes.length : lineEnd;
      const [label] = format.labelsIn(Buffer.from(bytes.subarray(0, end)).toString('latin1'));
      return label === undefined ? undefined : { ...label, recordEnd: lineEnd === -1 ? end : end + 1 };
    },
    write: (label) => Buffer.from(format.write(label)),
  };
}
