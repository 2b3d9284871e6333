import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { STATUS_OF } from '../../../proxy/codes/errors.ts';
import { openApiDocument } from '../../../proxy/openapi/index.ts';
import { AUD_OF } from '../../../shared/audiences.ts';

type Document = {
  paths: Record<string, Record<string, { responses: Record<string, Response> }>>;
  components: { schemas: Record<string, { properties: object }> };
};
type Response = { headers?: Record<string, unknown>; content?: Record<string, unknown> };

/** One request, and what was answered; `path` as the routes know it, `text` decoded. */
export type Exchange = {
  method: string;
  path: string;
  authorization: string | null;
  status: number;
  headers: Headers;
  text: string;
};

const document = openApiDocument({ publicUrl: 'https://pay.example.com' }) as Document;

const paths = Object.keys(document.paths).map((path) => ({ path, parts: path.split('/') }));

/** What requests may be answered that no operation is there for. */
const ASTRAY = new Set([400, 404, 405, 413, 429, 500]);

/** What only merchants are told. */
const FOR_MERCHANTS = fieldsOf('InvoiceForMerchant', 'Attempt').filter(
  (name) => !fieldsOf('InvoiceForPayer', 'Payment').includes(name),
);

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
(addFormats as unknown as (to: Ajv2020) => void)(ajv);
// The document is no schema itself, but has many.
ajv.addVocabulary(Object.keys(document));
ajv.addSchema(document, 'api', false, false);
// Before any test looks at a clock.
misfit(['components', 'schemas', 'Error'], {});

function fieldsOf(...names: string[]): string[] {
  return names.flatMap((name) => Object.keys(document.components.schemas[name]!.properties));
}

/** Why a value does not fit the schema at a place of the document; undefined where it does. */
export function misfit(pointer: readonly string[], value: unknown): string | undefined {
  const escaped = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
  const validate = ajv.getSchema(`api#/${escaped.join('/')}`);
  if (!validate) return `no schema at ${pointer.join(' ')}`;
  if (validate(value)) return undefined;
  const said = validate.errors!.map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
  return [...new Set(said)].join('; ');
}

/** In what an answer differs from what the document tells; undefined where it does not. */
export function problemOf(exchange: Exchange): string | undefined {
  const { method, path, status, headers } = exchange;
  const isPreflight = method === 'OPTIONS' && headers.has('access-control-allow-methods');
  if (isPreflight) return undefined;
  const template = templateOf(path);
  const name = (method === 'HEAD' ? 'GET' : method).toLowerCase();
  const operation = template && document.paths[template]![name];
  if (!template || !operation) return problemAstray(exchange, template !== undefined);
  const told = operation.responses[status];
  if (!told) return `no answer ${status} is told of`;
  const lacking = Object.keys(told.headers ?? {}).filter((one) => !headers.has(one));
  if (lacking.length > 0) return `${status} lacks ${lacking.join(', ')}`;
  return problemOfContent(exchange, told, ['paths', template, name, 'responses', String(status)]);
}

function templateOf(path: string): string | undefined {
  const given = path.split('/');
  const fits = (part: string, at: number) => (part.startsWith('{') ? given[at] !== '' : part === given[at]);
  return paths.find(({ parts }) => parts.length === given.length && parts.every(fits))?.path;
}

function problemOfContent(exchange: Exchange, { content }: Response, pointer: string[]): string | undefined {
  const { method, status, headers, text } = exchange;
  if (!content) return text === '' ? undefined : `${status} has a body`;
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  const told = Object.keys(content).find((one) => one === type || one === type.replace(/\/.*/, '/*'));
  if (!told) return `${status} is ${type || 'of no type'}, told of is ${Object.keys(content).join(', ')}`;
  if (told !== 'application/json' || method === 'HEAD') return undefined;
  const wrong =
    misfit([...pointer, 'content', told, 'schema'], JSON.parse(text)) ?? problemOfReader(exchange);
  return wrong && `${status}: ${wrong}`;
}

/** No operation: an error, or the way to the right link. */
function problemAstray(
  { method, path, status, headers, text }: Exchange,
  isPath: boolean,
): string | undefined {
  if (status === 308 && headers.has('location')) return undefined;
  // Without METRICS_TOKEN there is no such path, for no method.
  const isThere = isPath && path !== '/metrics';
  if (!ASTRAY.has(status) || (isThere && status === 404)) return `${status} where there is no operation`;
  if (status === 405 && !headers.has('allow')) return '405 lacks Allow';
  if (status === 429 && !headers.has('retry-after')) return '429 lacks Retry-After';
  const type = headers.get('content-type') ?? '';
  if (/^\/pay(\/|$)/i.test(path)) return type.startsWith('text/html') ? undefined : `${status} is no page`;
  if (method === 'HEAD') return undefined;
  const body = JSON.parse(text) as { error: { code: keyof typeof STATUS_OF } };
  return (
    misfit(['components', 'schemas', 'Error'], body) ??
    (STATUS_OF[body.error.code] === status ? undefined : `${status} with ${body.error.code}`)
  );
}

/** Payers may not be told what is for merchants, and merchants have to be; of a batch, each token is for another. */
function problemOfReader({ path, authorization, text }: Exchange): string | undefined {
  if (!path.startsWith('/v1/invoice') || path === '/v1/invoices' || !text.includes('"canPay":'))
    return undefined;
  const claims = Buffer.from(authorization?.split('.')[1] ?? '', 'base64url').toString();
  const told = FOR_MERCHANTS.filter((name) => text.includes(`"${name}":`));
  const isForMerchant = claims.includes(`"${AUD_OF.merchant}"`);
  if (!isForMerchant && told.length > 0) return `a payer is told ${told.join(', ')}`;
  return isForMerchant && told.length === 0 ? 'a merchant is told no more than a payer' : undefined;
}
