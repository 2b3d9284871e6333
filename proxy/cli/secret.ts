import { resolve } from 'node:path';
import type { Command } from './command.ts';
import { addToEnvFile } from './env-file.ts';

export const secret: Command = {
  summary: 'prints fresh secrets, or adds those that are missing to a file .env',
  usage: '[--write FILE]',
  help: `Prints fresh values for INVOICE_SECRET, PROXY_SECRET and NOTIFY_SECRET, 32 random bytes each, as lines for a file .env.

  --write FILE  adds those that FILE lacks, or has empty, and prints their names alone. All else in it stays
                as it is. The file is for its owner alone afterwards.
                Where it has INVOICE_JWKS, no INVOICE_SECRET is added.`,
  examples: ['secret --write .env', 'secret'],
  options: { write: { type: 'string' } },

  async run({ write }) {
    const secrets = {
      INVOICE_SECRET: random('base64url'),
      PROXY_SECRET: random('base64url'),
      NOTIFY_SECRET: `whsec_${random('base64')}`,
    };
    if (typeof write !== 'string') {
      const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}`);
      return { text: lines.join('\n'), facts: secrets };
    }
    const file = resolve(write);
    const added = addToEnvFile(file, secrets, { INVOICE_SECRET: 'INVOICE_JWKS' });
    const what = added.length > 0 ? `added ${added.join(', ')}` : 'nothing was missing';
    return { text: `${file}: ${what}`, facts: { file, added } };
  },
};

function random(encoding: 'base64' | 'base64url'): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString(encoding);
}
