import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Locale } from '@mollie/api-client';
import { eur, LIVE_KEY, startSimulator, TEST_KEY } from './help.ts';

test('the profile tells the mode of the key and whether it is verified', async (t) => {
  const { mollie, clientFor, simulator } = await startSimulator(t, { settings: { profileName: 'Bakery' } });
  const profile = await mollie.profiles.getCurrent();
  assert.equal(profile.name, 'Bakery');
  assert.equal(profile.mode, 'test');
  assert.equal(profile.status, 'verified');
  simulator.settings.profileStatus = 'unverified';
  const live = await clientFor(LIVE_KEY).profiles.getCurrent();
  assert.equal(live.mode, 'live');
  assert.equal(live.status, 'unverified');
});

test('methods are named in the language of the locale', async (t) => {
  const { mollie } = await startSimulator(t, { settings: { methods: ['banktransfer'] } });
  const names = [];
  for (const locale of [Locale.en_US, Locale.nl_BE, Locale.de_DE, Locale.fr_FR]) {
    names.push((await mollie.methods.list({ locale }))[0]?.description);
  }
  assert.deepEqual(names, ['Bank transfer', 'Overboeking', 'Überweisung', 'Bank transfer']);
});

test('methods are those that take the currency and the amount', async (t) => {
  const { mollie, simulator } = await startSimulator(t);
  const ids = async (amount?: { currency: string; value: string }) =>
    (await mollie.methods.list(amount ? { amount } : {})).map(({ id }) => id as string);
  assert.deepEqual(await ids(), ['ideal', 'creditcard', 'paypal', 'bancontact', 'banktransfer']);
  assert.deepEqual(await ids({ currency: 'JPY', value: '1000' }), ['creditcard', 'paypal']);
  assert.deepEqual(await ids(eur('60000.00')), ['paypal', 'banktransfer']);
  assert.deepEqual(await ids(eur('0.01')), ['ideal', 'creditcard', 'paypal', 'banktransfer']);
  simulator.settings.limits = { ideal: { minimum: '5.00', maximum: null } };
  assert.ok(!(await ids(eur('4.99'))).includes('ideal'));
  assert.ok((await ids(eur('60000.00'))).includes('ideal'));
});

test('an amount below every minimum is a 400, where a create answers 422', async (t) => {
  const { mollie } = await startSimulator(t, { settings: { methods: ['bancontact'] } });
  await assert.rejects(mollie.methods.list({ amount: eur('0.01') }), {
    statusCode: 400,
    field: 'amount',
    message: 'The amount is lower than the minimum',
  });
});

test('wallets are listed only where they are asked for', async (t) => {
  const { mollie } = await startSimulator(t, { settings: { methods: ['ideal', 'applepay', 'googlepay'] } });
  assert.deepEqual(
    (await mollie.methods.list()).map(({ id }) => id as string),
    ['ideal'],
  );
  for (const wallets of ['applepay', 'googlepay', 'applepay,googlepay']) {
    const listed = await mollie.methods.list({ includeWallets: wallets } as object);
    assert.deepEqual(
      listed.map(({ id }) => id as string),
      ['ideal', ...wallets.split(',')],
    );
  }
});

test('a test key is told of methods that are not active too, and cannot pay with them', async (t) => {
  const { mollie, clientFor, create, simulator } = await startSimulator(t, {
    settings: { methods: ['ideal'], inactiveMethods: ['klarna', 'kbc'] },
  });
  const listed = async (client: typeof mollie) =>
    Object.fromEntries((await client.methods.list()).map(({ id, status }) => [id, status]));
  assert.deepEqual(await listed(mollie), {
    ideal: 'activated',
    klarna: 'pending-boarding',
    kbc: 'pending-boarding',
  });
  simulator.settings.inactiveStatus = null;
  assert.deepEqual(await listed(mollie), { ideal: 'activated', klarna: null, kbc: null });
  assert.deepEqual(await listed(clientFor(LIVE_KEY)), { ideal: 'activated' });
  assert.equal((await create({ method: 'klarna' })).status, 422);
  simulator.settings.methods = [];
  assert.deepEqual(await listed(mollie), { klarna: null, kbc: null });
  assert.equal((await create()).status, 422);
});

const OTHER_KEY = `test_${'o'.repeat(30)}`;

