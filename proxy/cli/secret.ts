import { type Command, refuseArguments } from './command.ts';

export const secret: Command = {
  summary: 'prints fresh secrets',
  help: `Usage: invoice-pay-proxy secret

Prints fresh values for INVOICE_SECRET and PROXY_SECRET, 32 random bytes each, as lines for a file .env.`,

  async run(args) {
    refuseArguments(args);
    for (const name of ['INVOICE_SECRET', 'PROXY_SECRET']) {
      const bytes = crypto.getRandomValues(new Uint8Array(32));
      console.log(`${name}=${Buffer.from(bytes).toString('base64url')}`);
    }
    return 0;
  },
};
