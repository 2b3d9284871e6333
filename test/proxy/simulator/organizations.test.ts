import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import type { Organization } from '../../../demo/mollie/organizations.ts';
import { addMerchants } from '../../help/merchants.ts';
import { eur, LIVE_KEY, startSimulator, TEST_KEY } from './help.ts';

const json = async (response: Response | Promise<Response>) => (await (await response).json()) as never;

/** Mollie's answer to a key that it does not know. https://docs.mollie.com/reference/error-handling */
const UNAUTHORIZED = {
  status: 401,
  title: 'Unauthorized Request',
  detail: 'Missing authentication, or failed to authenticate',
  _links: {
    documentation: { href: 'https://docs.mollie.com/reference/error-handling', type: 'text/html' },
  },
};

/** A simulator with its two organisations, and with a client for each. */
async function startTwo(t: Parameters<typeof startSimulator>[0]) {
  const started = await startSimulator(t);
  const [first, second] = started.simulator.organizations.list();
  const [testKey = '', liveKey = ''] = second!.profiles[0]!.apiKeys;
  const as = (apiKey: string) => ({ authorization: `Bearer ${apiKey}` });
  return {
    ...started,
    first: first!,
    second: second!,
    testKey,
    liveKey,
    as,
    other: started.clientFor(testKey),
  };
}

test('a second merchant is there from the start, with a profile and keys of its own', async (t) => {
  const { mollie, other, clientFor, second, testKey, liveKey } = await startTwo(t);
  const profile = await other.profiles.getCurrent();
  assert.deepEqual(
    [profile.id, profile.name, profile.mode, profile.website],
    [second.profiles[0]!.id, 'Fietsatelier De Ketting', 'test', 'https://deketting.example'],
  );
  assert.match(testKey, /^test_\w{30,}$/);
  assert.equal((await clientFor(liveKey).profiles.getCurrent()).mode, 'live');
  assert.equal((await mollie.profiles.getCurrent()).name, 'Simulated Shop');
  const methods = (await other.methods.list()).map(({ id }) => id);
  assert.ok(methods.includes('kbc' as never), 'its methods');
  assert.ok(
    !(await mollie.methods.list()).some(({ id }) => id === ('kbc' as never)),
    'and nobody else has them',
  );
});

test('no merchant sees a payment of another, by no address and in no list', async (t) => {
  const { mollie, other, clientFor, liveKey, order, simulator } = await startTwo(t);
  const ofFirst = await mollie.payments.create(order());
  const ofSecond = await other.payments.create(order());
  const live = await clientFor(liveKey).payments.create(order());
  simulator.settle(ofFirst.id, 'paid');
  simulator.settle(ofSecond.id, 'paid');
  const [refund, chargeback] = [
    simulator.refund(ofFirst.id, { amount: '1.00' }),
    simulator.chargeBack(ofFirst.id),
  ];

  const paymentId = ofFirst.id;
  const unseen = { statusCode: 404, message: `No payment exists with token ${paymentId}.` };
  for (const ask of [
    () => other.payments.get(paymentId),
    () => other.payments.update(paymentId, { description: 'x' }),
    () => other.payments.cancel(paymentId),
    () => other.paymentRefunds.create({ paymentId, amount: eur('1.00') }),
    () => other.paymentRefunds.get(refund.id, { paymentId }),
    () => other.paymentRefunds.page({ paymentId }),
    () => other.paymentChargebacks.get(chargeback.id, { paymentId }),
    () => other.paymentCaptures.page({ paymentId }),
  ]) {
    await assert.rejects(ask, unseen);
  }
  const listed = async (client: typeof other) => (await client.payments.page()).map(({ id }) => id);
  assert.deepEqual(await listed(mollie), [ofFirst.id]);
  assert.deepEqual(await listed(other), [ofSecond.id]);
  assert.deepEqual(await listed(clientFor(liveKey)), [live.id]);
  assert.deepEqual(await listed(clientFor(LIVE_KEY)), []);
  await assert.rejects(other.payments.page({ from: paymentId }), { statusCode: 400 });
});

test('an idempotency key is of the API key that sent it', async (t) => {
  const { create, as, testKey } = await startTwo(t);
  const send = (apiKey: string) => create({}, { ...as(apiKey), 'idempotency-key': 'one' });
  const answers = [await send(TEST_KEY), await send(testKey), await send(testKey)];
  assert.deepEqual(
    answers.map(({ headers }) => headers.get('idempotent-replayed')),
    [null, null, 'true'],
  );
  const ids = await Promise.all(answers.map(async (answer) => ((await json(answer)) as { id: string }).id));
  assert.notEqual(ids[0], ids[1]);
  assert.equal(ids[1], ids[2]);
});

