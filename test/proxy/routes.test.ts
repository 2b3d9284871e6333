import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  createStrictStage,
  FORM_TYPE,
  JSON_TYPE,
  NOW,
  type Sent,
  type StrictStage,
} from '../help/strict-stage.ts';

/** Every route there is, with who may call it and what body it takes. */
const ROUTES: { route: string; audiences?: string[]; takes?: 'json' | 'form' }[] = [
  { route: 'GET /v1/invoice', audiences: ['invoice-pay', 'invoice-pay:manage'] },
  { route: 'PUT /v1/invoice', audiences: ['invoice-pay:manage'], takes: 'json' },
  { route: 'POST /v1/invoice/payments', audiences: ['invoice-pay', 'invoice-pay:manage'], takes: 'json' },
  { route: 'POST /v1/invoice/refresh', audiences: ['invoice-pay:manage'], takes: 'json' },
  { route: 'GET /v1/invoice/log', audiences: ['invoice-pay:manage'] },
  { route: 'POST /v1/invoices', takes: 'json' },
  { route: 'GET /v1/log', audiences: ['invoice-pay:admin'] },
  { route: 'GET /v1/connection', audiences: ['invoice-pay:admin'] },
  { route: 'PUT /v1/connection', audiences: ['invoice-pay:admin'], takes: 'json' },
  { route: 'DELETE /v1/connection', audiences: ['invoice-pay:admin'] },
  { route: 'POST /webhooks/mollie/:key/:n/:mac', takes: 'form' },
  { route: 'GET /pay/:slug' },
  { route: 'POST /pay/:slug', takes: 'form' },
  { route: 'GET /pay/:slug/qr.svg' },
  { route: 'GET /pay/:slug/logo' },
  { route: 'GET /invoice-pay-button.js' },
  { route: 'GET /assets/:name' },
  { route: 'GET /health' },
  { route: 'GET /ready' },
  { route: 'GET /openapi.json' },
];

/** Bodies that no route of their type takes. */
const UNREADABLE = {
  json: '{|[]|null|"{}"|7|{"a":1}|{"amount":"0.01"}|{"expect":1}|{"expect":"1"}|{"__proto__":{}}|{} {}'.split(
    '|',
  ),
  form: 'a=b|id=tr_5B8c&id=tr_5B8c|expect=1.00&expect=2.00|expect=1,00|=|lang=fr'.split('|'),
};

/** Facts that would show in the store, were they taken. */
const NEWS = { rev: 9_999_999_999, total: '999.00' };

const IAT = NOW / 1000;
const OTHER_SECRET = 'another secret of at least 32 bytes';

let stage: StrictStage;
before(async () => {
  stage = await createStrictStage();
});
after(() => stage.close());

const bearer = async (claims: object, secret?: string) =>
  `Bearer ${await stage.sign({ ...NEWS, ...claims }, secret)}`;

test('the table has every route that there is', () => {
  const served = stage.proxy.routes.filter(({ method }) => method !== 'ALL');
  assert.deepEqual(
    served.map(({ method, path }) => `${method} ${path}`).toSorted(),
    ROUTES.map(({ route }) => route).toSorted(),
  );
});

