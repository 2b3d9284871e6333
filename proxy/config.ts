import { z } from 'zod';
import { isLoopback, isReachable } from './hosts.ts';
import type { Mode, Realm } from './keys.ts';

/** A public key of the host, from INVOICE_JWKS. */
export type PublicJwk = {
  kty: string;
  crv: string;
  kid?: string | undefined;
  x: string;
  y?: string | undefined;
};

export type Brand = {
  name: string | null;
  /** A `data:` URL. */
  logo: string | null;
  /** `#rrggbb` */
  color: string | null;
};

export type Config = {
  realm: Realm;
  /** The first creates; all may look. */
  mollieKeys: readonly string[];
  /** With `/v2/`. */
  mollieEndpoint: string;
  /** Without a slash at its end. */
  publicUrl: string;
  /** Whether Mollie can reach `publicUrl`. */
  webhooks: boolean;
  invoiceSecrets: readonly string[];
  invoiceJwks: readonly PublicJwk[];
  /** Newest first. */
  proxySecrets: readonly string[];
  storageUrl: string;
  allowedOrigins: readonly string[];
  /** Where the host hears of changes, and what signs them. */
  notify: { url: string; secrets: readonly string[] } | null;
  brand: Brand;
  /** Addresses whose `X-Forwarded-For` counts. */
  trustedProxies: readonly string[];
  port: number;
  host: string;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where file names may stand in the configuration. Runtimes without files give none. */
export type ReadFile = (path: string) => Uint8Array<ArrayBuffer>;

/** Everything that is wrong with a configuration, by variable; never a value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export const MOLLIE_ENDPOINT = 'https://api.mollie.com/v2/';

/** HS256 wants a key at least as long as its hash. RFC 7518 section 3.2 */
const MIN_SECRET_BYTES = 32;

const LOGO_TYPES: Record<string, string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
};

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const secrets = z
  .string('expected a text of at least 32 bytes; `invoice-pay-proxy secret` prints one')
  .transform(list)
  .refine(
    (all) => all.length > 0 && all.every((one) => new TextEncoder().encode(one).length >= MIN_SECRET_BYTES),
    {
      message: 'expected at least 32 bytes in each secret; `invoice-pay-proxy secret` prints one',
    },
  );

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme */
const notifySecrets = z
  .string()
  .transform(list)
  .refine((all) => all.length > 0 && all.every((one) => /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(one)), {
    message: 'expected whsec_ and at least 24 bytes in base64; `invoice-pay-proxy secret` prints one',
  });

const mollieKeys = z
  .string('expected the API key of a Mollie profile, test_… or live_…')
  .transform(list)
  .refine((keys) => keys.length > 0 && keys.every((key) => /^(test|live)_\w+$/.test(key)), {
    message: 'expected test_… or live_…, several separated by commas',
  })
  .refine((keys) => new Set(keys.map((key) => key.slice(0, 4))).size <= 1, {
    message: 'expected keys of one mode, all test_ or all live_',
  });

const mollieEndpoint = z
  .string()
  .refine((text) => isWebAddress(text, isLoopback) && !/[?#]/.test(text), {
    message: 'expected an https address, or an http address on loopback, without query',
  })
  .transform((text) => `${new URL(text).href.replace(/\/+$/, '').replace(/\/v2$/, '')}/v2/`);

const publicUrl = z
  .string()
  .refine((text) => isWebAddress(text, () => true) && !/[?#]/.test(text), {
    message: 'expected an address such as https://pay.example.com, without query',
  })
  .transform((text) => text.replace(/\/+$/, ''));

const origins = z
  .string()
  .transform(list)
  .refine((all) => all.every(isOrigin), {
    message: 'expected origins such as https://shop.example.com, separated by commas, without a path',
  });

/** 32 bytes as base64url: a coordinate of either curve. RFC 7518 section 6.2.1.2, RFC 8037 section 2 */
const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const kid = z.string().optional();

const publicJwks = z.object({
  keys: z
    .array(
      z.union([
        z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate, kid }),
        z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate, kid }),
      ]),
    )
    .min(1),
});

const variables = z.object({
  MOLLIE_API_KEY: mollieKeys,
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
    .refine((all) => all.every((address) => /^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(address)), {
      message: 'expected IP addresses or networks such as 10.0.0.0/8, separated by commas',
    })
    .default([]),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { message: 'expected a port number' })
    .transform(Number)
    .refine((port) => port <= 65_535, { message: 'expected a port number' })
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
});

/**
 * Reads the configuration from variables by their documented names.
 * @throws {ConfigError} naming every problem at once.
 */
