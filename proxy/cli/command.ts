export type Command = {
  /** One line. */
  summary: string;
  help: string;
  /** Answers the exit code. */
  run(args: string[]): Promise<number>;
};

/** A mistake of the caller: its message is shown without a stack. */
export class CliError extends Error {
  override name = 'CliError';
}

/** For commands that are configured by the environment alone. */
export function refuseArguments([first]: readonly string[]): void {
  if (first !== undefined) throw new CliError(`There is no option ${first}. See --help.`);
}
