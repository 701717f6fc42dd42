// biome-ignore-all lint/suspicious/noControlCharactersInRegex: files begin with such bytes
/** Files that people take for data and that cannot be read, by their first bytes, with the command that makes them readable. */

import { shellWord } from '../errors/wording.js';

/** What a file is, and what to do about it. */
export interface Foreign {
  /** With its article: "an ORC file". */
  readonly what: string;
  readonly fix: string;
}

/** A kind of file. */
interface Kind {
  /** Whether bytes, as Latin-1, are the beginning of one. */
  readonly begins: RegExp;
  readonly what: string;
  /** @param file as a word of a shell */
  fix(file: string): string;
}

const python = (code: string) => `python3 -c '${code}'`;
const viaPandas = (reader: string) => (file: string) =>
  `Convert it: ${python(`import sys, pandas; pandas.read_${reader}(sys.argv[1]).to_parquet("data.parquet")`)} ${file}`;
const viaPipe = (command: string) => (file: string) => `Unpack it: ${command} ${file} | find-label-errors -`;
const query = 'SELECT text, label FROM table_name';
const office = (file: string) =>
  `Save the sheet as CSV (UTF-8), or convert it: libreoffice --headless --convert-to csv ${file}`;

const KINDS: readonly Kind[] = [
  { begins: /^PK\x03\x04.{26}mimetypeapplication\/vnd\.oasis/s, what: 'an OpenDocument file', fix: office },
  {
    begins: /^PK\x03\x04.*?(?:\[Content_Types\]\.xml|xl\/workbook|xl\/worksheets)/s,
    what: 'an Excel workbook',
    fix: office,
  },
  {
    begins: /^PK\x03\x04.{26}[^\x00]{1,200}?\.npy/s,
    what: 'a file of NumPy arrays',
    fix: (file) => `If they are probabilities, give them beside the data: --probabilities ${file}`,
  },
  { begins: /^PK\x03\x04/, what: 'a zip archive', fix: viaPipe('unzip -p') },
  {
    begins: /^PK\x05\x06/,
    what: 'a zip archive without files',
    fix: () => 'Make it again, with the data in it.',
  },
  { begins: /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/, what: 'a workbook of an old Excel (.xls)', fix: office },
  {
    begins: /^BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)/,
    what: 'compressed by bzip2',
    fix: viaPipe('bzip2 -dc'),
  },
  { begins: /^\xfd7zXZ\x00/, what: 'compressed by xz', fix: viaPipe('xz -dc') },
  {
    begins: /^\x5d\x00\x00[\x00-\xff]{2}\xff{4}/,
    what: 'compressed by lzma',
    fix: viaPipe('xz --format=lzma -dc'),
  },
  { begins: /^\x04\x22\x4d\x18/, what: 'compressed by lz4', fix: viaPipe('lz4 -dc') },
  { begins: /^\x1f\x9d/, what: 'compressed by compress', fix: viaPipe('gzip -dc') },
  { begins: /^7z\xbc\xaf\x27\x1c/, what: 'a 7z archive', fix: viaPipe('7z x -so') },
  { begins: /^Rar!\x1a\x07/, what: 'a RAR archive', fix: viaPipe('unrar p -inul') },
  { begins: /^.{257}ustar[\x00 ]/s, what: 'a tar archive', fix: viaPipe('tar -xOf') },
  { begins: /^ORC(?=[\s\S]*\x00)/, what: 'an ORC file', fix: viaPandas('orc') },
  {
    begins: /^Obj\x01/,
    what: 'an Avro file',
    fix: (file) =>
      `Convert it: ${python('import sys, polars; polars.read_avro(sys.argv[1]).write_parquet("data.parquet")')} ${file}`,
  },
  {
    begins: /^PARE(?=[\s\S]*\x00)/,
    what: 'an encrypted Parquet file',
    fix: () => 'Write it again without encryption, with the program that has its keys.',
  },
  { begins: /^(?:ARROW1|FEA1)(?=[\s\S]*\x00)/, what: 'an Arrow file', fix: viaPandas('feather') },
  {
    begins: /^\xff{4}[\x00-\xff]{3}\x00/,
    what: 'a stream of Arrow, as save_to_disk of datasets writes',
    fix: () =>
      `Convert its folder: ${python('import sys, datasets; datasets.load_from_disk(sys.argv[1]).to_parquet("data.parquet")')} folder`,
  },
  {
    begins: /^SQLite format 3\x00/,
    what: 'an SQLite database',
    fix: (file) => `Export the table: sqlite3 -header -csv ${file} '${query}' > data.csv`,
  },
  {
    begins: /^[\x00-\xff]{8}DUCK(?=[\s\S]*\x00)/,
    what: 'a DuckDB database',
    fix: (file) => `Export the table: duckdb -csv ${file} '${query}' > data.csv`,
  },
  {
    begins: /^PGDMP(?=[\s\S]*\x00)/,
    what: 'a dump of PostgreSQL',
    fix: () => exportTable('psql --csv -c', '> data.csv'),
  },
  {
    begins: /^(?:\xef\xbb\xbf)?(?:\/\*M?!999999|-- (?:MySQL|MariaDB) dump|\/\*!\d{5} SET)/,
    what: 'a dump of MySQL or MariaDB',
    fix: () => exportTable('mariadb -B -e', '> data.tsv'),
  },
  {
    begins: /^(?:\xef\xbb\xbf)?\s*--\s*-- PostgreSQL database dump/,
    what: 'a dump of PostgreSQL',
    fix: () => exportTable('psql --csv -c', '> data.csv'),
  },
  {
    begins:
      /^(?=[\s\S]*;\s*(?:\n|$))(?:\xef\xbb\xbf)?\s*(?:--[^\n]*\n\s*|\/\*(?:(?!\*\/)[\s\S])*\*\/\s*|PRAGMA \w+=\w+;\s*|BEGIN(?: TRANSACTION)?;\s*)*(?:CREATE TABLE|DROP TABLE|INSERT INTO) /i,
    what: 'an SQL script',
    fix: (file) =>
      `Run it, and export the table: sqlite3 data.db < ${file} && sqlite3 -header -csv data.db '${query}' > data.csv`,
  },
  {
    begins: /^version https:\/\/git-lfs\.github\.com\/spec\//,
    what: 'a pointer of Git LFS, not the data',
    fix: (file) => `Get the data: git lfs pull --include ${file}`,
  },
  {
    begins: /^[^\n]{0,400}\/annex\/objects\/[^\n]+\n?$/,
    what: 'a pointer of git-annex, not the data',
    fix: (file) => `Get the data: git annex get ${file}`,
  },
  {
    begins: /^\x80[\x02-\x05](?:[\x95c}\]()KX]|$)/,
    what: 'a pickle of Python',
    fix: (file) =>
      `${viaPandas('pickle')(file)} (a pickle can run any code: only if you trust where it is from).`,
  },
  {
    begins: /^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b/i,
    what: 'a web page',
    fix: () => 'It may be a page about the data, or one to log in: download the file itself.',
  },
  {
    begins: /^(?:\xef\xbb\xbf)?<\?xml/,
    what: 'XML',
    fix: () => 'Save its rows as CSV or JSON lines, with a text and a label in each.',
  },
  { begins: /^%PDF-/, what: 'a PDF', fix: () => 'Give a file with a text and a label on each row.' },
  { begins: /^\{\\rtf/, what: 'a document in RTF', fix: () => 'Save it as plain text (UTF-8).' },
  {
    begins: /^(?:\x89PNG|\xff\xd8\xff|GIF8[79]a)/,
    what: 'a picture',
    fix: () => 'Give a file with a text and a label on each row.',
  },
  { begins: /^\x89HDF\r\n/, what: 'an HDF5 file', fix: viaPandas('hdf') },
  {
    begins: /^(?:\$FL[23]@|<stata_dta>)/,
    what: 'a data file of SPSS or Stata',
    fix: (file) => viaPandas(/\.dta\W?$/i.test(file) ? 'stata' : 'spss')(file),
  },
  {
    begins: /^(?:RD[AX][23]\n|X\n\x00\x00\x00[\x02\x03])/,
    what: 'data of R',
    fix: (file) =>
      `Convert it: Rscript -e 'write.csv(readRDS(commandArgs(TRUE)[1]), "data.csv", row.names = FALSE)' ${file}`,
  },
  {
    begins: /^\x93NUMPY/,
    what: 'a NumPy array',
    fix: (file) => `If it holds probabilities, give it beside the data: --probabilities ${file}`,
  },
  {
    begins: /^\x78[\x01\x9c\xda]/,
    what: 'data packed by zlib, such as a DocBin of spaCy',
    fix: (file) =>
      `Convert it: ${python('import sys, json, spacy; from spacy.tokens import DocBin; [print(json.dumps({"text": d.text, "cats": d.cats})) for d in DocBin().from_disk(sys.argv[1]).get_docs(spacy.blank("en").vocab)]')} ${file} > data.jsonl`,
  },
];

