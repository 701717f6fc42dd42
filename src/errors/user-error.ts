/** Something that the user can mend: bad input or wrong usage. It ends the program with exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** What to do about it, as one or more full sentences; empty where the message says it already. */
  readonly fix: string;

  /** The option that it is about, as in `--cv`, where another place than the command line may have said it. */
  readonly option: string | undefined;

  constructor(message: string, fix = '', option?: string) {
    super(message);
    this.fix = fix;
    this.option = option;
  }
}