export function readConfig(environment: Environment, readFile?: ReadFile): Config {
  // A variable that is set to nothing counts as not set, as in a `.env` file with its values left out.
  const given = Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value),
  );
  const parsed = variables.safeParse(given);
  const problems = parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];
  const attempt = <T>(variable: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push(`${variable}: ${(error as Error).message}`);
      return undefined;
    }
  };

  const jwks = attempt('INVOICE_JWKS', () => readJwks(given.INVOICE_JWKS, readFile)) ?? [];
  const logo = attempt('BRAND_LOGO', () => readLogo(given.BRAND_LOGO, readFile)) ?? null;
  if (!given.INVOICE_SECRET && !given.INVOICE_JWKS) {
    problems.push(
      'INVOICE_SECRET or INVOICE_JWKS: expected one of them, to verify the invoice tokens of the host',
    );
  }
  if (given.NOTIFY_URL && !given.NOTIFY_SECRET) {
    problems.push('NOTIFY_SECRET: expected the secret that signs what is sent to NOTIFY_URL');
  }
  const live = list(given.MOLLIE_API_KEY ?? '')[0]?.startsWith('live_') ?? false;
  if (live && !given.PUBLIC_URL) {
    problems.push(
      'PUBLIC_URL: expected the address where customers and Mollie reach the proxy; a live key needs it',
    );
  }
  if (live) problems.push(...problemsOfReach(given.PUBLIC_URL, given.MOLLIE_API_ENDPOINT));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);

  const read = parsed.data;
  const mode: Mode = live ? 'live' : 'test';
  const address = read.PUBLIC_URL ?? `http://localhost:${read.PORT}`;
  return {
    realm: { account: 'default', mode },
    mollieKeys: read.MOLLIE_API_KEY,
    mollieEndpoint: read.MOLLIE_API_ENDPOINT,
    publicUrl: address,
    webhooks:
      isReachable(new URL(address).hostname) || isLoopback(new URL(read.MOLLIE_API_ENDPOINT).hostname),
    invoiceSecrets: read.INVOICE_SECRET ?? [],
    invoiceJwks: jwks,
    proxySecrets: read.PROXY_SECRET,
    storageUrl: read.STORAGE_URL,
    allowedOrigins: read.ALLOWED_ORIGINS,
    notify:
      read.NOTIFY_URL && read.NOTIFY_SECRET ? { url: read.NOTIFY_URL, secrets: read.NOTIFY_SECRET } : null,
    brand: { name: read.BRAND_NAME ?? null, logo, color: read.BRAND_COLOR ?? null },
    trustedProxies: read.TRUSTED_PROXIES,
    port: read.PORT,
    host: read.HOST,
  };
}

/** A live proxy must be reached by customers and by Mollie, over https; beside a simulator nothing is live. */
function problemsOfReach(address: string | undefined, endpoint: string | undefined): string[] {
  const isReal = endpoint === undefined || !URL.canParse(endpoint) || !isLoopback(new URL(endpoint).hostname);
  if (!isReal || address === undefined || !publicUrl.safeParse(address).success) return [];
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && isReachable(hostname)
    ? []
    : ['PUBLIC_URL: expected an https address that Mollie can reach; a live key needs it'];
}

/** A wildcard would look right and match nothing. */
function isOrigin(text: string): boolean {
  return isWebAddress(text, () => true) && new URL(text).origin === text && !text.includes('*');
}

function isWebAddress(text: string, mayBePlain: (hostname: string) => boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && mayBePlain(hostname));
}

function readJwks(value: string | undefined, readFile: ReadFile | undefined): PublicJwk[] {
  if (!value) return [];
  const text = value.startsWith('{') ? value : new TextDecoder().decode(fileAt(value, readFile));
  const expected = 'expected a JWK Set of public keys, Ed25519 or P-256, as JSON or as a file';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(expected);
  }
  const parsed = publicJwks.safeParse(json);
  if (!parsed.success) throw new Error(expected);
  if (parsed.data.keys.some((key) => 'd' in key))
    throw new Error('expected public keys; a private key is in the set');
  return parsed.data.keys as PublicJwk[];
}

function readLogo(value: string | undefined, readFile: ReadFile | undefined): string | null {
  if (!value) return null;
  const expected = 'expected a file (svg, png, jpg, webp) or a data: URL of an image, never an address';
  if (value.startsWith('data:image/')) return value;
  const type = LOGO_TYPES[value.split('.').at(-1)?.toLowerCase() ?? ''];
  if (!type || /^[a-z]+:/i.test(value)) throw new Error(expected);
  const binary = Array.from(fileAt(value, readFile), (byte) => String.fromCharCode(byte)).join('');
  return `data:${type};base64,${btoa(binary)}`;
}

function fileAt(path: string, readFile: ReadFile | undefined): Uint8Array<ArrayBuffer> {
  try {
    if (readFile) return readFile(path);
  } catch {
    // Falls through: what is wrong with the file is for the operator to see, its path included in the variable.
  }
  throw new Error('expected a file that can be read');
}
