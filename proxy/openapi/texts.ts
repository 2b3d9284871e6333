import { AUD_OF, type Audience } from '../../shared/audiences.ts';
import type { Token } from './operation.ts';

const DESCRIPTION = `A thin proxy that gets invoices paid through Mollie.

**Tokens.** The back end of the host signs what it says of an invoice as a JWT, described by \`InvoiceClaims\`, and sends it along as a bearer token. The invoice is in the token, so no path names one.

**Errors** have a stable \`code\`, a message for people, and a \`reference\` that finds the entry in the log. After 429 and 503, ask again no sooner than \`Retry-After\` says. New codes, reasons, events and methods may come: take those you do not know by their message.

**Languages.** Messages are in the language that \`Accept-Language\` asks for, else that of the token's locale, else English.

**Methods.** Every GET may be asked with HEAD as well. A method that a path does not have is 405 \`method_not_allowed\`, and \`Allow\` names those that it has. Pages of the origins in \`ALLOWED_ORIGINS\` may call what is below \`/v1\`.

**Sizes.** A body has at most 512 kB, a token 4 kB.`;

export const INFO = {
  title: 'invoice-pay-button',
  // Of the API, as in its paths.
  version: '1',
  description: DESCRIPTION,
  license: { name: 'MIT', identifier: 'MIT' },
};

export const TAGS = [
  { name: 'Invoices', description: 'For the element and the back end of the host.' },
  { name: 'Pay page', description: 'For customers with the link.' },
  { name: 'Notifications', description: 'What the host is told.' },
  { name: 'Operation', description: 'For whoever runs the proxy.' },
  { name: 'Mollie', description: 'What Mollie calls.' },
  { name: 'Files', description: 'The element.' },
];

const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description });

const jwt = (audience: Audience, description: string) => ({
  ...bearer(`${description} Its \`aud\` is \`${AUD_OF[audience]}\`.`),
  bearerFormat: 'JWT',
});

export const SECURITY_SCHEMES = {
  payerToken: jwt('payer', 'For whoever pays the invoice.'),
  merchantToken: jwt('merchant', 'For those who have sent the invoice, and their back end.'),
  adminToken: jwt('admin', 'For whoever runs the proxy. It names no invoice.'),
  metricsToken: bearer('`METRICS_TOKEN`, as Prometheus is given it.'),
} satisfies Record<Token, object>;

const inPath = (name: string, description: string, schema: object) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema,
});

const inHeader = (name: string, description: string, schema: object) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
});

export const PARAMETERS = {
  slug: inPath('slug', 'Stands for one invoice: 160 bits that cannot be guessed.', {
    type: 'string',
    pattern: '^[a-z2-7]{32}$',
  }),
  key: inPath('key', 'The slug of the invoice.', { type: 'string' }),
  n: inPath('n', 'The number of the payment within the invoice.', { type: 'string' }),
  mac: inPath('mac', 'Proves that the proxy has given this address to Mollie.', { type: 'string' }),
  name: inPath('name', 'The name of the file, with its hash.', { type: 'string' }),
  'Accept-Language': {
    ...inHeader('Accept-Language', 'The languages that the reader prefers.', { type: 'string' }),
    required: false,
    example: 'nl-BE, nl;q=0.9',
  },
  'webhook-id': inHeader('webhook-id', 'Repetitions have the same one.', { type: 'string' }),
  'webhook-timestamp': inHeader('webhook-timestamp', 'Seconds since 1970.', { type: 'integer' }),
  'webhook-signature': inHeader(
    'webhook-signature',
    'Signatures by every secret, with spaces between them.',
    {
      type: 'string',
    },
  ),
};

const header = (description: string, schema: object) => ({ required: true, description, schema });

export const HEADERS = {
  'Retry-After': header('Seconds to wait before asking again.', { type: 'integer', minimum: 1 }),
  'WWW-Authenticate': header('`Bearer`', { type: 'string' }),
  Location: header('Where to go on.', { type: 'string', format: 'uri' }),
  ETag: header('Names what is in the answer, for `If-None-Match`.', { type: 'string' }),
};
