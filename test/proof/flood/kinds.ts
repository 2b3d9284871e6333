import { createHmac, randomBytes } from 'node:crypto';
import { type Ask, askAgain, breakOff, type Statuses } from './connections.ts';

/** What floods know of the proxy. */
export type Target = {
  url: string;
  /** Under which all of it comes, honest payers included. */
  address: string;
  token: string;
  merchantToken: string;
  /** The path of an invoice's link that has an open payment, and of that payment's webhook. */
  link: string;
  webhook: string;
  paymentId: string;
};

export type Kind = {
  name: string;
  /** Floods until the signal. */
  run: (target: Target, signal: AbortSignal, statuses: Statuses) => Promise<void>;
  /** The most requests to Mollie in so many seconds. */
  mollie: (seconds: number) => number;
  /** What the proxy is started with besides. */
  env?: Record<string, string>;
};

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** The background looks at the open payment once, after a minute. */
const none = (seconds: number) => Math.floor(seconds / 60);
/** One look in five seconds. */
const looks = (seconds: number) => Math.ceil(seconds / 5) + 1;
/** One round in a fifth of a second, for all who come meanwhile. */
const rounds = (seconds: number) => 5 * seconds + 2;

function slug(length = 32): string {
  return Array.from(randomBytes(length), (byte) => LETTERS[byte & 31]).join('');
}

/** A token like the host's, signed with another secret. */
function wrongToken(): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: 'invoice-pay', sub: slug(), iat: now, exp: now + 60, currency: 'EUR', total: '1.00' };
  const signed = `${part({ alg: 'HS256' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', 'another secret of thirty-two bytes').update(signed).digest('base64url')}`;
}

/** Whole requests, each as `next` makes it. */
function asking(
  name: string,
  mollie: Kind['mollie'],
  next: (target: Target) => Ask,
  env?: Kind['env'],
): Kind {
  const run: Kind['run'] = (target, signal, statuses) => {
    const made = () => {
      const ask = next(target);
      return {
        ...ask,
        headers: { 'x-forwarded-for': target.address, 'accept-encoding': 'br', ...ask.headers },
      };
    };
    return askAgain(target.url, made, signal, statuses);
  };
  return { name, run, mollie, ...(env && { env }) };
}

/** Requests that never become whole: given up after `patience`, by either side. */
function breaking(name: string, patience: number, begin: (target: Target) => string): Kind {
  const run: Kind['run'] = (target, signal, statuses) =>
    breakOff(target.url, begin(target), { patience }, signal, statuses);
  return { name, run, mollie: none };
}

const head = (start: string, { address }: Target, ...more: string[]) =>
  [`${start} HTTP/1.1`, 'Host: 127.0.0.1', `X-Forwarded-For: ${address}`, ...more].join('\r\n');

export const KINDS: readonly Kind[] = [
  asking('wrong tokens', none, () => ({
    path: '/v1/invoice',
    headers: { authorization: `Bearer ${wrongToken()}` },
  })),
  asking('batches without a token', none, () => ({
    ...{ method: 'POST', path: '/v1/invoices', headers: JSON_TYPE },
    body: '{"tokens":[]}',
  })),
  asking('batches of wrong tokens', none, () => ({
    ...{ method: 'POST', path: '/v1/invoices', headers: JSON_TYPE },
    body: JSON.stringify({ tokens: Array.from({ length: 100 }, wrongToken) }),
  })),
  asking('links that do not exist', none, () => ({ path: `/pay/${slug()}` })),
  asking(
    'links that do not exist, on a new store with a wrong key',
    looks,
    () => ({ path: `/pay/${slug()}` }),
    {
      MOLLIE_API_KEY: 'test_aKeyThatMollieDoesNotKnow0000000',
    },
  ),
  asking('one link that exists', looks, ({ link }) => ({ path: link })),
  asking('Pay on one link', rounds, ({ link }) => ({ method: 'POST', path: link, headers: FORM, body: '' })),
  asking('Pay with a valid token', rounds, ({ token }) => ({
    ...{ method: 'POST', path: '/v1/invoice/payments', headers: { authorization: `Bearer ${token}` } },
    body: '',
  })),
  asking('Check now with a valid token', looks, ({ merchantToken }) => ({
    ...{ method: 'POST', path: '/v1/invoice/refresh', headers: { authorization: `Bearer ${merchantToken}` } },
    body: '',
  })),
  asking('QR codes', none, ({ link }) => ({ path: `${link}/qr.svg` })),
  asking('webhooks with a wrong MAC', none, ({ link, paymentId }) => ({
    ...{ method: 'POST', path: `/webhooks/mollie/${link.split('/').at(-1)}/1/${slug(52)}`, headers: FORM },
    body: `id=${paymentId}`,
  })),
  asking('one webhook, again and again', rounds, ({ webhook, paymentId }) => ({
    ...{ method: 'POST', path: webhook, headers: FORM },
    body: `id=${paymentId}`,
  })),
  asking('views with a valid token', looks, ({ token }) => ({
    path: '/v1/invoice',
    headers: { authorization: `Bearer ${token}` },
  })),
  asking('files of the element', none, () => ({ path: '/invoice-pay-button.js' })),
  asking('paths that do not exist', none, () => ({ path: `/${slug(8)}.php` })),
  asking('/ready', none, () => ({ path: '/ready' })),
  asking('bodies that are too large', none, () => ({
    ...{ method: 'POST', path: '/v1/invoices', headers: JSON_TYPE },
    body: 'x'.repeat(600_000),
  })),
  breaking(
    'bodies that break off',
    20,
    (target) =>
      `${head('POST /v1/invoices', target, 'Content-Type: application/json', 'Content-Length: 1000')}\r\n\r\n{"tok`,
  ),
  breaking(
    'answers that nobody takes',
    5,
    (target) => `${head('GET /invoice-pay-button.js', target)}\r\n\r\n`,
  ),
  breaking('what is no HTTP', 1000, () => 'GIVE ME\0\r\n\r\n'),
  breaking('connections that fall silent', 30_000, (target) => head('GET /health', target, 'X-More: ')),
];
