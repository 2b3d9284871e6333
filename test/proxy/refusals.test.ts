import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createStrictStage, FORM_TYPE, JSON_TYPE, NOW, type StrictStage } from '../help/strict-stage.ts';

const IAT = NOW / 1000;

let stage: StrictStage;
before(async () => {
  stage = await createStrictStage();
});
after(() => stage.close());

const batch = (body: unknown) => ({ type: JSON_TYPE, body: JSON.stringify(body) });

test('a batch judges each token by itself, and answers in order', async () => {
  const tokens = [
    await stage.payer(),
    '',
    await stage.sign({ iat: IAT - 9, exp: IAT - 1 }),
    await stage.admin(),
    await stage.sign({ aud: 'constructor' }),
    await stage.sign({}, 'another secret of at least 32 bytes'),
    await stage.sign({ total: '1' }),
    'x'.repeat(5000),
    await stage.merchant(),
  ];
  const { text } = await stage.withoutTrace(() => stage.send('POST /v1/invoices', batch({ tokens })));
  const told = JSON.parse(text).invoices.map(
    ({ number, error }: { number?: string; error?: { code: string } }) => number ?? error?.code,
  );
  assert.deepEqual(told, [
    '2026-0042',
    'invalid_token',
    'token_expired',
    'wrong_audience',
    'wrong_audience',
    'invalid_token',
    'invalid_invoice',
    'too_large',
    '2026-0042',
  ]);
});

test('a batch takes a list of at most a hundred tokens', async () => {
  const { response } = await stage.send('POST /v1/invoices', batch({ tokens: Array(100).fill('') }));
  assert.equal(response.status, 200);
  for (const wrong of [
    { tokens: Array(101).fill('') },
    { tokens: '' },
    { tokens: [1] },
    { tokens: {} },
    {},
  ]) {
    await stage.refuses('POST /v1/invoices', batch(wrong), 'bad_request');
  }
});

test('a page of the log that cannot be is refused, and the facts that came with it are not stored', async () => {
  const merchant = `Bearer ${await stage.merchant({ rev: 9_999_999_999, total: '999.00' })}`;
  const admin = `Bearer ${await stage.admin()}`;
  const limits = ['limit=0', 'limit=-1', 'limit=ten', 'limit=1e1', 'limit=', 'limit=1.5'];
  for (const page of [
    ...limits,
    'before=',
    'before=-1',
    'before=x',
    'before=%00',
    `before=${'1'.repeat(99)}`,
  ]) {
    await stage.refuses(`GET /v1/invoice/log?${page}`, { authorization: merchant }, 'bad_request');
    await stage.refuses(`GET /v1/log?${page}`, { authorization: admin }, 'bad_request');
  }
});

test('what does not exist is not found, with a token as without', async () => {
  const authorization = `Bearer ${await stage.admin()}`;
  const paths =
    '/ /v1 /v1/invoice/ /v1/invoices/1 /V1/invoice //v1/log /v1%2Flog /.env /admin /assets/ /webhooks/mollie';
  for (const path of paths.split(' ')) await stage.refuses(`GET ${path}`, { authorization }, 'not_found');
});

test('files are served by their names only', async () => {
  const names =
    '..%2F..%2Fpackage.json %2e%2e%2fproxy%2fapp.ts invoice-pay-button.js __proto__ constructor %00 a%5Cb';
  for (const name of names.split(' ')) await stage.refuses(`GET /assets/${name}`, {}, 'not_found');
});

/** The webhook's address with one of its parts changed. */
const webhookWith = (change: (parts: string[]) => string[]): string => {
  const [, , , key = '', n = '', mac = ''] = stage.webhookPath.split('/');
  return `POST /webhooks/mollie/${change([key, n, mac]).join('/')}`;
};

test('a webhook’s address is for one invoice and one attempt, and nobody can make one', async () => {
  const sent = { type: FORM_TYPE, body: `id=${stage.paymentId}` };
  const flip = (text = '') => (text.startsWith('a') ? 'b' : 'a') + text.slice(1);
  const wrong = [
    webhookWith(([key = '', n = '', mac]) => [key, n, flip(mac)]),
    webhookWith(([key = '', n = '', mac = '']) => [key, n, mac.slice(0, -2)]),
    webhookWith(([key = '', n = '', mac = '']) => [key, n, mac.toUpperCase()]),
    webhookWith(([key = '', n = '']) => [key, n, 'undefined']),
    webhookWith(([key = '', n = '']) => [key, n, 'a'.repeat(8000)]),
    webhookWith(([key = '', , mac = '']) => [flip(key), '1', mac]),
    webhookWith(([, , mac = '']) => ['connection', '1', mac]),
    webhookWith(([, , mac = '']) => ['..%2F..', '1', mac]),
    ...['0', '2', '01', '-1', '1.0', '1e0', '+1', 'x', '1%00', '9'.repeat(12)].map((n) =>
      webhookWith(([key = '', , mac = '']) => [key, n, mac]),
    ),
  ];
  for (const route of wrong) await stage.refuses(route, sent, 'not_found');
});

test('an id that is none is refused before anything is asked of Mollie', async () => {
  const ids =
    'tr_/../../customers tr_x/refunds tr_abcd/../../profiles/me tr_abcd?embed= tr_abcd%00 tr_abcd%0A tr_abc';
  const others = `pl_abcd TR_abcd tr_ab%20cd tr_%D0%B0bcd tr_${'a'.repeat(10_000)} tr_ %20tr_abcd ord_abcd undefined`;
  const bodies = [
    ...`${ids} ${others}`.split(' ').map((id) => `id=${id}`),
    '',
    'id',
    'id[]=tr_abcd',
    'ID=tr_abcd',
  ];
  for (const body of bodies) {
    await stage.refuses(`POST ${stage.webhookPath}`, { type: FORM_TYPE, body }, 'bad_request');
  }
});

test('a webhook in another shape is refused', async () => {
  const json = JSON.stringify({ id: stage.paymentId });
  await stage.refuses(`POST ${stage.webhookPath}`, { type: JSON_TYPE, body: json }, 'unsupported_type');
  await stage.refuses(`POST ${stage.webhookPath}`, { type: FORM_TYPE, body: json }, 'bad_request');
  const type = 'multipart/form-data; boundary=x';
  const multipart = `--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n${stage.paymentId}\r\n--x--\r\n`;
  await stage.refuses(`POST ${stage.webhookPath}`, { type, body: multipart }, 'unsupported_type');
});

test('in all of this, no answer and no line of the log held a secret, a token or a stack', () => {
  stage.keptSecrets();
});
