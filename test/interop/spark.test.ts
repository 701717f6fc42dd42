/** Spark itself, as pyspark brings it: the work done by it, and the printed script, against the in-process result. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { folderOf } from '../engines/run-engine.js';
import { projectRoot } from '../reference-data.js';
import { printed } from '../sql/run-script.js';
import { pythonWith } from './python.js';
import { hostileRows, newswireRows, type ScriptRow, shuffled } from './script-rows.js';
import { SparkSession } from './spark-session.js';

const python = pythonWith('pyspark');
const hasJava = spawnSync('java', ['-version']).status === 0;
const isMissing = python.interpreter === undefined || !hasJava;
const reason = python.reason || (hasJava ? '' : ' (skipped: there is no Java)');
const LIMIT = { timeout: 600_000 };

const PROGRAM = path.join(projectRoot, 'bin/find-label-errors.js');
const CLASSES = 'World,Sports,Business,Sci/Tech';

/** Java that compiles less: these runs are over before that would pay. */
const QUICK_JAVA = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

/** The client of Spark with settings of its own, as a command for a shell. */
function client(settings: readonly string[]): string {
  const where = ['-c', 'import pyspark; print(pyspark.__path__[0])'];
  const home = execFileSync(python.interpreter!, where, { encoding: 'utf8' }).trim();
  const all = ['spark.ui.enabled=false', 'spark.sql.warehouse.dir=spark-warehouse', ...settings];
  const confs = all.map((setting) => `--conf '${setting}'`).join(' ');
  return `env SPARK_HOME='${home}' '${home}/bin/spark-sql' --driver-java-options '${QUICK_JAVA}' ${confs}`;
}

/** Ends what several tests share. */
const cleanUp: (() => void | Promise<void>)[] = [];
afterAll(async () => {
  for (const end of cleanUp) await end();
});

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The session of all tests but the one in a cluster. */
const session = once(() => {
  const started = new SparkSession(
    client([
      'spark.master=local[2]',
      'spark.sql.catalogImplementation=in-memory',
      // Else small partitions would be put together again.
      'spark.sql.adaptive.enabled=false',
      // Compiling each query takes longer than running it over so few rows.
      'spark.sql.codegen.wholeStage=false',
    ]),
  );
  cleanUp.push(() => started.close());
  return started;
});

interface Found {
  readonly id: string | number;
  readonly predicted_label: string;
  readonly label_quality: number;
  readonly is_label_issue?: boolean;
}

const parse = (text: string): Found[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const linesOf = (rows: readonly ScriptRow[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const folderWith = (rows: readonly ScriptRow[]) => folderOf({ 'news.jsonl': linesOf(rows) });

const args = (method: string) => ['news.jsonl', '--id', 'n', '--method', method, '--format', 'jsonl', '-q'];

function foundHere(folder: string, method: string): Found[] {
  const loo = method === 'noise-aware' ? [] : ['--cv', 'loo'];
  const output = execFileSync(process.execPath, [PROGRAM, ...args(method), '--classes', CLASSES, ...loo], {
    cwd: folder,
    encoding: 'utf8',
  });
  return parse(output).filter((row) => row.is_label_issue);
}

/** Lets Spark, by a client that `command` starts, do the work in a folder; `meanwhile` is done beside it. */
async function foundBySpark(
  folder: string,
  method: string,
  command: string,
  meanwhile?: (ended: Promise<unknown>) => Promise<void>,
): Promise<string> {
  const engine = ['--engine', 'spark', '--engine-command', command, '--classes', CLASSES];
  const child = spawn(process.execPath, [PROGRAM, ...args(method), ...engine], { cwd: folder });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (piece) => output.push(piece));
  child.stderr.on('data', (piece) => errors.push(piece));
  const ended = new Promise((resolve) => child.on('close', resolve));
  await meanwhile?.(ended);
  expect(await ended, Buffer.concat(errors).toString()).toBe(0);
  expect(readdirSync(path.join(folder, 'spark-warehouse'))).toEqual([]);
  return Buffer.concat(output).toString();
}

/** The same in the shared session, with so many partitions after each exchange. */
async function foundInSession(
  rows: readonly ScriptRow[],
  method: string,
  partitions: number,
): Promise<string> {
  const { folder } = session();
  writeFileSync(path.join(folder, 'news.jsonl'), linesOf(rows));
  return foundBySpark(folder, method, session().command([`spark.sql.shuffle.partitions=${partitions}`]));
}

function expectSame(there: readonly Found[], here: readonly Found[]): void {
  expect(here.length).toBeGreaterThan(20);
  const places = (all: readonly Found[]) => all.map((row) => [Number(row.id), row.predicted_label]);
  expect(places(there)).toEqual(places(here));
  for (const [at, row] of there.entries()) {
    expect(Math.abs(row.label_quality - here[at]!.label_quality)).toBeLessThan(1e-9);
  }
}

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

const METHOD = 'prune_by_noise_rate';

/** What a cluster of one executor with 2 partitions finds, by a client that the program starts; asked for once. */
const foundInCluster = once(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-spark-'));
  cleanUp.push(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'news.jsonl'), linesOf(newswireRows()));
  const cluster = [
    'spark.master=local-cluster[1,2,512]',
    'spark.executor.memory=512m',
    'spark.sql.shuffle.partitions=2',
    `spark.executor.extraJavaOptions=${QUICK_JAVA} -Dfle.test=${folder}`,
  ];
  let isKilled: unknown;
  const output = await foundBySpark(folder, METHOD, client(cluster), async (ended) => {
    isKilled = await Promise.race([killExecutor(path.join(folder, 'spark-warehouse')), ended]);
  });
  return { output, folder, isKilled };
});

