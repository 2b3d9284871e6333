import type { ParseArgsConfig } from 'node:util';
import { DEFAULT_ACCOUNT, isAccount } from '../keys/realm.ts';
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

/** Which merchant's account a command is about; undefined for the default one. */
export const ACCOUNT_OPTION = { account: { type: 'string' } } as const;

export const ACCOUNT_HELP = "--account NAME   the merchant's account, where one proxy serves several";

/** The account among a command's values. */
export function readAccount({ account = DEFAULT_ACCOUNT }: Values): { account: string } {
  if (!isAccount(account)) {
    throw new CliError('--account: expected 1 to 64 of a-z, 0-9, ".", "_" and "-"', 'EX_DATAERR');
  }
  return { account };
}

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
