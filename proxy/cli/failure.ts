import { ConfigError } from '../config/index.ts';
import { describeError, ProxyError } from '../errors.ts';
import { MollieError } from '../mollie/errors.ts';
import { CliError } from './command.ts';
import type { ExitName } from './exit-codes.ts';

type Failure = {
  message: string;
  exit: ExitName;
  /** What is wrong with the configuration, one by one. */
  problems?: readonly string[];
};

/** What Node adds to an error of a server that cannot listen. */
type ListenError = { address?: string; hostname?: string; port?: number };

/** What is told of an error that ended a command: a stack only where the program itself is wrong. */
export function toFailure(error: unknown): Failure {
  if (error instanceof CliError) return { message: error.message, exit: error.exit };
  if (error instanceof ConfigError)
    return { message: error.message, exit: 'EX_CONFIG', problems: error.problems };
  if (error instanceof ProxyError || error instanceof MollieError) {
    const isMollie = error instanceof MollieError;
    const cause = isMollie ? `Mollie: ${error.message}` : `${error.code}: ${describeError(error.cause)}`;
    return { message: cause, exit: 'EX_UNAVAILABLE' };
  }
  const { syscall, code, address, hostname, port } = error as NodeJS.ErrnoException & ListenError;
  // The port may be taken, or the address may be another machine's.
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    const message = `HOST or PORT: cannot listen on ${[address ?? hostname, port].filter(Boolean).join(':')} (${code})`;
    return { message, exit: code === 'EACCES' ? 'EX_NOPERM' : 'EX_OSERR' };
  }
  return { message: (error as Error).stack ?? String(error), exit: 'EX_SOFTWARE' };
}
