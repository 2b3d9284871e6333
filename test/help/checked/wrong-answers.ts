/** Run by `test/proxy/checked-answers.test.ts`: the tests named "fails" have to fail, for no reason but the check. */
import { test } from 'node:test';
import { Hono } from 'hono';
import * as examples from '../../../proxy/openapi/examples.ts';
import { checked } from './app.ts';

const { payerInvoice, merchantInvoice, invalidToken } = examples;

const bearer = (aud: string) => ({
  authorization: `Bearer e30.${Buffer.from(JSON.stringify({ aud })).toString('base64url')}.x`,
});

/** A proxy that answers this and nothing else. */
function answering(body: object | string, init: ResponseInit = {}) {
  const app = new Hono();
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  app.all('*', () => new Response(text, { ...init, headers: { 'content-type': type, ...init.headers } }));
  return checked(app);
}

const tooMany = { error: { code: 'rate_limited', message: 'Too often.', reference: 'abcd-2345' } };
const RETRY = { 'retry-after': '5' };

/** Each with what is answered, to whom; those that fail with what has to be said of it. */
const ANSWERS: [
  name: string,
  body: object | string,
  init?: ResponseInit,
  aud?: string | undefined,
  path?: string,
][] = [
  ['passes: a payer’s view to a payer', payerInvoice, {}, 'invoice-pay'],
  ['passes: an error', invalidToken, { status: 401, headers: { 'www-authenticate': 'Bearer' } }],
  ['passes: too many requests', tooMany, { status: 429, headers: RETRY }],
  ['fails: /extra', { ...payerInvoice, extra: 1 }],
  ['fails: /due', { ...payerInvoice, due: { currency: 'EUR', value: 1 } }],
  ['fails: required property', { ...payerInvoice, due: undefined }],
  ['fails: a payer is told', merchantInvoice, {}, 'invoice-pay'],
  ['fails: a merchant is told no more', payerInvoice, {}, 'invoice-pay:manage'],
  ['fails: no answer 418 is told of', invalidToken, { status: 418 }],
  ['fails: lacks WWW-Authenticate', invalidToken, { status: 401 }],
  ['fails: lacks Retry-After', tooMany, { status: 429 }],
  ['fails: /error/code', invalidToken, { status: 429, headers: RETRY }],
  ['fails: is text/html', '<p>'],
  ['fails: 200 where there is no operation', payerInvoice, {}, undefined, '/v1/none'],
];

for (const [name, body, init, aud, path = '/v1/invoice'] of ANSWERS) {
  test(name, async () => {
    await answering(body, init).request(path, { headers: aud ? bearer(aud) : {} });
  });
}
