import type { z } from 'zod';
import type { Brand } from '../../shared/api.ts';
import { type Mode, modeOf } from '../keys/realm.ts';
import { isFitForLive, isLoopback, isReachable } from '../lib/addresses.ts';
import type { Level } from '../log/index.ts';
import { type PublicJwk, type ReadFile, readJwks, readLogo } from './files.ts';
import { meantBy } from './names.ts';
import { list, names, publicUrl, variables } from './variables.ts';

export type Config = {
  /** Of MOLLIE_API_KEY; null without. */
  mode: Mode | null;
  /** The default account's: the first creates, all may look. */
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
  /** The default account's. */
  brand: Brand;
  /** Addresses whose `X-Forwarded-For` counts. */
  trustedProxies: readonly string[];
  /** Requests a minute for an address; 0 for any number. */
  rateLimit: number;
  /** The methods that are offered beside Pay, in this order; empty for all that Mollie lists. */
  methods: readonly string[];
  logLevel: Level;
  /** The bearer token of `/metrics`; null where there is none. */
  metricsToken: string | null;
  port: number;
  host: string;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with a configuration, by variable; never a value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the configuration from variables by their documented names. What is no text, as a Worker's other bindings are, is left out.
 * @throws {ConfigError} naming every problem at once.
 */
export function readConfig(environment: Environment | object, readFile?: ReadFile): Config {
  const given = givenIn(environment);
  const parsed = variables.safeParse(given);
  const problems = problemsOf(parsed.error);
  for (const name of Object.keys(given)) {
    const meant = meantBy(name, names);
    if (meant) problems.push(`${name}: expected ${meant}; there is no variable of this name`);
  }
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
  const [firstKey] = list(given.MOLLIE_API_KEY ?? '');
  const mode = firstKey === undefined ? null : modeOf(firstKey);
  if (mode === 'live' && !given.PUBLIC_URL) {
    problems.push(
      'PUBLIC_URL: expected the address where customers and Mollie reach the proxy; a live key needs it',
    );
  }
  if (mode === 'live') problems.push(...problemsOfReach(given.PUBLIC_URL, given.MOLLIE_API_ENDPOINT));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);

  const read = parsed.data;
  const address = read.PUBLIC_URL ?? `http://localhost:${read.PORT}`;
  return {
    mode,
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
    rateLimit: read.RATE_LIMIT,
    methods: read.METHODS,
    logLevel: read.LOG_LEVEL,
    metricsToken: read.METRICS_TOKEN ?? null,
    port: read.PORT,
    host: read.HOST,
  };
}

/**
 * The address of a proxy on its own machine, for who needs nothing else of its configuration.
 * @throws {ConfigError}
 */
export function readAddress(environment: Environment): Pick<Config, 'host' | 'port'> {
  const { data, error } = variables.pick({ HOST: true, PORT: true }).safeParse(givenIn(environment));
  if (!data) throw new ConfigError(problemsOf(error));
  return { host: data.HOST, port: data.PORT };
}

/** A variable that is set to nothing counts as not set, as in a `.env` file with its values left out. */
function givenIn(environment: Environment | object): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : undefined] as const)
      .filter(([, value]) => value),
  );
}

function problemsOf(error: z.ZodError | undefined): string[] {
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

/** A live proxy must be reached by customers and by Mollie, over https; beside a simulator nothing is live. */
function problemsOfReach(address: string | undefined, endpoint: string | undefined): string[] {
  const isReal = endpoint === undefined || !URL.canParse(endpoint) || !isLoopback(new URL(endpoint).hostname);
  if (!isReal || address === undefined || !publicUrl.safeParse(address).success) return [];
  return isFitForLive(address)
    ? []
    : ['PUBLIC_URL: expected an https address that Mollie can reach; a live key needs it'];
}
