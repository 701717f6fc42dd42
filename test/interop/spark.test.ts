/** Spark itself, as pyspark brings it: two executors, one of which is killed in the middle of the run. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from '../engines/run-engine.js';
import { fixtures, projectRoot, readCsv } from '../reference-data.js';

const python = process.env.LABEL_ERRORS_PYTHON ?? 'python3';
const found = spawnSync(python, ['-c', 'import pyspark; print(pyspark.__path__[0])'], { encoding: 'utf8' });
const hasJava = spawnSync('java', ['-version']).status === 0;
const missing = found.status !== 0 ? 'Python has no pyspark' : hasJava ? undefined : 'there is no Java';
const name = missing === undefined ? '' : ` (skipped: ${missing})`;

const PROGRAM = path.join(projectRoot, 'bin/find-label-errors.js');
const NAMES = ['World', 'Sports', 'Business', 'Sci/Tech'];

/** Kills one executor as soon as the words are being counted. */
async function killExecutor(warehouse: string): Promise<boolean> {
  for (let tries = 0; tries < 6000; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const counting = existsSync(warehouse) && readdirSync(warehouse).some((table) => /_terms$/.test(table));
    if (!counting) continue;
    const all = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
    const own = all.filter(
      (line) => line.includes('CoarseGrainedExecutorBackend') && line.includes(path.dirname(warehouse)),
    );
    const [pid] = own.map((line) => Number.parseInt(line, 10));
    if (pid === undefined) continue;
    process.kill(pid, 'SIGKILL');
    return true;
  }
  return false;
}

test.skipIf(missing !== undefined)(
  `finds what is found in-process, though an executor is killed${name}`,
  { timeout: 1_200_000 },
  async () => {
    const rows = readCsv(path.join(fixtures, 'newswire.csv')).map(([label, ...texts], n) => ({
      n,
      topic: NAMES[Number(label) - 1],
      body: texts.join(' '),
    }));
    const folder = folderOf({});
    writeFileSync(path.join(folder, 'news.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
    const home = found.stdout.trim();
    const mark = `-Dfle.test=${folder}`;
    const client = [
      `SPARK_HOME='${home}' '${home}/bin/spark-sql' --master 'local-cluster[2,1,512]'`,
      '--conf spark.executor.memory=512m --conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=4',
      `--conf "spark.executor.extraJavaOptions=${mark}"`,
    ].join(' ');
    const args = ['news.jsonl', '--id', 'n', '--method', 'prune_by_noise_rate', '--format', 'jsonl', '-q'];
    const child = spawn(
      process.execPath,
      [PROGRAM, ...args, '--engine', 'spark', '--engine-command', `env ${client}`],
      { cwd: folder },
    );
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (piece) => output.push(piece));
    child.stderr.on('data', (piece) => errors.push(piece));
    const ended = new Promise((resolve) => child.on('close', resolve));
    const killed = await Promise.race([killExecutor(path.join(folder, 'spark-warehouse')), ended]);
    expect(await ended, Buffer.concat(errors).toString()).toBe(0);
    expect(killed).toBe(true);
    const inProcess = execFileSync(process.execPath, [PROGRAM, ...args, '--cv', 'loo'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const parse = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const [there, here] = [
      parse(Buffer.concat(output).toString()),
      parse(inProcess).filter((row) => row.is_label_issue),
    ];
    expect(there.map((row) => [Number(row.id), row.predicted_label])).toEqual(
      here.map((row) => [Number(row.id), row.predicted_label]),
    );
    for (const [at, row] of there.entries()) {
      expect(Math.abs(row.label_quality - here[at].label_quality)).toBeLessThan(1e-9);
    }
    expect(readdirSync(path.join(folder, 'spark-warehouse'))).toEqual([]);
  },
);
