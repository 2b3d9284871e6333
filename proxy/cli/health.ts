import { isIPv6 } from 'node:net';
import { readAddress } from '../config/index.ts';
import { SECOND } from '../lib/clock.ts';
import { CliError, type Command } from './command.ts';

/** Shorter than what containers wait for. Milliseconds. */
const PATIENCE = 3 * SECOND;

/** A server that listens everywhere is asked here. */
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

export const health: Command = {
  summary: 'asks a running proxy whether it is well, for containers',
  usage: '[--ready]',
  help: `Asks the proxy on this machine, at HOST and PORT, for GET /health: is the process alive? Ends within 3 seconds,
with 69 where it is not. Needs no secrets.

  --ready   asks for GET /ready: does the store take writes, too, and does it know what Mollie knows?`,
  examples: ['health', 'health --ready'],
  options: { ready: { type: 'boolean' } },

  async run({ ready }) {
    const url = `${address()}/${ready ? 'ready' : 'health'}`;
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(url, { signal, redirect: 'manual' }).catch((error: Error) => {
      throw new CliError(`${url} does not answer (${reasonOf(error)})`, 'EX_UNAVAILABLE');
    });
    const body = await response.json().catch(() => ({}));
    if (!response.ok) {
      const code = body.error?.code ?? 'not as a proxy does';
      throw new CliError(`${url} answers ${response.status}, ${code}`, 'EX_UNAVAILABLE');
    }
    return { text: String(body.status), facts: { url, ...body } };
  },
};

/** Where the proxy listens, by its configuration. */
function address(): string {
  const { host: given, port } = readAddress(process.env);
  const host = EVERYWHERE[given] ?? given;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function reasonOf(error: Error): string {
  if (error.name === 'TimeoutError') return `not within ${PATIENCE / SECOND} seconds`;
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException;
  return code ?? message;
}
