#!/usr/bin/env node
const args = process.argv.slice(2);
try {
  const { main, processIo } = await import('../dist/program/main.js');
  process.exitCode = await main(args, processIo(args));
} catch (error) {
  // Only where the program itself cannot be loaded; by default Node ends with 1, which says that a check has failed.
  process.stderr.write(`find-label-errors: the program cannot be loaded (${error.message})\n`);
  if (/^E[MN]FILE$/.test(error.code)) {
    process.stderr.write('  Allow it more open files, as with ulimit -n 1024, or close some.\n');
  }
  process.exitCode = 3;
}
