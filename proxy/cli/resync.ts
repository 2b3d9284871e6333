import { createProxy } from '../app.ts';
import { ProxyError } from '../errors.ts';
import { SECOND } from '../lib/clock.ts';
import { writeLines } from '../log/index.ts';
import { readFile } from '../node/serve.ts';
import type { ResyncProgress, ResyncReport } from '../resync/index.ts';
import { ACCOUNT_HELP, ACCOUNT_OPTION, CliError, type Command, readAccount } from './command.ts';
import { loadConfig } from './config.ts';
import { EXIT } from './exit-codes.ts';

export const resync: Command = {
  summary: "rebuilds the store from Mollie's list of payments",
  usage: '[--account NAME] [--trust]',
  help: `Rebuilds an emptied store from Mollie's lists of payments, in the profile of every key: invoices, attempts and links.
What is there already stays. Not to be had back are the log, and of each invoice what its payments do not hold
(number, dates, address) until its next token comes. A proxy on an emptied store creates no payments until this has run.

What your system said since an invoice's last payment is lost: that it was withdrawn, changed or paid elsewhere. So a
restored invoice is not payable (unconfirmed) until your system states it again, by PUT /v1/invoice or any token signed
after the restore. Where NOTIFY_URL is set, your system is told invoice.unconfirmed for each.

  ${ACCOUNT_HELP}; its key is the one that was connected
  --trust   makes all restored invoices payable as they are, those of an earlier resync too; for when you know that
            nothing was said since

Exits with 75 where a payment could not be restored; run it again then.`,
  examples: ['resync', 'resync --account bakery'],
  options: { ...ACCOUNT_OPTION, trust: { type: 'boolean' } },

  async run({ trust, json, ...values }) {
    const account = readAccount(values);
    await loadConfig();
    const proxy = createProxy({ env: process.env, readFile, log: writeLines(console.error, Date.now) });
    const { isTTY } = process.stderr;
    const started = performance.now();
    const tell = (progress: ResyncProgress) => {
      if (json) return void console.error(JSON.stringify({ progress }));
      const line = progressLine(progress, (performance.now() - started) / SECOND);
      // A terminal shows one line, which is overwritten.
      process.stderr.write(isTTY ? `\r${line}\x1b[K` : `${line}\n`);
    };
    try {
      const facts = await proxy.resync(tell, { ...account, trust: trust === true }).catch(explain);
      if (isTTY && !json) process.stderr.write('\n');
      const isWhole = facts.failed.length === 0;
      return { facts, text: outcome(facts).join('\n'), code: isWhole ? 0 : EXIT.EX_TEMPFAIL };
    } finally {
      await proxy.close();
    }
  },
};

/** Without a key there is no list. */
function explain(error: unknown): never {
  if (!(error instanceof ProxyError) || error.code !== 'not_connected') throw error;
  throw new CliError('This account has no API key: connect it first, then run this again.', 'EX_CONFIG');
}

function progressLine({ listed, own, backTo }: ResyncProgress, seconds: number): string {
  const rate = Math.round(listed / seconds);
  return `${listed} payments listed (${rate} a second), back to ${backTo ?? 'the first'}; ${own} of this proxy`;
}

function outcome({ listed, own, restored, lost, unconfirmed, trusted, failed }: ResyncReport): string[] {
  return [
    `${listed} payments listed by Mollie, ${own} of this proxy, ${restored} restored.`,
    ...(lost > 0 ? ['The log of what happened before could not be restored.'] : []),
    ...(trusted > 0 ? [`Invoices that are payable again as restored: ${trusted}.`] : []),
    ...(unconfirmed > 0
      ? [
          `Invoices that are not payable until your system states them again: ${unconfirmed}.`,
          'Have it send each by PUT /v1/invoice, or sign a new token; or, if nothing was said since, run resync --trust.',
        ]
      : []),
    ...(failed.length > 0 ? [`Not restored: ${failed.join(', ')}. Run it again.`] : []),
  ];
}