test('each merchant has a dashboard with its own payments, and its name on the checkout', async (t) => {
  const { mollie, other, order, url, first, second, simulator } = await startTwo(t);
  const page = async (address: string) => {
    const response = await fetch(new URL(address, url));
    return { status: response.status, html: await response.text() };
  };
  const ofFirst = await mollie.payments.create(order());
  const ofSecond = await other.payments.create(order());
  const overview = await page('/');
  for (const { id, name } of [first, second]) {
    assert.ok(overview.html.includes(`<a href="/dashboard/${id}">${name}</a>`), name);
  }
  const dashboard = await page(`/dashboard/${second.id}`);
  assert.ok(dashboard.html.includes('<h1>Fietsatelier De Ketting</h1>'));
  assert.ok(dashboard.html.includes(ofSecond.id) && !dashboard.html.includes(ofFirst.id));
  assert.ok(dashboard.html.includes(second.profiles[0]!.apiKeys[0]!));
  assert.equal((await page('/dashboard/org_1')).status, 404);

  const { href } = ofSecond._links.dashboard!;
  assert.match((await page(href)).html, />Fietsatelier De Ketting</);
  assert.equal((await page(href.replace(second.id, first.id))).status, 404);
  assert.match((await page(ofSecond.getCheckoutUrl()!)).html, />Fietsatelier De Ketting</);
  assert.match((await page(ofSecond.getCheckoutUrl()!)).html, /value="kbc"/);
  const shop = simulator.organizations.addProfile(second.id, { name: 'Verhuur' });
  const rent = simulator.ledger.create(simulator.ledger.get(ofSecond.id), 'test', shop);
  assert.match(
    (await page(`/checkout/select-method/${rent.id.slice('tr_'.length)}`)).html,
    />Verhuur<\/span> · Fietsatelier De Ketting</,
  );

  const form = { profileStatus: 'blocked', methods: 'kbc', back: `/dashboard/${second.id}` };
  const saved = await fetch(`${url}/dashboard/${second.id}/profiles/${second.profiles[0]!.id}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
  assert.equal(saved.headers.get('location'), form.back);
  assert.equal((await other.profiles.getCurrent()).status, 'blocked');
  assert.equal(simulator.settings.profileStatus, 'verified');
});

test('programs add merchants, profiles and keys, and revoke keys', async (t) => {
  const { control, request, as, first } = await startTwo(t);
  const added: Organization = await json(
    control('/organizations', 'POST', { name: 'Bakkerij', methods: ['ideal'] }),
  );
  assert.match(added.id, /^org_\d+$/);
  const [{ id: profile, apiKeys } = { id: '', apiKeys: [] as string[] }] = added.profiles;
  const nameFor = async (apiKey: string) => {
    const answer = await request('/profiles/me', { headers: as(apiKey) });
    return answer.ok ? ((await json(answer)) as { name: string }).name : json(answer);
  };
  for (const apiKey of apiKeys) assert.equal(await nameFor(apiKey), 'Bakkerij');

  const { apiKey }: { apiKey: string } = await json(
    control(`/profiles/${profile}/keys`, 'POST', { mode: 'test' }),
  );
  assert.equal(await nameFor(apiKey), 'Bakkerij');
  const branch = { name: 'Filiaal', website: 'https://filiaal.example', apiKeys: [`test_${'f'.repeat(30)}`] };
  assert.equal((await control(`/organizations/${added.id}/profiles`, 'POST', branch)).status, 201);
  assert.equal(await nameFor(branch.apiKeys[0]!), 'Filiaal');
  assert.equal(
    (await control(`/organizations/${first.id}/profiles`, 'POST', { name: 'Another' })).status,
    201,
  );

  for (const revoked of [apiKey, apiKeys[0]!, TEST_KEY]) {
    assert.equal((await control('/keys/revoke', 'POST', { apiKey: revoked })).status, 204);
    assert.deepEqual(await nameFor(revoked), UNAUTHORIZED);
  }
  assert.equal(await nameFor(apiKeys[1]!), 'Bakkerij');
  await control(`/profiles/${profile}/keys`, 'POST', { mode: 'test', apiKey });
  assert.equal(await nameFor(apiKey), 'Bakkerij');

  const { organizations }: { organizations: Organization[] } = await json(control('/organizations'));
  assert.deepEqual(
    organizations.map(({ name, profiles }) => [name, profiles.map(({ name }) => name)]),
    [
      ['Simulated Shop', ['Simulated Shop', 'Another']],
      ['Fietsatelier De Ketting', ['Fietsatelier De Ketting']],
      ['Bakkerij', ['Bakkerij', 'Filiaal']],
    ],
  );
});

test('status and methods are of one profile, and what makes no sense is refused', async (t) => {
  const { control, clientFor, other, mollie, order, first, second, liveKey } = await startTwo(t);
  const [{ id } = { id: '' }] = second.profiles;
  const set = (change: object, profile = id) => control(`/profiles/${profile}`, 'PATCH', change);

  await set({ status: 'unverified', methods: ['ideal'] });
  assert.deepEqual(
    (await other.methods.list()).map(({ id }) => id),
    ['ideal'],
  );
  assert.equal((await clientFor(liveKey).methods.list()).length, 0);
  await assert.rejects(clientFor(liveKey).payments.create(order()), { statusCode: 422 });
  await set({ status: 'blocked' });
  await assert.rejects(other.payments.create(order()), { statusCode: 422 });
  assert.equal((await mollie.payments.create(order())).status, 'open');
  await set({ status: 'blocked', name: 'Gesloten' }, first.profiles[0]!.id);
  const profile = await mollie.profiles.getCurrent();
  assert.deepEqual([profile.status, profile.name], ['blocked', 'Gesloten']);

  const key = second.profiles[0]!.apiKeys[0];
  const wrong: [path: string, method: string, body: object, status: number][] = [
    [`/profiles/${id}`, 'PATCH', { status: 'rich' }, 400],
    [`/profiles/${id}`, 'PATCH', { methods: ['shells'] }, 400],
    [`/profiles/${id}`, 'PATCH', { methods: 'ideal' }, 400],
    [`/profiles/${id}`, 'PATCH', { id: 'pfl_x' }, 400],
    [`/profiles/${id}`, 'PATCH', { name: '' }, 400],
    ['/profiles/pfl_none', 'PATCH', { status: 'verified' }, 404],
    ['/organizations', 'POST', {}, 400],
    ['/organizations', 'POST', { name: 'x', id: second.id }, 400],
    ['/organizations', 'POST', { name: 'x', apiKeys: ['test_short'] }, 400],
    ['/organizations', 'POST', { name: 'x', apiKeys: [key] }, 400],
    ['/organizations/org_1/profiles', 'POST', { name: 'x' }, 404],
    [`/profiles/${id}/keys`, 'POST', { mode: 'both' }, 400],
    [`/profiles/${id}/keys`, 'POST', { mode: 'live', apiKey: key }, 400],
  ];
  for (const [path, method, body, status] of wrong) {
    const answer = await control(path, method, body);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(body)}`);
  }
  assert.equal(
    ((await json(control('/organizations'))) as { organizations: object[] }).organizations.length,
    2,
  );
});

