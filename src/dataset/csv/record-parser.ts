/** csv-parse, set up the way in which this program reads CSV, on the first reading and on later ones. */
import { type CsvError, type Options, Parser } from 'csv-parse';

/**
 * Line ends are named because guessing them damages files that mix them. Quotes are strict because tolerant
 * ones swallow the rows after an unclosed quote.
 */
const CSV_OPTIONS = {
  record_delimiter: ['\r\n', '\n', '\r'],
  skip_empty_lines: true,
  // Ragged rows are refused by the caller, with a message of ours.
  relax_column_count: true,
} as const satisfies Options;

/**
 * csv-parse's parser, its records taken inside `write` and not through the stream. Its `info` is read on the
 * spot: the option `on_record` would have it copied for each record, at a fifth of the time of parsing.
 */
export class RecordParser extends Parser {
  readonly #onRecord: (cells: string[], bytes: number) => void;

  /**
   * @param onRecord gets each record, and how many bytes were parsed up to its end, line end included
   */
  constructor(
    { delimiter, quotes, quoteEscape }: CsvDialect,
    onRecord: (cells: string[], bytes: number) => void,
  ) {
    super({ ...CSV_OPTIONS, delimiter, quote: quotes ? '"' : null, escape: quoteEscape ?? '"' });
    this.#onRecord = onRecord;
    // The error is asked for after each call; without a listener it would end the process.
    this.on('error', () => {});
  }

  /** What is wrong with the bytes so far; set as soon as `write` or `finish` is through. */
  get problem(): CsvError | null {
    return this.errored as CsvError | null;
  }

  /** Says that no more bytes come; completes a last record without line end. */
  async finish(): Promise<void> {
    await new Promise<unknown>((resolve) => this.end(resolve));
  }

  override push(record: string[] | null): boolean {
    if (record !== null) this.#onRecord(record, this.info.bytes);
    return true;
  }
}

/** How the cells of a CSV file are separated and quoted. */
export interface CsvDialect {
  readonly delimiter: string;
  /** Whether double quotes enclose cells; where not, they are characters like any other. */
  readonly quotes: boolean;
  /** Set where a backslash precedes a quote in a quoted cell, instead of a second quote. */
  readonly quoteEscape?: '\\';
  /** Set where rows begin with a name that the header has no cell for, as R writes tables. */
  readonly rowNames?: true;
}

export const COMMAS: CsvDialect = { delimiter: ',', quotes: true };