for (const { route, audiences, takes } of ROUTES) {
  const [aud] = audiences ?? [];
  /** A request that would be taken. */
  const usual = async (): Promise<Sent> => ({
    ...(aud ? { authorization: await bearer({ aud }) } : {}),
    ...(takes === 'json' ? { type: JSON_TYPE, body: '{}' } : {}),
    ...(takes === 'form' ? { type: FORM_TYPE, body: 'id=tr_5B8cwPMGnU' } : {}),
  });

  if (audiences) {
    test(`${route} wants a token that holds`, async () => {
      const { authorization: _, ...request } = await usual();
      const good = await bearer({ aud });
      await stage.refuses(route, request, 'invalid_token');
      for (const authorization of [
        '',
        'Bearer',
        'Bearer ',
        `Basic ${good.slice(7)}`,
        good.slice(7),
        `${good} x`,
      ]) {
        await stage.refuses(route, { ...request, authorization }, 'invalid_token');
      }
      const wrong = [
        [await bearer({ aud }, OTHER_SECRET), 'invalid_token'],
        [await bearer({ aud, exp: IAT + 401 * 86_400 }), 'invalid_token'],
        [await bearer({ aud, iat: IAT - 9, exp: IAT - 1 }), 'token_expired'],
        [await bearer({ aud, description: 'd'.repeat(4096) }), 'too_large'],
      ] as const;
      for (const [authorization, code] of wrong)
        await stage.refuses(route, { ...request, authorization }, code);
    });

    test(`${route} wants a token for its audience`, async () => {
      const all = ['invoice-pay', 'invoice-pay:manage', 'invoice-pay:admin', 'somebody', 'constructor'];
      for (const other of all.filter((one) => !audiences.includes(one))) {
        await stage.refuses(
          route,
          { ...(await usual()), authorization: await bearer({ aud: other }) },
          'wrong_audience',
        );
      }
      const authorization = await bearer({ aud: [aud] });
      await stage.refuses(route, { ...(await usual()), authorization }, 'invalid_invoice', 'aud');
    });
  }

  if (aud && aud !== 'invoice-pay:admin') {
    test(`${route} names the claim that is wrong`, async () => {
      for (const claim of ['sub', 'total', 'currency', 'booked', 'url']) {
        const authorization = await bearer({ aud, [claim]: 7 });
        await stage.refuses(route, { ...(await usual()), authorization }, 'invalid_invoice', claim);
      }
    });
  }

  if (takes) {
    const [type, other] = takes === 'json' ? [JSON_TYPE, FORM_TYPE] : [FORM_TYPE, JSON_TYPE];

    test(`${route} takes ${type} only, and it must be said`, async () => {
      const { type: _, ...untyped } = await usual();
      await stage.refuses(route, untyped, 'unsupported_type');
      for (const wrong of [
        other,
        'text/plain',
        'multipart/form-data; boundary=x',
        `${type}; charset=utf-7`,
        `${type}, ${other}`,
      ]) {
        await stage.refuses(route, { ...untyped, type: wrong }, 'unsupported_type');
      }
    });

    test(`${route} takes known fields only, in a body that can be read`, async () => {
      for (const body of UNREADABLE[takes])
        await stage.refuses(route, { ...(await usual()), body }, 'bad_request');
    });

    test(`${route} takes no more than 512 kB, however it comes`, async () => {
      const much = '1'.repeat(512 * 1024 + 1);
      const body = takes === 'json' ? `{"expect":"${much}"}` : `id=${much}`;
      await stage.refuses(route, { ...(await usual()), body }, 'too_large');
      await stage.refuses(route, { ...(await usual()), body: new Blob([body]).stream() }, 'too_large');
    });
  }

  test(`${route}: other methods are told which there are`, async () => {
    const path = route.split(' ')[1]!;
    const served = ROUTES.map((one) => one.route.split(' ')).filter(([, one]) => one === path);
    const allowed = served.map(([method]) => method!);
    if (allowed.includes('GET')) allowed.push('HEAD');
    for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'].filter((one) => !allowed.includes(one))) {
      const response = await stage.refuses(`${method} ${path}`, {}, 'method_not_allowed');
      assert.deepEqual(response.headers.get('allow')!.split(', ').toSorted(), allowed.toSorted());
    }
  });
}

test('UTF-8 may be named as many write it', async () => {
  for (const charset of ['utf-8', 'UTF-8', 'utf8', '"utf8"', 'UTF8']) {
    const json = { type: `${JSON_TYPE}; charset=${charset}`, body: '{"tokens":[]}' };
    assert.equal((await stage.send('POST /v1/invoices', json)).response.status, 200, charset);
    const form = { type: `${FORM_TYPE}; charset=${charset}`, body: 'expect=121.00' };
    assert.equal((await stage.send('POST /pay/:slug', form)).response.status, 303, charset);
  }
});

test('in all of this, no answer and no line of the log held a secret, a token or a stack', () => {
  stage.keptSecrets();
});
