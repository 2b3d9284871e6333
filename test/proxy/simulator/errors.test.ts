import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMollieClient } from '@mollie/api-client';
import { eur, LIVE_KEY, startSimulator, TEST_KEY } from './help.ts';

const REFUSED: [name: string, more: object, field: string | undefined, message: string][] = [
  ['no description', { description: undefined }, 'description', "The 'description' field is missing"],
  ['no amount', { amount: undefined }, 'amount', "The 'amount' field is missing"],
  ['no redirect', { redirectUrl: undefined }, 'redirectUrl', "The 'redirectUrl' field is missing"],
  ['too many decimals', { amount: eur('1.000') }, 'amount.value', 'The amount contains an invalid value'],
  ['no decimals', { amount: eur('1') }, 'amount.value', 'The amount contains an invalid value'],
  [
    'a number',
    { amount: { currency: 'EUR', value: 1 } },
    'amount.value',
    'The amount contains an invalid value',
  ],
  ['less than nothing', { amount: eur('-1.00') }, 'amount.value', 'The amount contains an invalid value'],
  [
    'an unknown currency',
    { amount: { currency: 'XXX', value: '1.00' } },
    'amount.currency',
    'The amount contains an invalid currency',
  ],
  ['nothing', { amount: eur('0.00') }, 'amount', 'The amount is lower than the minimum'],
  [
    'too much',
    { amount: eur('50000.01'), method: 'ideal' },
    'amount',
    'The amount is higher than the maximum',
  ],
  [
    'a currency that no method takes',
    { amount: { currency: 'CHF', value: '1.00' }, method: 'ideal' },
    undefined,
    'No suitable payment methods found',
  ],
  ['an unknown method', { method: 'shells' }, 'method', 'The payment method is invalid'],
  [
    'a method that is off',
    { method: 'kbc' },
    'method',
    'The payment method is not activated on the website profile',
  ],
  ['an unknown locale', { locale: 'xx_XX' }, 'locale', 'The locale is invalid'],
  [
    'a redirect to a script',
    { redirectUrl: 'javascript:alert(1)' },
    'redirectUrl',
    'The redirect URL is invalid',
  ],
  ['a webhook nowhere', { webhookUrl: 'nowhere' }, 'webhookUrl', 'The webhook URL is invalid'],
  ['testmode', { testmode: true }, undefined, 'Non-existent body parameter "testmode" for this API call.'],
  [
    'profileId',
    { profileId: 'pfl_1' },
    undefined,
    'Non-existent body parameter "profileId" for this API call.',
  ],
  [
    'large metadata',
    { metadata: 'x'.repeat(1023) },
    'metadata',
    'The metadata is too large, it may have 1024 bytes',
  ],
];

test('a create that Mollie would refuse is refused in its words', async (t) => {
  const { mollie, order, simulator } = await startSimulator(t);
  for (const [name, more, field, message] of REFUSED) {
    await assert.rejects(mollie.payments.create(order(more)), { statusCode: 422, field, message }, name);
  }
  assert.equal(simulator.ledger.list().length, 0);
});

test('metadata of just 1024 bytes is kept', async (t) => {
  const { create } = await startSimulator(t);
  assert.equal((await create({ metadata: 'x'.repeat(1022) })).status, 201);
});

test('an error body has status, title, detail and documentation, as hal+json', async (t) => {
  const { request } = await startSimulator(t);
  const response = await request('/payments/tr_I_dont_exist');
  assert.equal(response.status, 404);
  assert.equal(response.headers.get('content-type'), 'application/hal+json');
  const { _links, ...body } = (await response.json()) as Record<string, unknown>;
  assert.deepEqual(body, {
    status: 404,
    title: 'Not Found',
    detail: 'No payment exists with token tr_I_dont_exist.',
  });
  assert.ok(_links);
});

test('keys that are none are refused with 401', async (t) => {
  const { endpoint, request, simulator } = await startSimulator(t);
  for (const apiKey of ['nonsense', 'test_short', `prod_${'x'.repeat(30)}`, `${TEST_KEY}!`]) {
    const mollie = createMollieClient({ apiKey, apiEndpoint: endpoint });
    await assert.rejects(mollie.payments.page(), {
      statusCode: 401,
      title: 'Unauthorized Request',
      message: 'Missing authentication, or failed to authenticate',
    });
  }
  assert.equal((await request('/payments', { headers: { authorization: '' } })).status, 401);
  simulator.settings.apiKeys = [LIVE_KEY];
  assert.equal((await request('/payments')).status, 401);
});

const UNREACHABLE = [
  ...['localhost:3000', '127.0.0.1', '127.1', '[::1]:80', '0.0.0.0', '[::]', 'shop.localhost', 'LOCALHOST.'],
  ...[
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '100.127.255.255',
    '169.254.1.1',
  ],
  ...['10.0.0.1.', '0x0a000001', '[fc00::1]', '[fdff::1]', '[fe80::1]', '[febf::1]', '[::ffff:10.0.0.1]'],
  ...['nas', 'nas.', 'nas.lan', 'pay.local.', 'pay.home', 'pay.internal', 'pay.test', 'pay.invalid'],
  ...['pay.home.arpa', 'pay.corp', 'pay.localhost..', 'pay.onion', 'pay.alt', 'pay.example', 'pay.private'],
  ...['pay.intranet', '192.0.2.1', '198.18.0.1', '198.19.255.255', '203.0.113.1', '224.0.0.1', '240.0.0.1'],
  ...['255.255.255.255', '[ff02::1]', '[2001:db8::1]', '[100::1]', '[fec0::1]', '[::ffff:192.0.2.1]'],
];

