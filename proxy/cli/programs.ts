import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliError, type Command } from './command.ts';

export const demo: Command = {
  summary: 'starts the demo: an invoicing system, the proxy and a Mollie simulator',
  help: `Starts an invented company's invoicing system, the proxy and a Mollie simulator, and prints their addresses. The proxy
takes PORT (3000) or the next that is free. Nothing leaves this machine, and nothing stays after Ctrl-C.

With MOLLIE_API_KEY=test_… it uses Mollie itself, in test mode, and keeps store, secrets and invoices in ./data.
DEMO_HOSTS names further hosts that its pages answer for, by commas.

  --json  the addresses as one line of JSON`,
  examples: ['demo'],

  run: ({ json }) => program('start', json ? ['--json'] : []),
};

export const simulator: Command = {
  summary: 'runs the Mollie simulator alone',
  help: `Runs a Mollie of one's own on this machine, for the tests of any program that speaks to Mollie: the API as far as payments
of invoices use it, the customer's pages, and a hand on time and faults. Any key in Mollie's form works. No money
moves, and nothing is kept.

  --port PORT     default 4000; 0 for any free one
  --host ADDRESS  default 127.0.0.1
  --hosts NAMES   names that it answers for besides this machine's own, by commas
  --json          its addresses as one line of JSON`,
  examples: ['simulator --port 4000', 'simulator --port 0 --json'],
  options: { port: { type: 'string' }, host: { type: 'string' }, hosts: { type: 'string' } },

  run: (values) =>
    program(
      'mollie/main',
      Object.entries(values).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`)),
    ),
};

/**
 * Runs a program of the demo in this process, as Node itself would: it is no part of the proxy, so that it is found by its
 * path. It stays `demo/` in a checkout, and is built into `dist/demo/`.
 */
async function program(name: string, args: readonly string[]): Promise<undefined> {
  const file = new URL(`../../demo/${name}${extname(import.meta.url)}`, import.meta.url);
  if (!existsSync(file)) {
    throw new CliError(
      'The demo and the simulator are not in this image: use npx invoice-pay-button on a machine with Node',
      'EX_UNAVAILABLE',
    );
  }
  process.argv.splice(1, Infinity, fileURLToPath(file), ...args);
  await import(file.href);
}
