/** `help <topic>` on a terminal, which script(1) of util-linux makes. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../reference-data.js';

const program = path.join(projectRoot, 'bin/find-label-errors.js');
const script = spawnSync('script', ['--version'], { encoding: 'utf8' });
const hasTerminal = script.status === 0 && script.stdout.includes('util-linux');
const onTerminal = test.skipIf(!hasTerminal);

function helpOnTerminal(pager: string): string {
  const command = `stty cols 60; ${process.execPath} ${program} help kinds`;
  const env = { PATH: process.env.PATH, PAGER: pager, TERM: 'xterm', LANG: 'C.UTF-8' };
  return execFileSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', env });
}

onTerminal('a page goes through the pager that PAGER names, with its arguments and with styles', () => {
  const shown = helpOnTerminal('sed -n "s/^/paged: /;1,3p"');
  expect(shown.split('\r\n')[0]).toBe('paged: \u001b[1mMore than label errors\u001b[22m');
  expect(shown.trim().split('\r\n')).toHaveLength(3);
});

onTerminal.each(['', 'no-such-pager-anywhere'])(
  'where there is no pager (%j) the page is printed',
  (pager) => {
    const shown = helpOnTerminal(pager);
    expect(shown).toContain('conflicting_duplicate');
    expect(shown).not.toContain('not found');
  },
);

test('in a pipe it is plain, and no pager is started', () => {
  const shown = execFileSync(process.execPath, [program, 'help', 'kinds'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, PAGER: 'false' },
  });
  expect(shown).toMatch(/^More than label errors\n/);
  expect(shown).not.toContain('\u001b');
});