test('thousands of merchants are made at once, each with keys that are known', async (t) => {
  const { simulator, clientFor, order } = await startTwo(t);
  const merchants = addMerchants(simulator, 5000, { methods: ['ideal', 'creditcard'] });
  assert.equal(new Set(merchants.flatMap(({ testKey, liveKey }) => [testKey, liveKey])).size, 10_000);
  for (const { name, profileId, testKey, liveKey } of [merchants[0]!, merchants[2500]!, merchants.at(-1)!]) {
    const profile = await clientFor(testKey).profiles.getCurrent();
    assert.deepEqual([profile.name, profile.id], [name, profileId]);
    assert.equal((await clientFor(liveKey).payments.create(order())).profileId, profileId);
  }
});

test("one merchant's trouble and limit are not the others'", async (t) => {
  const { simulator, request, as, second, testKey } = await startTwo(t);
  const [{ id: profile } = { id: '' }] = second.profiles;
  const statuses = async () => [
    (await request('/methods')).status,
    (await request('/methods', { headers: as(testKey) })).status,
  ];
  simulator.faults.add({ endpoint: '*', kind: 'error', status: 503, profile });
  assert.deepEqual(await statuses(), [200, 503]);
  simulator.faults.clear();
  simulator.settings.requestsPerSecond = 2;
  const asked = await Promise.all(
    Array.from({ length: 5 }, () => request('/methods', { headers: as(testKey) })),
  );
  assert.ok(asked.some(({ status }) => status === 429));
  assert.equal((await request('/methods')).status, 200);
  assert.deepEqual(
    simulator.requests.list().map(({ profileId }) => profileId === profile),
    [false, true, ...asked.map(() => true), false],
  );
});

test('the simulator says at its start which keys the second merchant has', async (t) => {
  const { testKey, liveKey } = await startTwo(t);
  const child = spawn(process.execPath, ['demo/mollie/main.ts', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  let said = '';
  while (!said.includes(liveKey)) said += String((await once(child.stdout, 'data'))[0]);
  assert.ok(said.includes(testKey) && said.includes('Fietsatelier De Ketting'), said);
});