const REACHABLE = [
  ...[
    'shop.example.org',
    'shop.example.org.',
    '10.pay.example.com',
    '192.168.example.com',
    'lan.example.com',
  ],
  ...[
    'mylan.com',
    'local.nl',
    'arpa.example.com',
    'example.com',
    'onion.nl',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
  ],
  ...['11.0.0.1', '198.20.0.1', '223.255.255.1', '[2a00:1450:4001::1]', '[::ffff:11.0.0.1]'],
];

test('a webhook address that only this machine or a private network knows is refused where it is not allowed', async (t) => {
  const { mollie, order } = await startSimulator(t, { settings: { allowLocalWebhooks: false } });
  for (const host of UNREACHABLE) {
    await assert.rejects(
      mollie.payments.create(order({ webhookUrl: `http://${host}/webhook` })),
      {
        statusCode: 422,
        field: 'webhookUrl',
        message: "The webhook URL is invalid because it is unreachable from Mollie's point of view",
      },
      host,
    );
  }
  for (const host of REACHABLE) {
    const webhookUrl = `https://${host}/webhook`;
    assert.equal((await mollie.payments.create(order({ webhookUrl }))).webhookUrl, webhookUrl);
  }
});

test('query parameters that do not exist, bodies that are no JSON and other methods are refused', async (t) => {
  const { request } = await startSimulator(t);
  const query = await request('/methods?testmode=true');
  assert.equal(query.status, 422);
  assert.equal(
    ((await query.json()) as { detail: string }).detail,
    'Non-existent query parameter "testmode" for this API call.',
  );
  assert.equal((await request('/payments?status=open')).status, 422);
  for (const body of ['{', '[]', 'null', '"x"']) {
    const headers = { 'content-type': 'application/json' };
    assert.equal((await request('/payments', { method: 'POST', headers, body })).status, 400, body);
  }
  const xml = await request('/payments', {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: '<a/>',
  });
  assert.equal(xml.status, 415);
  const put = await request('/payments', { method: 'PUT' });
  assert.equal(put.status, 405);
  assert.equal(put.headers.get('allow'), 'GET, POST');
  for (const path of ['/methods', '/methods/ideal', '/profiles/me']) {
    for (const method of ['PUT', 'DELETE', 'POST']) {
      const refused = await request(path, { method });
      assert.deepEqual([refused.status, refused.headers.get('allow')], [405, 'GET'], `${method} ${path}`);
    }
  }
  const refunds = await request('/payments/tr_x/refunds', { method: 'PUT' });
  assert.deepEqual([refunds.status, refunds.headers.get('allow')], [405, 'GET, POST']);
  assert.equal((await request('/organizations/me')).status, 404);
});

test('a create may be form-encoded', async (t) => {
  const { request } = await startSimulator(t);
  const body = new URLSearchParams({
    'amount[currency]': 'EUR',
    'amount[value]': '10.00',
    description: 'Form',
    redirectUrl: 'https://shop.example.org',
  });
  assert.equal((await request('/payments', { method: 'POST', body })).status, 201);
});

test('a name in a form or a query that is a text, a list and an object at once is malformed', async (t) => {
  const { request } = await startSimulator(t);
  for (const form of [
    'amount[value]=1.00&amount[]=2',
    'amount[]=2&amount[value]=1.00',
    'amount=1&amount[]=2',
    'amount[value]=1.00&amount=2',
  ]) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    assert.equal((await request('/payments', { method: 'POST', headers, body: form })).status, 400, form);
    assert.equal((await request(`/methods?${form}`)).status, 400, form);
  }
  assert.equal((await request('/methods?constructor[]=1')).status, 422);
});

test('a method that needs order lines takes no payment without', async (t) => {
  const { mollie, order, created, request, simulator } = await startSimulator(t, {
    settings: { methods: ['klarna', 'ideal'] },
  });
  await assert.rejects(mollie.payments.create(order({ method: 'klarna' })), {
    statusCode: 422,
    field: 'lines',
    message: "The 'lines' field is missing",
  });
  const { _links } = await created({ method: ['klarna', 'ideal'] });
  assert.ok(!(await (await fetch(_links.checkout!.href)).text()).includes('klarna'));
  simulator.settings.methods = ['klarna'];
  await assert.rejects(mollie.payments.create(order()), {
    statusCode: 422,
    field: undefined,
    message: 'No suitable payment methods found',
  });
  assert.equal(((await (await request('/methods')).json()) as { count: number }).count, 1);
});

test('a blocked profile takes nothing, an unverified one takes test payments only', async (t) => {
  const { mollie, clientFor, order, simulator } = await startSimulator(t);
  simulator.settings.profileStatus = 'blocked';
  await assert.rejects(mollie.payments.create(order()), {
    statusCode: 422,
    message: 'Your account is currently suspended',
  });
  simulator.settings.profileStatus = 'unverified';
  assert.ok(await mollie.payments.create(order()));
  await assert.rejects(clientFor(LIVE_KEY).payments.create(order()), {
    message: 'No suitable payment methods found',
  });
});
