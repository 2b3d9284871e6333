import { createProxy } from '../app.ts';
import { readFile } from '../node.ts';
import { type Command, refuseArguments } from './command.ts';

export const resync: Command = {
  summary: "rebuilds the store from Mollie's list of payments",
  help: `Usage: invoice-pay-proxy resync

Rebuilds an emptied store from Mollie's list of payments: invoices, attempts and links. What is there already stays.
Not to be had back are the log, and of each invoice what its payments do not hold (number, dates, address) until its
next token comes. A proxy on an emptied store creates no payments until this has run.
Exits with 1 where a payment could not be restored; run it again then.`,

  async run(args) {
    refuseArguments(args);
    const proxy = createProxy({ env: process.env, readFile });
    const isTerminal = process.stderr.isTTY;
    try {
      const { listed, own, restored, failed } = await proxy.resync(({ listed, own, backTo }) => {
        if (isTerminal)
          process.stderr.write(`\r${listed} payments listed, back to ${backTo}; ${own} of this proxy`);
      });
      if (isTerminal) process.stderr.write('\n');
      console.log(`${listed} payments listed by Mollie, ${own} of this proxy, ${restored} restored.`);
      console.log('The log of what happened before could not be restored.');
      if (failed.length === 0) return 0;
      console.error(`Not restored: ${failed.join(', ')}. Run it again.`);
      return 1;
    } finally {
      await proxy.close();
    }
  },
};
