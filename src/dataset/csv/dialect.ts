/** How the cells of a CSV file are separated and quoted. */
export interface CsvDialect {
  readonly delimiter: string;
  /** Whether double quotes enclose cells; where not, they are characters like any other. */
  readonly quotes: boolean;
}

export const COMMAS: CsvDialect = { delimiter: ',', quotes: true };
