/** Files that are no files: pipes, devices and folders, where lists, cards and data are looked for. */
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWordList } from '../../../src/cli/request/judge.js';
import { readDecisionFile, readDecisionFileIfAny } from '../../../src/corrections/decision-file.js';
import { readWholeFile } from '../../../src/dataset/bytes/bytes.js';
import { openFile } from '../../../src/dataset/bytes/stored-bytes.js';
import { readClassNames } from '../../../src/dataset/classes/class-names.js';
import { readDatasetFolder } from '../../../src/dataset/classes/hugging-face.js';
import { fileWith, folderWith, problemOf } from '../files.js';

const POSIX = process.platform !== 'win32';
const NO_FILE = /: this is no regular file$/;
/** A pipe that nothing ever writes to. */
const pipe = (folder: string, name: string) => {
  execFileSync('mkfifo', [join(folder, name)]);
  return join(folder, name);
};

describe.runIf(POSIX)('what is read as a whole', () => {
  const readers = { readWholeFile, readClassNames, readWordList, readDecisionFile, readDecisionFileIfAny };

  test.each(Object.entries(readers))('%s: neither a pipe nor a device', async (_, read) => {
    const folder = folderWith({});
    expect((await problemOf(read(pipe(folder, 'p')))).message).toMatch(NO_FILE);
    symlinkSync('/dev/zero', join(folder, 'zero'));
    expect((await problemOf(read(join(folder, 'zero')))).message).toMatch(NO_FILE);
  });

  test('the pipe of a shell is read', () => {
    const program = `import('./src/dataset/bytes/bytes.js').then(async (m) => process.stdout.write(await m.readWholeFile(process.argv[1])))`;
    const command = 'exec "$0" --import ./test/support/typescript.mjs -e "$1" <(printf abc)';
    expect(execFileSync('bash', ['-c', command, process.execPath, program]).toString()).toBe('abc');
  });

  test('a file is', async () => {
    expect((await readWholeFile(fileWith('abc'))).toString()).toBe('abc');
    await expect(readWholeFile('there-is-no-such-file')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe.runIf(POSIX)('a data set folder', () => {
  test('whose README.md is a pipe', async () => {
    const folder = folderWith({ 'data/train.csv': 'text,label\n' });
    pipe(folder, 'README.md');
    expect((await problemOf(readDatasetFolder(folder))).message).toBe('README.md: this is no regular file');
  });

  test('with a data file that is a pipe, and one that is a link to a file', async () => {
    const folder = folderWith({ 'data/a.csv': 'text,label\n', 'elsewhere.txt': '' });
    symlinkSync(join(folder, 'elsewhere.txt'), join(folder, 'data/b.csv'));
    expect((await readDatasetFolder(folder)).files).toHaveLength(2);
    pipe(folder, 'data/c.csv');
    expect((await problemOf(readDatasetFolder(folder))).message).toBe('c.csv: this is no regular file');
  });
});

test.runIf(POSIX)('data are not read from a device, which may have no end', async () => {
  expect((await problemOf(openFile('/dev/zero'))).message).toMatch(/^zero: this is no regular file/);
});