test('keys of another profile see its payments and its name, and nothing of the first', async (t) => {
  const { mollie, clientFor, created, order, request, simulator } = await startSimulator(t, {
    settings: { profiles: [{ id: 'pfl_other', name: 'Other Shop', apiKeys: [OTHER_KEY] }] },
  });
  const other = clientFor(OTHER_KEY);
  const first = await created();
  const second = await other.payments.create(order());
  assert.notEqual(first.profileId, 'pfl_other');
  assert.equal(second.profileId, 'pfl_other');
  for (const [client, own, foreign] of [
    [mollie, first.id, second.id],
    [other, second.id, first.id],
  ] as const) {
    assert.equal((await client.payments.get(own)).id, own);
    assert.deepEqual(
      (await client.payments.page()).map(({ id }) => id),
      [own],
    );
    const unseen = { statusCode: 404, message: `No payment exists with token ${foreign}.` };
    await assert.rejects(client.payments.get(foreign), unseen);
    await assert.rejects(client.payments.update(foreign, { description: 'x' }), unseen);
    await assert.rejects(client.paymentRefunds.page({ paymentId: foreign }), unseen);
  }
  assert.match(await (await fetch(second.getCheckoutUrl()!)).text(), />Other Shop</);
  const { id, name } = await other.profiles.getCurrent();
  assert.deepEqual([id, name], ['pfl_other', 'Other Shop']);
  assert.equal((await mollie.profiles.getCurrent()).name, 'Simulated Shop');
  assert.equal((await request('/profiles/pfl_other')).status, 404);

  simulator.settings.apiKeys = [TEST_KEY];
  await assert.rejects(other.payments.get(second.id), { statusCode: 401 });
});

test('a single method is found, forbidden or unknown', async (t) => {
  const { request } = await startSimulator(t);
  assert.equal((await request('/methods/ideal')).status, 200);
  assert.equal((await request('/methods/kbc')).status, 403);
  assert.equal((await request('/methods/shells')).status, 404);
  assert.equal((await request('/methods/ideal?locale=xx_XX')).status, 400);
});

test('a live key of an unverified profile has no methods', async (t) => {
  const { clientFor } = await startSimulator(t, { settings: { profileStatus: 'unverified' } });
  assert.equal((await clientFor(LIVE_KEY).methods.list()).length, 0);
});

test('the list heeds the country, and refuses what it does not know', async (t) => {
  const { request } = await startSimulator(t, { settings: { methods: ['ideal', 'in3', 'riverty', 'alma'] } });
  const ids = async (query: string) => {
    const answer = await request(`/methods?${query}`);
    if (answer.status !== 200) return [answer.status, ((await answer.json()) as { field: string }).field];
    const { _embedded } = (await answer.json()) as { _embedded: { methods: { id: string }[] } };
    return _embedded.methods.map(({ id }) => id);
  };
  assert.deepEqual(await ids('billingCountry=NL&resource=payments'), ['ideal', 'in3', 'riverty']);
  assert.deepEqual(await ids('billingCountry=FR'), ['ideal', 'alma']);
  assert.deepEqual(await ids('billingCountry=Nederland'), [400, 'billingCountry']);
  assert.deepEqual(await ids('resource=invoices'), [400, 'resource']);
  assert.deepEqual(await ids('includeWallets=applepie'), [400, 'includeWallets']);
  assert.deepEqual(await ids('include=everything'), [400, 'include']);
});

test('issuers are listed where they are asked for', async (t) => {
  const { request } = await startSimulator(t, { settings: { methods: ['ideal', 'giftcard'] } });
  const issuersAt = async (path: string) =>
    ((await (await request(path)).json()) as { issuers?: { id: string }[] }).issuers?.map(({ id }) => id);
  assert.deepEqual(await issuersAt('/methods/giftcard?include=issuers'), ['vvvgiftcard', 'fashioncheque']);
  assert.equal(await issuersAt('/methods/giftcard'), undefined);
  assert.equal(await issuersAt('/methods/ideal?include=issuers'), undefined);
});

test('a method can be switched on and off, and given limits, while it runs', async (t) => {
  const { control, create, mollie, simulator } = await startSimulator(t);
  const { profiles } = simulator.organizations.add({ name: 'Bakery', methods: ['ideal'] });
  const switched = (method: string, change: object, profile = 'pfl_Sim5uLat0r') =>
    control(`/profiles/${profile}/methods/${method}`, 'PATCH', change);
  const listed = async () => (await mollie.methods.list()).map(({ id }) => id as string);

  await switched('klarna', { active: true });
  await switched('klarna', { active: true });
  await switched('ideal', { active: false });
  assert.deepEqual(await listed(), ['creditcard', 'paypal', 'bancontact', 'banktransfer', 'klarna']);
  await switched('ideal', { active: true, minimum: '5.00' });
  assert.deepEqual((await create({ method: 'ideal', amount: eur('4.99') })).status, 422);
  await switched('ideal', { maximum: '10.00' });
  const { minimumAmount, maximumAmount } = await mollie.methods.get('ideal' as never);
  assert.deepEqual([minimumAmount, maximumAmount], [eur('5.00'), eur('10.00')]);

  assert.deepEqual(profiles[0]!.methods, ['ideal']);
  await switched('kbc', { active: true }, profiles[0]!.id);
  assert.deepEqual(simulator.organizations.profile(profiles[0]!.id).methods, ['ideal', 'kbc']);
  assert.equal((await switched('shells', { active: true })).status, 400);
  assert.equal((await switched('ideal', { minimum: 5 })).status, 400);
  assert.equal((await switched('ideal', { on: true })).status, 400);
  assert.equal((await switched('ideal', { active: true }, 'pfl_none')).status, 404);
});
