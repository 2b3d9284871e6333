import { existsSync } from 'node:fs';
import { EXIT } from '../proxy/cli/exit-codes.ts';
import { ConfigError } from '../proxy/config/index.ts';
import { type Addresses, DemoError, startDemo } from './demo.ts';

const LABELS: Record<keyof Addresses, string> = {
  start: 'Start',
  merchantInvoice: "Merchant's invoice",
  onlineInvoice: "Customer's online invoice",
  invoiceList: 'Invoice list',
  connection: 'Connection and log',
  playground: 'Playground',
  secondMerchant: 'Second merchant',
  proxy: 'Proxy',
  simulator: 'Mollie simulator',
};

/** How it was started: in a checkout, or from the package. */
const CALL = import.meta.url.endsWith('.ts') ? 'npm start' : 'npx invoice-pay-button demo';

function print(addresses: Addresses): void {
  const width = Math.max(...Object.values(LABELS).map((label) => label.length));
  const shown = (Object.keys(LABELS) as (keyof Addresses)[]).filter((name) => addresses[name] !== null);
  console.log(`
An invoicing system, the payment proxy, and ${addresses.simulator ? 'a Mollie on this machine' : 'Mollie in test mode'}:

${shown.map((name) => `  ${LABELS[name].padEnd(width)}  ${addresses[name]}`).join('\n')}

${
  addresses.simulator
    ? `Nothing leaves this machine. To use Mollie itself, in test mode, with the test key of your own profile
(my.mollie.com, Developers, API keys), here or as a line in a file .env:

  MOLLIE_API_KEY=test_… ${CALL}
`
    : `Store, secrets and invoices are kept in ./data. Payments show up when somebody looks; with PUBLIC_URL, the
https address of a tunnel to the proxy, Mollie's webhooks arrive too.
`
}
Ctrl-C stops everything.
`);
}

try {
  // Variables that are set already stay as they are.
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { addresses, stop } = await startDemo();
  if (process.argv.includes('--json')) console.log(JSON.stringify(addresses));
  else print(addresses);
  // Every time, not once: a signal that comes twice, by terminal and by npm, shall not cut the stopping short.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
} catch (error) {
  if (!(error instanceof DemoError) && !(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = EXIT.EX_CONFIG;
}
