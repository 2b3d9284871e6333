import { ENV } from './env.ts';
import { CUSTOMER } from './host.ts';
import type { Hooks, World } from './observed.ts';

/** A country is in many texts. */
const { country: _country, ...BILLED } = CUSTOMER;

/** What nobody is ever told, as it looks. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'an API key': /(?:test|live)_[A-Za-z]{30}/,
  PROXY_SECRET: anyOf([ENV.PROXY_SECRET]),
  INVOICE_SECRET: anyOf([ENV.INVOICE_SECRET]),
  NOTIFY_SECRET: anyOf([ENV.NOTIFY_SECRET.slice('whsec_'.length)]),
  // A header of JWT begins like this, in any order of its members.
  'a token': /eyJ[\w-]{10,}\.eyJ[\w-]+\./,
  'who is billed': anyOf(Object.values(BILLED)),
  // Of payments' metadata and of webhooks' addresses: 256 bits in base32.
  'a MAC': /(?<![a-z2-7])[a-z2-7]{52}(?![a-z2-7])/,
};

/** Whatever proxies log, answer and tell holds no key, no secret, no token, no MAC, and nothing of who is billed. */
export function createSecretsJudge(): Hooks {
  const judge = (where: string, text: string, world: World) => {
    const name = secretIn(text);
    if (name) world.fail('told a secret', `${where}: ${name} in ${text.slice(0, 500)}`);
  };
  return {
    onSaid: ({ where, text }, world) => judge(where, text, world),
    onStored({ log }, world) {
      if (log.length > 0) judge('stored log', JSON.stringify(log), world);
    },
  };
}

const ANY = new RegExp(
  Object.values(SECRETS)
    .map(({ source }) => source)
    .join('|'),
);

/** The kind of the first secret in a text; undefined where there is none. */
export function secretIn(text: string): string | undefined {
  if (!ANY.test(text)) return undefined;
  return Object.keys(SECRETS).find((name) => SECRETS[name]!.test(text));
}

function anyOf(texts: readonly string[]): RegExp {
  return new RegExp(texts.map((text) => text.replaceAll(/[^\w ]/g, '\\$&')).join('|'));
}
