/** Shell scripts that complete commands, options and their values, generated from the commands. */
import { type Command, Option } from 'commander';
import { isRefused } from '../options/command.js';

/** The shells with completion. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** The completions of a command. */
interface Completions {
  readonly command: string;
  readonly description: string;
  readonly options: readonly Option[];
  /** The values of its argument, where that is one of a few words and not a file. */
  readonly values: readonly string[];
}

/**
 * The script for a shell. Without a command, the options of `find` are completed.
 *
 * @param topics arguments of `help` besides the names of commands
 */
export function completionScript(shell: Shell, program: Command, topics: readonly string[]): string {
  const helpTakes = [...program.commands.map((command) => command.name()), ...topics];
  const all = program.commands.map((command) => ({
    command: command.name(),
    description: command.summary(),
    options: [
      ...command.options.filter((option) => !isRefused(option)),
      new Option('-h, --help', 'the usual options'),
    ],
    values:
      command.name() === 'help'
        ? helpTakes
        : command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  }));
  return { bash, zsh, fish }[shell](all);
}

const flagsOf = ({ short, long }: Option) => [short, long].filter((flag) => flag !== undefined);
const namesOf = (all: readonly Completions[]) => all.map(({ command }) => command);

/** Options with a fixed set of values, each as "command flag" with its values. */
function choices(
  all: readonly Completions[],
): { readonly word: string; readonly values: readonly string[] }[] {
  return all.flatMap(({ command, options }) =>
    options.flatMap((option) =>
      option.argChoices === undefined
        ? []
        : flagsOf(option).map((flag) => ({ word: `${command} ${flag}`, values: option.argChoices! })),
    ),
  );
}

function bash(all: readonly Completions[]): string {
  return `_find_label_errors() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=find word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${namesOf(all).join('|')}) command=$word; break;; esac
  done
  case "$command $previous" in
${choices(all)
  .map(
    ({ word, values }) =>
      `    "${word}") COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$current")); return;;`,
  )
  .join('\n')}
  esac
  local flags=
  case $command in
${all
  .map(({ command, options }) => `    ${command}) flags="${options.flatMap(flagsOf).join(' ')}";;`)
  .join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
    case $command in
${all
  .filter(({ values }) => values.length > 0)
  .map(
    ({ command, values }) =>
      `      ${command}) COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$current"));;`,
  )
  .join('\n')}
    esac
    ((COMP_CWORD == 1)) && COMPREPLY+=($(compgen -W "${namesOf(all).join(' ')}" -- "$current"))
  fi
}
complete -o filenames -F _find_label_errors find-label-errors
`;
}

function zsh(all: readonly Completions[]): string {
  return `#compdef find-label-errors
_find_label_errors() {
  local command=find word
  for word in \${words[2,CURRENT-1]}; do
    case $word in (${namesOf(all).join('|')}) command=$word; break;; esac
  done
  case "$command \${words[CURRENT-1]}" in
${choices(all)
  .map(({ word, values }) => `    ("${word}") compadd -- ${values.join(' ')}; return;;`)
  .join('\n')}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then
    case $command in
${all
  .map(({ command, options }) => `      (${command}) compadd -- ${options.flatMap(flagsOf).join(' ')};;`)
  .join('\n')}
    esac
  else
    (( CURRENT == 2 )) && compadd -- ${namesOf(all).join(' ')}
    case $command in
${all
  .filter(({ values }) => values.length > 0)
  .map(({ command, values }) => `      (${command}) compadd -- ${values.join(' ')};;`)
  .join('\n')}
      (*) _files;;
    esac
  fi
}
if [[ $funcstack[1] == _find_label_errors ]]; then _find_label_errors "$@"; else compdef _find_label_errors find-label-errors; fi
`;
}

function fish(all: readonly Completions[]): string {
  const others = namesOf(all)
    .filter((name) => name !== 'find')
    .join(' ');
  const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = all.flatMap(({ command, description, options, values }) => {
    const when =
      command === 'find'
        ? `not __fish_seen_subcommand_from ${others}`
        : `__fish_seen_subcommand_from ${command}`;
    return [
      `complete -c find-label-errors -n __fish_use_subcommand -a ${command} -d ${quote(description)}`,
      ...(values.length === 0
        ? []
        : [`complete -c find-label-errors -n ${quote(when)} -f -a ${quote(values.join(' '))}`]),
      ...options.map(({ short, long, required, argChoices, description: help }) =>
        [
          `complete -c find-label-errors -n ${quote(when)}`,
          ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
          ...(long === undefined ? [] : [`-l ${long.slice(2)}`]),
          ...(required ? ['-r'] : []),
          ...(argChoices === undefined ? [] : [`-f -a ${quote(argChoices.join(' '))}`]),
          `-d ${quote(help)}`,
        ].join(' '),
      ),
    ];
  });
  return `${lines.join('\n')}\n`;
}
