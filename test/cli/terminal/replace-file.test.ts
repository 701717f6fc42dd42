/** What a file that replaces another one keeps of it, and the names that are used meanwhile. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { writeFolder } from '../../../src/cli/commands/export/folder.js';
import { writeToFile } from '../../../src/cli/terminal/output.js';
import { processIo } from '../../../src/cli/terminal/process-io.js';
import { requireWritable } from '../../../src/cli/terminal/replace-file.js';
import { keepBackup } from '../../../src/corrections/backup.js';
import { fileWith, folderWith, problemOf } from '../../dataset/files.js';
import { asStream } from '../../support/records.js';

const PROGRAM = fileURLToPath(new URL('../../../bin/find-label-errors.js', import.meta.url));
const { process: running } = processIo([]);
const POSIX = process.platform !== 'win32';
const ROOT = process.getuid?.() === 0;
const modeOf = (file: string) => statSync(file).mode & 0o7777;
const ownerOf = (file: string) => [statSync(file).uid, statSync(file).gid];

describe.runIf(POSIX)('a file that is replaced', () => {
  test('keeps its mode, whatever the umask', async () => {
    const file = fileWith('before');
    const before = process.umask(0o077);
    try {
      for (const mode of [0o664, 0o640, 0o777]) {
        chmodSync(file, mode);
        await writeToFile(file, asStream([String(mode)]), running);
        expect(modeOf(file)).toBe(mode);
      }
    } finally {
      process.umask(before);
    }
    expect(readFileSync(file, 'utf8')).toBe(String(0o777));
  });

  test.runIf(ROOT)('keeps its owner and group, and so does its backup', async () => {
    const file = fileWith('before');
    chownSync(file, 1000, 1001);
    chmodSync(file, 0o664);
    const backup = await keepBackup(file, (_, cause) => cause);
    await writeToFile(file, asStream(['after']), running);
    for (const one of [file, backup]) {
      expect(ownerOf(one)).toEqual([1000, 1001]);
      expect(modeOf(one)).toBe(0o664);
    }
    expect(readFileSync(backup, 'utf8')).toBe('before');
  });

  test.runIf(!ROOT)('skipped: owners, which only root can change', () => {});

  test('is refused where it is read-only', async () => {
    const file = fileWith('before');
    chmodSync(file, 0o444);
    expect((await problemOf(requireWritable(file))).message).toMatch(/: it is read-only$/);
    await requireWritable(join(dirname(file), 'not-there-yet'));
  });
});

describe.runIf(POSIX)('apply', () => {
  const decided = () => {
    const rows = ['good film,a', 'bad plot,b', 'good plot,a', 'bad film,b', 'good actor,b'];
    const file = join(folderWith({ 'd.csv': `text,label\n${rows.join('\n')}\n` }), 'd.csv');
    execFileSync(process.execPath, [PROGRAM, 'decide', file, '--index', '4', '--label', 'a', '-q']);
    return file;
  };
  const apply = (...args: string[]) =>
    spawnSync(process.execPath, [PROGRAM, 'apply', ...args, '-q'], { encoding: 'utf8' });

  test('--in-place replaces a read-only file only with --force', () => {
    const file = decided();
    const before = readFileSync(file, 'utf8');
    chmodSync(file, 0o444);
    const refused = apply(file, '--in-place');
    expect([
      refused.status,
      readFileSync(file, 'utf8'),
      existsSync(join(dirname(file), '.d.csv.bak')),
    ]).toEqual([2, before, false]);
    expect(refused.stderr).toContain('it is read-only');
    expect(apply(file, '--in-place', '--force').status).toBe(0);
    expect([modeOf(file), modeOf(join(dirname(file), '.d.csv.bak'))]).toEqual([0o444, 0o444]);
    expect(readFileSync(file, 'utf8')).toContain('good actor,a');
  });

  test('-o does so, too, and keeps the mode of what it replaces', () => {
    const file = decided();
    const output = join(dirname(file), 'clean.csv');
    writeFileSync(output, 'older');
    chmodSync(output, 0o440);
    expect(apply(file, '-o', output).status).toBe(2);
    expect(readFileSync(output, 'utf8')).toBe('older');
    expect(apply(file, '-o', output, '--force').status).toBe(0);
    chmodSync(output, 0o660);
    expect([apply(file, '-o', output).status, modeOf(output)]).toEqual([0, 0o660]);
  });
});

describe('names of what is being written', () => {
  /** Names that a file has while it is written by processes of one number. */
  test('are not those of a process of the same number, which keeps its own', async () => {
    const folder = folderWith({});
    const file = join(folder, 'out.jsonl');
    const other = join(folder, `.out.jsonl.${process.pid}.tmp`);
    writeFileSync(other, "another container's");
    await writeToFile(file, asStream(['ours']), running);
    expect(readFileSync(other, 'utf8')).toBe("another container's");
    const names = new Set<string>();
    async function* look() {
      for (const name of readdirSync(folder)) names.add(name);
      yield 'text';
    }
    await Promise.all([
      writeToFile(file, look(), running),
      writeToFile(file, look(), running),
      writeToFile(file, look(), running),
    ]);
    expect(
      [...names].filter((name) => /^[.]out[.]jsonl[.][-0-9a-f]{36}[.]tmp$/.test(name)).length,
    ).toBeGreaterThan(1);
    expect(readdirSync(folder).sort()).toEqual([`.out.jsonl.${process.pid}.tmp`, 'out.jsonl']);
  });

  test('a failure leaves the leftovers of another run alone', async () => {
    const folder = folderWith({});
    const leftover = join(folder, '.out.0c0ffee0.tmp');
    mkdirSync(leftover);
    const failing = (async function* () {
      yield 'half';
      throw new Error('broken');
    })();
    await expect(writeToFile(join(folder, 'out'), failing, running)).rejects.toThrow('broken');
    const exported = writeFolder(
      join(folder, 'export'),
      [{ name: 'a/b', pieces: failing }],
      () => false,
      processIo([]),
    );
    await exported.catch(() => {});
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual(['.out.0c0ffee0.tmp']);
  });

  test('are short, so that a file of the longest name can be written', async () => {
    const file = join(folderWith({}), 'ü'.repeat(127));
    await writeToFile(file, asStream(['whole']), running);
    expect(readFileSync(file, 'utf8')).toBe('whole');
  });
});
