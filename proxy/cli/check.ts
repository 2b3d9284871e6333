import { createProxy } from '../app.ts';
import { writeLines } from '../log/index.ts';
import { readFile } from '../node/serve.ts';
import { ACCOUNT_HELP, ACCOUNT_OPTION, type Command, readAccount } from './command.ts';
import { loadConfig } from './config.ts';

export const check: Command = {
  summary: 'tells whether invoices can be paid, and if not, what to do',
  usage: '[--account NAME]',
  help: `Prints what GET /v1/connection answers, as JSON: the API key, the profile, the methods, the store, the webhooks.
Exits with 1 where every payment would be refused now, and names the command that helps where the store was lost.

  ${ACCOUNT_HELP}`,
  examples: ['check', 'check --account bakery'],
  options: ACCOUNT_OPTION,

  async run(values) {
    const account = readAccount(values);
    await loadConfig();
    const proxy = createProxy({ env: process.env, readFile, log: writeLines(console.error, Date.now) });
    try {
      const language = process.env.LANG?.split('.')[0]?.replace('_', '-');
      const facts = await proxy.check(language, account);
      return { facts, text: JSON.stringify(facts, null, 2), code: facts.ok ? 0 : 1 };
    } finally {
      await proxy.close();
    }
  },
};
