import type { ParseArgsConfig } from 'node:util';
import type { ExitName } from './exit-codes.ts';

/** Values of the options by their names in kebab-case. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

export type Command = {
  /** One line. */
  summary: string;
  /** What may stand behind the command's name: `FILE`. */
  usage?: string;
  help: string;
  /** Lines that can be typed as they are, without `npx invoice-pay-button`. */
  examples: readonly string[];
  options?: NonNullable<ParseArgsConfig['options']>;
  /** Whether it takes the one argument that is no option. */
  takesFile?: boolean;
  run(values: Values, file: string): Promise<Outcome | undefined>;
};

export type Outcome = {
  /** Printed as it is. */
  text: string;
  /** Printed instead, as one line of JSON, with `--json`. */
  facts: object;
  /** The exit code, 0 by default. */
  code?: number;
};

/** A mistake of the caller, or of what was found: its message is shown without a stack. */
export class CliError extends Error {
  override name = 'CliError';
  readonly exit: ExitName;

  constructor(message: string, exit: ExitName = 'EX_USAGE') {
    super(message);
    this.exit = exit;
  }
}

/** Options may be named like the claims in the token: `--paidElsewhere` is `--paid-elsewhere`. */
export function toKebab(name: string): string {
  const [option = '', ...value] = name.split('=');
  return [option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), ...value].join('=');
}