/** A printed script: the table it reads, made of rows, and what it is asked. */
interface Script {
  readonly rows: readonly ScriptRow[];
  readonly classes: readonly string[];
  readonly method: string;
}

/** Runs printed scripts one after the other, as a person would, and reads the tables that they leave: errors_0, … */
async function runScripts(scripts: readonly Script[]): Promise<Found[][]> {
  const folder = folderOf({});
  const parts: string[] = [];
  for (const [at, { rows, classes, method }] of scripts.entries()) {
    const [news, names] = [path.join(folder, `news-${at}.jsonl`), path.join(folder, `classes-${at}.txt`)];
    writeFileSync(news, linesOf(rows));
    writeFileSync(names, classes.join('\n'));
    const columns = ['--table', `news_${at}`, '--id', 'n', '--text', 'body', '--label', 'topic'];
    const options = ['--classes', names, '--method', method, '--into', `errors_${at}`];
    parts.push(
      `create table news_${at} using parquet as select n, body, topic from json.\`${news}\`;`,
      await printed('sql', '--dialect', 'spark', ...columns, ...options),
      `select concat('row ${at} ', hex(to_json(struct(*)))) from (select * from errors_${at} order by suspicion_rank);`,
    );
  }
  const output = await session().run(`set spark.sql.shuffle.partitions=3;\n${parts.join('\n')}`);
  const left = scripts.flatMap((_, at) => [`errors_${at}`, `news_${at}`]).sort();
  expect(readdirSync(path.join(session().folder, 'spark-warehouse')).sort(), session().said).toEqual(left);
  await session().run(left.map((table) => `drop table ${table};`).join('\n'));
  return scripts.map((_, at) =>
    [...output.matchAll(new RegExp(`row ${at} ([\\dA-F]+)$`, 'gm'))].map(([, hex]) =>
      JSON.parse(Buffer.from(hex!, 'hex').toString()),
    ),
  );
}

describe.skipIf(isMissing)(`Spark${reason}`, () => {
  test('finds what is found in-process, though an executor is killed', LIMIT, async () => {
    const { output, folder, isKilled } = await foundInCluster();
    expect(isKilled).toBe(true);
    expectSame(parse(output), foundHere(folder, METHOD));
  });

  test('gives the same bytes for 1, 2 and 7 partitions and for shuffled rows', LIMIT, async () => {
    const rows = newswireRows();
    const { output } = await foundInCluster(); // 2 partitions
    expect(output.length).toBeGreaterThan(1000);
    expect(await foundInSession(rows, METHOD, 1)).toBe(output);
    expect(await foundInSession(shuffled(rows), METHOD, 7)).toBe(output);
  });

  test('noise-aware finds what is found in-process', LIMIT, async () => {
    const there = await foundInSession(newswireRows(), 'noise-aware', 2);
    expectSame(parse(there), foundHere(session().folder, 'noise-aware'));
  });

  test(
    'printed scripts leave what is found in-process and nothing else, whatever labels are called',
    LIMIT,
    async () => {
      const [rows, classes] = [newswireRows(), CLASSES.split(',')];
      const hostile = hostileRows();
      const methods = ['prune_by_noise_rate', 'confident_learning'];
      const answers = await runScripts([
        ...methods.map((method) => ({ rows, classes, method })),
        { ...hostile, method: 'confident_learning' },
      ]);
      for (const [at, method] of methods.entries()) {
        expectSame(answers[at]!, foundHere(folderWith(rows), method));
      }
      const wrong = answers[2] as (Found & { given_label: string })[];
      expect(wrong.map((row) => [Number(row.id), row.given_label, row.predicted_label])).toEqual([
        hostile.wrong,
      ]);
    },
  );
});
