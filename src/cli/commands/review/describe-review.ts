/** Lines for people about a review. */
import { hostname, userInfo } from 'node:os';
import { counted, shellWord, withCommas } from '../../../errors/wording.js';
import type { Counts } from '../../../review/candidates.js';
import type { ReviewFlags } from '../../options/commands.js';

/** Describes the start of a review. */
export function describeStart({ all, open }: Counts, decisionsFile: string): string[] {
  const decided = all - open;
  return [
    `${counted(all, 'candidate')} to review${decided === 0 ? '' : `, ${withCommas(open)} of them open`}; decisions are kept in ${decisionsFile}`,
  ];
}

/** How to reach the page on a remote machine. */
export function describeTunnel(port: number): string {
  return `From your own machine: ssh -L ${port}:127.0.0.1:${port} ${userInfo().username}@${hostname()}, then open the address there`;
}

/** Describes the end of a review, with the next step. */
export function describeEnd(
  { all, open, decided }: Counts,
  decisionsFile: string,
  applyCommand: string,
): string[] {
  if (decided === 0) return ['nothing is decided'];
  const skipped = all - open - decided;
  return [
    `${withCommas(decided)} of ${counted(all, 'candidate')} decided, ${skipped === 0 ? '' : `${withCommas(skipped)} skipped, `}${withCommas(open)} open; saved in ${decisionsFile}`,
    `To write the corrected data: ${applyCommand}`,
  ];
}

/** The command that writes the corrected data, with all options about the data of this run. */
export function applyCommand(file: string, flags: ReviewFlags): string {
  const { text = [], label, header, classes, classBase, mergeLabels } = flags;
  const { inputFormat, delimiter, encoding, missing, leaveOut, question, decisions } = flags;
  const named = {
    label,
    classes: typeof classes === 'object' ? classes.join(',') : classes,
    'class-base': classBase === undefined ? undefined : String(classBase),
    'input-format': inputFormat,
    delimiter,
    encoding,
    missing: missing?.join(','),
    'leave-out': leaveOut?.join(','),
    question,
    decisions,
  };
  const words = [
    ...['find-label-errors', 'apply', file, '-o', correctedName(file)],
    ...text.flatMap((column) => ['--text', column]),
    ...Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...(header === undefined ? [] : [header ? '--header' : '--no-header']),
    ...(mergeLabels === undefined ? [] : ['--merge-labels']),
  ];
  return words.map(shellWord).join(' ');
}

/** `news.csv` becomes `news.corrected.csv`. */
function correctedName(file: string): string {
  return file.replace(/(\.[^./\\]+)?(\.(?:gz|zst))?$/, '.corrected$1$2');
}