function exportTable(command: string, output: string): string {
  return `Load it into a database, and export the table: ${command} '${query}' database ${output}`;
}

/** BSON begins with the length of its first document, and with the kind and the name of its first field. */
function isBson(head: Buffer): boolean {
  if (head.length < 16 || head[4]! < 1 || head[4]! > 0x13) return false;
  const [length, nameEnd] = [head.readInt32LE(0), head.indexOf(0, 5)];
  return (
    length >= 12 &&
    length < 2 ** 24 &&
    nameEnd > 5 &&
    nameEnd < 64 &&
    (length > head.length || head[length - 1] === 0)
  );
}

/**
 * Recognises a file that cannot be read.
 *
 * @param file its name, for the command
 * @param head its first bytes
 * @returns undefined where it is none of those that are known
 * @example
 * foreignOf('data.orc', Buffer.from('ORC…'))?.what // 'an ORC file'
 */
export function foreignOf(file: string, head: Buffer): Foreign | undefined {
  const first = head.toString('latin1', 0, LOOKED_AT);
  const kind = KINDS.find(({ begins }) => begins.test(first));
  if (kind !== undefined) return { what: kind.what, fix: kind.fix(shellWord(file)) };
  if (!isBson(head)) return undefined;
  return { what: 'BSON, as mongodump writes', fix: `Convert it: bsondump ${shellWord(file)} > data.jsonl` };
}

/** Enough for the names of the first files of an archive, and for the comments of a script. */
const LOOKED_AT = 8192;
