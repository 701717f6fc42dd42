/** An error that the user can fix: bad input or wrong usage. It ends the program with exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** How to fix it, in full sentences; empty where the message says it already. */
  readonly fix: string;

  /** The option that is wrong, as in `--cv`, where its value may be from a configuration file. */
  readonly option: string | undefined;

  constructor(message: string, fix = '', option?: string) {
    super(message);
    this.fix = fix;
    this.option = option;
  }
}
