/** Files that cannot be read say what they are, and the command that makes them readable. */
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { open } from '../corrections/support.js';
import { fileWith, folderWith, problemOf } from './files.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
/** The header of the first file in a zip archive. */
const zipped = (name: string, content = '') =>
  latin1(
    `PK\x03\x04${'\x14\0\0\0\0\0'}${'\0'.repeat(16)}${String.fromCharCode(name.length)}\0\0\0${name}${content}`,
  );
/** A document of one text field. */
function bson(): Buffer {
  const field = latin1('\x02text\0\x04\0\0\0abc\0\x02label\0\x02\0\0\0a\0\0');
  const length = Buffer.alloc(4);
  length.writeInt32LE(field.length + 4);
  return Buffer.concat([length, field]);
}

test.each([
  [
    'data.xlsx',
    zipped('[Content_Types].xml'),
    'an Excel workbook',
    'libreoffice --headless --convert-to csv',
  ],
  [
    'data.ods',
    zipped('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
    'an OpenDocument file',
    'libreoffice',
  ],
  ['data.npz', zipped('probs.npy'), 'a file of NumPy arrays', '--probabilities'],
  ['data.csv.zip', zipped('data.csv', 'text,label\n'), 'a zip archive', 'unzip -p'],
  [
    'data.xls',
    latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0'),
    'a workbook of an old Excel (.xls)',
    'libreoffice',
  ],
  ['data.csv.bz2', latin1('BZh91AY&SY\0\0'), 'compressed by bzip2', 'bzip2 -dc'],
  ['data.csv.xz', latin1('\xfd7zXZ\0\0'), 'compressed by xz', 'xz -dc'],
  ['data.tar', latin1(`data.csv${'\0'.repeat(249)}ustar\0`), 'a tar archive', 'tar -xOf'],
  ['data.orc', latin1('ORC\n\0\0'), 'an ORC file', 'read_orc'],
  ['data.avro', latin1('Obj\x01\x04\x14avro.codec'), 'an Avro file', 'read_avro'],
  ['data.parquet', latin1('PARE\0\0\0PARE'), 'an encrypted Parquet file', 'without encryption'],
  ['data.feather', latin1('ARROW1\0\0'), 'an Arrow file', 'read_feather'],
  [
    'data.arrow',
    latin1('\xff\xff\xff\xff\x88\x02\0\0\x10'),
    'a stream of Arrow, as save_to_disk of datasets writes',
    'load_from_disk',
  ],
  ['data.db', latin1('SQLite format 3\0'), 'an SQLite database', 'sqlite3 -header -csv'],
  ['data.duckdb', latin1('12345678DUCK\0'), 'a DuckDB database', 'duckdb -csv'],
  [
    'data.csv',
    'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n',
    'a pointer of Git LFS, not the data',
    'git lfs pull',
  ],
  ['data.pkl', latin1('\x80\x04\x95\x10\0\0\0'), 'a pickle of Python', 'read_pickle'],
  ['data.bson', bson(), 'BSON, as mongodump writes', 'bsondump'],
  [
    'data.sql',
    '-- MySQL dump 10.13\n--\nCREATE TABLE `t` (\n',
    'a dump of MySQL or MariaDB',
    'mariadb -B -e',
  ],
  ['data.sql', '--\n-- PostgreSQL database dump\n--\n', 'a dump of PostgreSQL', 'psql --csv'],
  [
    'data.sql',
    'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(a, b);\n',
    'an SQL script',
    'sqlite3 data.db <',
  ],
  ['data.csv', '\n<!DOCTYPE html>\n<html><title>Log in</title>', 'a web page', 'download the file itself'],
  ['data.spacy', deflateSync('x'), 'data packed by zlib, such as a DocBin of spaCy', 'DocBin'],
  ['data.npy', latin1('\x93NUMPY\x01\0'), 'a NumPy array', '--probabilities'],
])('%s is %3$s', async (name, content, what, fix) => {
  const error = await problemOf(open(fileWith(content, name)));
  expect(error.message).toBe(`${name}: this is ${what}, which cannot be read`);
  expect(error.fix).toContain(fix);
});

test('a name is quoted in the command', async () => {
  const { fix } = await problemOf(open(fileWith(latin1('Obj\x01'), "it's; rm.avro")));
  expect(fix).toMatch(/ '[^ ]*\/it'\\''s; rm\.avro'$/);
});

describe('a text is none of these', () => {
  test.each([
    ['ORCHESTRA plays in town,a\nDUCKS fly,b\nmore words here,a\n'],
    ['PARENTS say a DUCK swims,a\nDUCKS fly,b\nmore words here,a\n'],
    ['BZh is how it begins here,a\nother words here,b\nmore words here,a\n'],
    ['ARROW1 is a word here,a\nother words here,b\nmore words here,a\n'],
    ['x^2 is a square here,a\nother words here,b\nmore words here,a\n'],
    ['INSERT INTO t is an attack,a\nother words here,b\nmore words here,a\n'],
  ])('%s', async (content) => {
    const dataset = await open(fileWith(content), { header: false, text: ['1'], label: '2' });
    expect(dataset.labels).toHaveLength(3);
  });
});

test('a long script of comments is recognised at once', async () => {
  const { message } = await problemOf(open(fileWith(`${'/* one */'.repeat(900)}\nSELECT;\n`, 'data.sql')));
  expect(message).toContain('data.sql');
});

test('of a file that is missing, the one with nearly its name is named', async () => {
  const folder = folderWith({ 'data.csv': 'text,label\n', 'other.csv': '' });
  const error = await problemOf(open(join(folder, 'data.cvs')));
  expect(error.message).toMatch(
    /^data\.csv"\?$|^data\.cvs: there is no such file; did you mean ".*data\.csv"\?$/,
  );
  expect((await problemOf(open(join(folder, 'something-else.parquet')))).message).toMatch(/no such file$/);
});
