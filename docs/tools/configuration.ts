import { variables } from '../../proxy/config/variables.ts';
import { code, table } from './markdown.ts';

/** What each variable is for. Its name, its default and whether it is needed come from the code. */
const MEANINGS: Readonly<Record<string, string>> = {
  MOLLIE_API_KEY:
    "`test_…` or `live_…`; several by commas, the first creates. All of one mode. Keep a former one behind it while payments made with it can change. It is the default account's; without it, [merchants connect](../operating/accounts.md) keys of their own",
  MOLLIE_API_ENDPOINT: "Mollie's API, or a simulator's. Plain http is for loopback alone",
  PUBLIC_URL:
    'where customers and Mollie reach the proxy; needed with a live key. By default `http://localhost:PORT`. With a test key and an address that Mollie cannot reach (`localhost`, `nas.lan`, `192.168.1.2`), no webhooks are asked for, and the status comes from asking Mollie. It may have any path, which your web server may keep or take off',
  INVOICE_SECRET:
    'signs [invoice tokens](token.md), at least 32 bytes; several by commas while one is being replaced. It or `INVOICE_JWKS` is needed',
  INVOICE_JWKS: 'instead or besides: your public keys, a JWK Set as JSON or a file',
  PROXY_SECRET:
    "the proxy's own, at least 32 bytes; several by commas, the newest first, which encrypts connected keys. Keep the oldest last: links come from it",
  STORAGE_URL:
    '`sqlite:./path` · `redis://…` · `rediss://…` · `postgres://…` · `memory:`, see [stores](../operating/stores.md). In a password write `#` as `%23`, `/` as `%2F`, `?` as `%3F`, `@` as `%40`, `%` as `%25`',
  ALLOWED_ORIGINS: "origins whose pages may call the API, by commas; none: only the proxy's own",
  NOTIFY_URL: 'where [your system hears](notifications.md) of changes',
  NOTIFY_SECRET: 'signs what it hears: `whsec_…`, several by commas while one is being replaced',
  BRAND_NAME: "of the default account's pay page: a name, else the profile's at Mollie",
  BRAND_LOGO: 'likewise: an image file or a `data:` URL',
  BRAND_COLOR: 'likewise: a colour, `#rrggbb`',
  METHODS:
    "which methods are offered beside Pay, and in which order: Mollie's ids by commas, such as `ideal, klarna, creditcard`. Of these, those that are active at Mollie and take what is due; by default all such. Pay leaves the choice to Mollie all the same",
  TRUSTED_PROXIES:
    'your web servers in front: addresses or CIDR blocks by commas (`127.0.0.1, 10.0.0.0/8`), whose `X-Forwarded-For` counts. Read from the right, past those that are trusted; `Forwarded` is not read',
  RATE_LIMIT: "requests a minute for a client's address; 0 for any number",
  LOG_LEVEL: '`error`, `warn`, `info` or `debug`',
  METRICS_TOKEN: 'the bearer token of `/metrics`; without it there is no `/metrics`',
  PORT: 'where it listens',
  HOST: "`0.0.0.0` for every address of the machine, in a container. Your web server's TLS belongs in front",
};

/** Each variable, in the order of the code. @throws where one is not described */
export function configuration(): string {
  const rows = Object.keys(variables.shape).map((name) => {
    const meaning = MEANINGS[name];
    if (!meaning) throw new Error(`docs/tools/configuration.ts does not say what ${name} is for`);
    return [code(name), `${meaning}. ${defaultOf(name as keyof typeof variables.shape)}`.trim()];
  });
  return table(['variable', ''], rows);
}

function defaultOf(name: keyof typeof variables.shape): string {
  const { success, data } = variables.shape[name].safeParse(undefined);
  if (!success) return '**Needed**';
  const isNone = data === undefined || (Array.isArray(data) && data.length === 0);
  return isNone ? '' : `Default ${code(String(data))}`;
}
