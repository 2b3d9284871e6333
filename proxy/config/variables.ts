import { z } from 'zod';
import { METHOD_ID } from '../codes/method-id.ts';
import { isLoopback, isReachable, isWebAddress } from '../lib/addresses.ts';
import { parseNetwork } from '../lib/networks.ts';
import { LEVELS } from '../log/index.ts';

export const MOLLIE_ENDPOINT = 'https://api.mollie.com/v2/';

/** HS256 wants a key at least as long as its hash. RFC 7518 section 3.2 */
const MIN_SECRET_BYTES = 32;

/** Values separated by commas. */
export const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const secrets = z
  .string('expected a text of at least 32 bytes; `npx invoice-pay-button secret` prints one')
  .transform(list)
  .refine(
    (all) => all.length > 0 && all.every((one) => new TextEncoder().encode(one).length >= MIN_SECRET_BYTES),
    {
      message: 'expected at least 32 bytes in each secret; `npx invoice-pay-button secret` prints one',
    },
  );

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme */
const notifySecrets = z
  .string()
  .transform(list)
  .refine((all) => all.length > 0 && all.every((one) => /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(one)), {
    message: 'expected whsec_ and at least 24 bytes in base64; `npx invoice-pay-button secret` prints one',
  });

/** https://docs.mollie.com/reference/authentication */
export const API_KEY = /^(test|live)_\w+$/;

const mollieKeys = z
  .string()
  .transform(list)
  .refine((keys) => keys.length > 0 && keys.every((key) => API_KEY.test(key)), {
    message: 'expected test_… or live_…, several separated by commas',
  })
  .refine((keys) => new Set(keys.map((key) => key.slice(0, 4))).size <= 1, {
    message: 'expected keys of one mode, all test_ or all live_',
  });

/** Without slashes at the end. The lookbehind keeps the expression linear: it starts at no other slash of a run. */
const withoutSlashes = (address: string) => address.replace(/(?<!\/)\/+$/, '');

const mollieEndpoint = z
  .string()
  .refine((text) => isWebAddress(text, isLoopback) && !/[?#]/.test(text), {
    message: 'expected an https address, or an http address on loopback, without query',
  })
  .transform((text) => `${withoutSlashes(new URL(text).href).replace(/\/v2$/, '')}/v2/`);

export const publicUrl = z
  .string()
  .refine((text) => isWebAddress(text, () => true) && !/[?#]/.test(text), {
    message: 'expected an address such as https://pay.example.com, without query',
  })
  .transform((text) => withoutSlashes(new URL(text).href));

const origins = z
  .string()
  .transform(list)
  .refine((all) => all.every(isOrigin), {
    message: 'expected origins such as https://shop.example.com, separated by commas, without a path',
  });

/** What each variable may be, one by one; what must hold between them is `readConfig`'s. */
export const variables = z.object({
  MOLLIE_API_KEY: mollieKeys.default([]),
  MOLLIE_API_ENDPOINT: mollieEndpoint.default(MOLLIE_ENDPOINT),
  PUBLIC_URL: publicUrl.optional(),
  INVOICE_SECRET: secrets.optional(),
  INVOICE_JWKS: z.string().optional(),
  PROXY_SECRET: secrets,
  STORAGE_URL: z
    .string()
    .regex(/^(sqlite:.+|rediss?:\/\/.+|postgres(ql)?:\/\/.+|memory:)$/, {
      message: 'expected sqlite:./path, redis://…, rediss://…, postgres://… or memory:',
    })
    .refine((text) => !/^(redis|postgres)/.test(text) || isServerAddress(text), {
      message: 'expected an address; in a password write # as %23, / as %2F, ? as %3F, @ as %40 and % as %25',
    })
    .default('sqlite:./data/invoice-pay.db'),
  ALLOWED_ORIGINS: origins.default([]),
  NOTIFY_URL: z
    .string()
    .refine((text) => isWebAddress(text, (hostname) => !isReachable(hostname)), {
      message: 'expected an https address, or an http address within your network',
    })
    .optional(),
  NOTIFY_SECRET: notifySecrets.optional(),
  BRAND_NAME: z.string().max(100, { message: 'expected at most 100 characters' }).optional(),
  BRAND_LOGO: z.string().optional(),
  BRAND_COLOR: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { message: 'expected a colour such as #0a5cff' })
    .optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform(list)
    .refine((all) => all.every(parseNetwork), {
      message: 'expected IP addresses or networks such as 10.0.0.0/8, separated by commas',
    })
    .default([]),
  RATE_LIMIT: z
    .string()
    .regex(/^\d{1,7}$/, { message: 'expected a whole number of requests a minute, 0 for any number' })
    .transform(Number)
    .default(600),
  METHODS: z
    .string()
    .transform(list)
    .refine((all) => all.every((id) => METHOD_ID.test(id)), {
      message: "expected Mollie's ids such as ideal,creditcard, separated by commas",
    })
    .default([]),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(LEVELS, { message: `expected one of ${LEVELS.join(', ')}` }))
    .default('info'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, {
      message: 'expected letters, digits or signs, without spaces; `openssl rand -hex 32` makes one',
    })
    .optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { message: 'expected a port number' })
    .transform(Number)
    .refine((port) => port <= 65_535, { message: 'expected a port number' })
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
});

/** `?name=value&…`, in which `@` may stand: a user's name at some servers. */
const SETTINGS = /^\?\w+=[^&]*(&\w+=[^&]*)*$/;

/**
 * Whether an address of a database says what it seems to: a password with `#`, `/` or `?` ends in the middle, and the
 * rest of it would be shown as the name of a host or a database.
 */
function isServerAddress(text: string): boolean {
  // PostgreSQL's may leave out the host.
  const address = text.replace('@/', '@localhost/');
  if (!URL.canParse(address) || address.includes('#')) return false;
  const { username, password, pathname, search } = new URL(address);
  if (pathname.includes('@') || (search.includes('@') && !SETTINGS.test(search))) return false;
  try {
    return [username, password, pathname].every((part) => decodeURIComponent(part).isWellFormed());
  } catch {
    return false;
  }
}

/** The names of all variables. */
export const names: readonly string[] = Object.keys(variables.shape);

/** A wildcard would look right and match nothing. */
function isOrigin(text: string): boolean {
  return isWebAddress(text, () => true) && new URL(text).origin === text && !text.includes('*');
}
