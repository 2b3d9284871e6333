import { type Command, refuseArguments } from './command.ts';

export const secret: Command = {
  summary: 'prints fresh secrets',
  help: `Usage: invoice-pay-proxy secret

Prints fresh values for INVOICE_SECRET, PROXY_SECRET and NOTIFY_SECRET, 32 random bytes each, as lines for a file .env.`,

  async run(args) {
    refuseArguments(args);
    console.log(`INVOICE_SECRET=${random('base64url')}`);
    console.log(`PROXY_SECRET=${random('base64url')}`);
    console.log(`NOTIFY_SECRET=whsec_${random('base64')}`);
    return 0;
  },
};

function random(encoding: 'base64' | 'base64url'): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString(encoding);
}
