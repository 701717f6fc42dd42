/** What the benches share: running commands in turn, and keeping what was measured. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';

const RESULTS = path.join(import.meta.dirname, 'README.md');

/** The machine, and how busy it was: what others do on it is in every time. */
export function describeMachine() {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0].model}, ${cpus().length} cores, ${gigabytes} GiB, Node ${process.version}; load ${loadavg()[0].toFixed(1)} at the start`;
}

/** Runs jobs in turn, so often as asked for: whatever else the machine does slows all of them. */
export function alternate(times, jobs) {
  const runs = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
  for (let run = 0; run < times; run++) {
    for (const [name, job] of Object.entries(jobs)) runs[name].push(job());
  }
  return runs;
}

/** Runs a command as a whole process; its memory and processor time are known where there is a `time` that tells them. */
export function timed(command, args) {
  const start = process.hrtime.bigint();
  const wrapped = existsSync('/usr/bin/time')
    ? ['/usr/bin/time', '-f', 'peak %M processor %U %S', command, ...args]
    : [command, ...args];
  const { status, stderr } = spawnSync(wrapped[0], wrapped.slice(1), { encoding: 'utf8' });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
  const [, peak = Number.NaN, user = Number.NaN, system = Number.NaN] =
    /peak (\d+) processor (\S+) (\S+)/.exec(stderr) ?? [];
  const stages = [...stderr.matchAll(/^ {2}(\S+) +(\d+\.\d\d) s$/gm)].map(([, name, took]) => [
    name,
    Number(took),
  ]);
  return {
    seconds,
    processor: Number(user) + Number(system),
    megabytes: Number(peak) / 1024,
    ...Object.fromEntries(stages),
  };
}

export function medianOf(results, key) {
  const sorted = results.map((result) => result[key]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Keeps a section of README.md, in place of the one of that title, with the command that has made it.
 *
 * @param {string} title
 * @param {string[]} lines
 * @param {string} python the user's own, which is not written down
 */
export function keepResults(title, lines, python = 'python3') {
  const said = process.argv.slice(2).map((word) => (word === python ? 'python3' : word));
  const command = `node test/bench/${path.basename(process.argv[1])} ${said.join(' ')}`;
  const before = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : '# Measurements\n';
  const sections = before.split(/^(?=## )/m);
  const at = sections.findIndex((section) => section.startsWith(`## ${title}\n`));
  const section = `## ${title}\n\n    ${command}\n\n${lines.join('\n')}\n`;
  sections.splice(at < 0 ? sections.length : at, 1, section);
  writeFileSync(
    RESULTS,
    sections
      .map((section) => section.trimEnd())
      .join('\n\n')
      .concat('\n'),
  );
}
