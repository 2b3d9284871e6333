import { createProxy } from '../app.ts';
import { writeLines } from '../log/index.ts';
import { readFile } from '../node/serve.ts';
import { type Command, refuseArguments } from './command.ts';
import { loadConfig } from './config.ts';

export const check: Command = {
  summary: 'tells whether invoices can be paid, and if not, what to do',
  help: `Usage: invoice-pay-proxy check

Prints what GET /v1/connection answers, as JSON: the API key, the profile, the methods, the store, the webhooks.
Exits with 1 where every payment would be refused now, and names the command that helps where the store was lost.`,

  async run(args) {
    refuseArguments(args);
    await loadConfig();
    const proxy = createProxy({ env: process.env, readFile, log: writeLines(console.error) });
    try {
      const language = process.env.LANG?.split('.')[0]?.replace('_', '-');
      const connection = await proxy.check(language);
      console.log(JSON.stringify(connection, null, 2));
      return connection.ok ? 0 : 1;
    } finally {
      await proxy.close();
    }
  },
};
