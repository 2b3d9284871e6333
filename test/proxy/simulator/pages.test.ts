import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PaymentMethod } from '@mollie/api-client';
import { actionsOf, checkoutOf, startBrowser } from './browser.ts';
import { DAY, eur, startReceiver } from './help.ts';

const FIRST_PROFILE = '/dashboard/org_12345678/profiles/pfl_Sim5uLat0r';

const RETURN = 'https://shop.example.org/return';

test('a customer chooses a method, then how the test payment ends, and comes back to the shop by GET', async (t) => {
  const { created, get, open, submit, simulator } = await startBrowser(t);
  const receiver = await startReceiver(t);
  const payment = await created({ webhookUrl: receiver.url });

  const selection = await open(checkoutOf(payment));
  assert.match(selection.html, /Invoice 2026-0042/);
  assert.match(selection.html, /€100\.00/);
  const chosen = await submit(actionsOf(selection.html)[0]!, { method: 'ideal' });
  assert.equal(chosen.status, 303);
  assert.equal((await get(payment.id)).method, 'ideal');

  const picker = await open(chosen.location!);
  for (const status of ['open', 'paid', 'failed', 'canceled', 'expired']) {
    assert.match(picker.html, new RegExp(`type="radio" name="status" value="${status}"`));
  }
  const done = await submit(actionsOf(picker.html)[0]!, { status: 'paid' });
  assert.deepEqual(done, { status: 303, location: RETURN });
  assert.equal((await get(payment.id)).status, 'paid');
  await simulator.idle();
  assert.deepEqual(receiver.ids(), [payment.id]);
});

test('opening a page changes nothing', async (t) => {
  const { created, get, open } = await startBrowser(t);
  for (const more of [{}, { method: 'ideal' }, { method: 'banktransfer' }]) {
    const payment = await created(more);
    const before = await get(payment.id);
    assert.equal((await open(checkoutOf(payment))).status, 200);
    assert.deepEqual(await get(payment.id), before);
  }
});

test('where the merchant chose the method, every end of it is the end of the payment', async (t) => {
  const { created, get, submit } = await startBrowser(t);
  const cancelUrl = 'https://shop.example.org/canceled';
  for (const status of ['open', 'paid', 'failed', 'canceled', 'expired']) {
    const payment = await created({ method: 'ideal', cancelUrl });
    const { location } = await submit(checkoutOf(payment), { status });
    assert.equal((await get(payment.id)).status, status);
    assert.equal(location, status === 'canceled' ? cancelUrl : RETURN);
  }
});

test('where the customer chose the method, its end leads back to the choice, and the payment stays open', async (t) => {
  const { created, get, open, submit, simulator } = await startBrowser(t);
  const receiver = await startReceiver(t);
  const payment = await created({
    webhookUrl: receiver.url,
    cancelUrl: 'https://shop.example.org/canceled',
    method: ['ideal', 'creditcard'],
  });
  for (const [method, status] of [
    ['ideal', 'failed'],
    ['creditcard', 'canceled'],
    ['ideal', 'expired'],
  ] as const) {
    const picker = (await submit(new URL(checkoutOf(payment)).pathname, { method })).location!;
    const { location } = await submit(picker, { status });
    assert.equal(location, new URL(checkoutOf(payment)).pathname, status);
    const after = await get(payment.id);
    assert.deepEqual([after.status, after.method], ['open', method]);
    assert.match((await open(location!)).html, /Choose how to pay/);
  }
  await simulator.idle();
  assert.deepEqual(receiver.ids(), []);

  const cancel = actionsOf((await open(checkoutOf(payment))).html).find((each) => each.includes('/cancel/'))!;
  assert.equal((await submit(cancel)).location, 'https://shop.example.org/canceled');
  assert.equal((await get(payment.id)).status, 'canceled');
});

test('a method that an update set is the merchant’s choice, as the only one of the profile is', async (t) => {
  const { created, get, mollie, submit, simulator } = await startBrowser(t);
  const changed = await created();
  await mollie.payments.update(changed.id, { method: PaymentMethod.ideal } as object);
  simulator.settings.methods = ['bancontact'];
  for (const { id } of [changed, await created()]) {
    assert.equal((await submit(checkoutOf(await get(id)), { status: 'failed' })).location, RETURN);
    assert.equal((await get(id)).status, 'failed');
  }
});

test('a transfer that the customer chose is cancelled at the choice of methods only', async (t) => {
  const { created, open, submit } = await startBrowser(t);
  const payment = await created();
  const { location } = await submit(checkoutOf(payment), { method: 'banktransfer' });
  const { html } = await open(location!);
  assert.ok(!html.includes('/cancel/'));
  assert.ok(html.includes(new URL(checkoutOf(payment)).pathname));
  const preset = await open(checkoutOf(await created({ method: 'banktransfer' })));
  assert.ok(preset.html.includes('/cancel/'));
});

const radiosOf = (html: string) =>
  [...html.matchAll(/type="radio" name="status" value="(\w+)"/g)].map(([, status]) => status);

test('Pay by Bank comes back pending until the money is there', async (t) => {
  const { created, get, open, submit } = await startBrowser(t, { settings: { methods: ['paybybank'] } });
  const pounds = { amount: { currency: 'GBP', value: '80.00' } };
  const payment = await created(pounds);
  assert.deepEqual(radiosOf((await open(checkoutOf(payment))).html), [
    ...['open', 'pending', 'failed', 'canceled', 'expired'],
  ]);
  assert.equal((await submit(checkoutOf(payment), { status: 'paid' })).status, 422);
  assert.equal((await submit(checkoutOf(payment), { status: 'pending' })).location, RETURN);
  const { status, _links } = await get(payment.id);
  assert.deepEqual([status, _links.checkout], ['pending', undefined]);

  const { html } = await open(_links.dashboard!.href);
  assert.match(html, /value="paid">The money arrives</);
  await submit(actionsOf(html).find((action) => action.endsWith('/status'))!, { status: 'paid' });
  assert.equal((await get(payment.id)).status, 'paid');
});

test('Wero is paid at once, or pending first', async (t) => {
  const { created, get, open, submit } = await startBrowser(t, { settings: { methods: ['wero'] } });
  for (const status of ['paid', 'pending']) {
    const payment = await created();
    assert.ok(radiosOf((await open(checkoutOf(payment))).html).includes(status));
    await submit(checkoutOf(payment), { status });
    assert.equal((await get(payment.id)).status, status);
  }
});

test('money by Multibanco or MyBank may arrive days after the customer came back', async (t) => {
  for (const method of ['multibanco', 'mybank']) {
    const { created, get, open, submit, simulator } = await startBrowser(t, {
      settings: { methods: ['ideal', method] },
    });
    const payment = await created();
    const { location } = await submit(checkoutOf(payment), { method });
    assert.equal((await submit(location!, { status: 'open' })).location, RETURN);
    await simulator.advance(6 * DAY);
    const waiting = await get(payment.id);
    assert.deepEqual([waiting.status, waiting.method], ['open', method]);
    assert.match((await open(checkoutOf(waiting))).html, /name="status" value="paid">The money arrives</);
    assert.equal((await submit(checkoutOf(waiting), { status: 'paid' })).location, RETURN);
    assert.equal((await get(payment.id)).status, 'paid');
  }
});

test('authorized can be chosen where the method authorises', async (t) => {
  const { created, get, open, submit, simulator } = await startBrowser(t, {
    settings: { methods: ['ideal', 'klarna'] },
  });
  const { id } = await created();
  simulator.chooseMethod(id, 'klarna');
  const payment = await get(id);
  assert.match((await open(checkoutOf(payment))).html, /value="authorized"/);
  await submit(checkoutOf(payment), { status: 'authorized' });
  assert.equal((await get(id)).status, 'authorized');
  const ideal = await created({ method: 'ideal' });
  assert.equal((await submit(checkoutOf(ideal), { status: 'authorized' })).status, 422);
  assert.equal((await get(ideal.id)).status, 'open');
});

test('cancelling at the selection ends the payment and goes to the cancel address', async (t) => {
  const { created, get, open, submit } = await startBrowser(t);
  const payment = await created({ cancelUrl: 'https://shop.example.org/canceled' });
  const cancel = actionsOf((await open(checkoutOf(payment))).html).find((action) =>
    action.includes('/cancel/'),
  )!;
  assert.equal((await submit(cancel)).location, 'https://shop.example.org/canceled');
  assert.equal((await get(payment.id)).status, 'canceled');
});

test('a bank transfer shows where to and with which reference, and is paid when it arrives', async (t) => {
  const { created, get, open, submit } = await startBrowser(t);
  const payment = await created();
  const { location } = await submit(checkoutOf(payment), { method: 'banktransfer' });
  const started = await get(payment.id);
  assert.equal(started.status, 'open');
  assert.equal(started.isCancelable, true);
  assert.equal(started.expiresAt, '2026-12-05T09:00:00+00:00');
  const { html } = await open(location!);
  const { transferReference = '', bankBic = '' } = started.details as Record<string, string>;
  assert.ok(html.includes(transferReference) && html.includes(bankBic));
  assert.equal((await submit(location!, { action: 'back' })).location, RETURN);
  assert.equal((await get(payment.id)).status, 'open');
  assert.equal((await submit(location!, { action: 'arrives' })).location, RETURN);
  assert.equal((await get(payment.id)).status, 'paid');
});

test('only methods that take the payment can be chosen', async (t) => {
  const { created, get, open, submit } = await startBrowser(t);
  const payment = await created({ amount: eur('20000.00'), method: ['ideal', 'creditcard', 'paypal'] });
  const { html } = await open(checkoutOf(payment));
  assert.deepEqual(
    [...html.matchAll(/name="method" value="(\w+)"/g)].map(([, id]) => id),
    ['ideal', 'paypal'],
  );
  assert.equal((await submit(checkoutOf(payment), { method: 'creditcard' })).status, 422);
  assert.equal((await get(payment.id)).method, undefined);
});

test('a payment that ended shows what it came to, and its old forms do nothing', async (t) => {
  const { created, get, open, submit, simulator } = await startBrowser(t);
  const payment = await created({ method: 'ideal' });
  simulator.expire(payment.id);
  assert.match((await open(checkoutOf(payment))).html, /This payment has expired/);
  assert.equal((await submit(checkoutOf(payment), { status: 'paid' })).status, 303);
  assert.equal((await get(payment.id)).status, 'expired');
});

test('"Expire now" ends the payment without moving the clock', async (t) => {
  const { created, get, open, submit, simulator } = await startBrowser(t);
  const payment = await created();
  const before = simulator.clock.now();
  const tool = actionsOf((await open(checkoutOf(payment))).html).find((action) =>
    action.endsWith('/status'),
  )!;
  const { location } = await submit(tool, { status: 'expired', back: new URL(checkoutOf(payment)).pathname });
  assert.equal(location, new URL(checkoutOf(payment)).pathname);
  assert.equal((await get(payment.id)).status, 'expired');
  assert.equal(simulator.clock.now(), before);
});

test('a paid payment is refunded, charged back and restored by its page', async (t) => {
  const { created, get, open, submit, simulator } = await startBrowser(t);
  const { id } = await created();
  simulator.settle(id, 'paid');
  const page = (await get(id))._links.changePaymentState?.href ?? '';
  const action = async (pattern: RegExp) =>
    actionsOf((await open(page)).html).find((each) => pattern.test(each))!;

  await submit(await action(/refunds$/), { amount: '30,00' });
  assert.deepEqual((await get(id)).amountRefunded, eur('30.00'));
  await submit(await action(/chargebacks$/), { amount: '20.00' });
  assert.deepEqual((await get(id)).amountChargedBack, eur('20.00'));
  await submit(await action(/reverse$/));
  assert.ok(!('amountChargedBack' in (await get(id))));
  assert.equal((await submit(await action(/refunds$/), { amount: '1000.00' })).status, 422);
});

test('what is authorised is captured in part, and the rest released, by its page', async (t) => {
  const { created, get, open, submit, simulator } = await startBrowser(t);
  const payment = await created();
  simulator.settle(payment.id, 'authorized', { method: 'creditcard' });
  const action = async (pattern: RegExp) =>
    actionsOf((await open(payment._links.dashboard!.href)).html).find((each) => pattern.test(each))!;
  await submit(await action(/captures$/), { amount: '60,00' });
  assert.equal((await get(payment.id)).status, 'authorized');
  await submit(await action(/release$/));
  const paid = await get(payment.id);
  assert.deepEqual([paid.status, paid.amountCaptured], ['paid', eur('60.00')]);
  assert.match(
    (await open(`/checkout/test-mode?token=3.${payment.id.slice(3)}`)).html,
    /Captured<[^€]*€60\.00/,
  );
});

test('a card is authorised, captured in part, and of that refunded, by its page', async (t) => {
  const { created, get, open, submit } = await startBrowser(t);
  const payment = await created();
  await submit(checkoutOf(payment), { method: 'creditcard' });
  const page = payment._links.dashboard!.href;
  const action = async (pattern: RegExp) =>
    actionsOf((await open(page)).html).find((each) => pattern.test(each));
  assert.match((await open(page)).html, /value="authorized">Set to: Authorized</);
  await submit((await action(/status$/))!, { status: 'authorized' });
  assert.equal(await action(/refunds$/), undefined);
  assert.notEqual(await action(/status$/), undefined);
  await submit((await action(/captures$/))!, { amount: '60.00' });
  assert.equal(await action(/status$/), undefined);
  assert.match((await open(page)).html, /value="60\.00"[^/]*\/?>[^<]*<\/label>\s*<button>Refund</);
  await submit((await action(/refunds$/))!, { amount: '10.00' });
  const { status, amountRefunded } = await get(payment.id);
  assert.deepEqual([status, amountRefunded], ['authorized', eur('10.00')]);
});

test('a bank may count in another currency what it takes back by the page', async (t) => {
  const { created, get, open, submit, simulator } = await startBrowser(t);
  const payment = await created();
  simulator.settle(payment.id, 'paid');
  const { html } = await open(payment._links.dashboard!.href);
  assert.match(html, /name="counted"[\s\S]*<option>USD</);
  const action = actionsOf(html).find((each) => each.endsWith('chargebacks'))!;
  await submit(action, { amount: '40,00', counted: '44,10', currency: 'USD' });
  await submit(action, { amount: '10.00', counted: '', currency: 'USD' });
  const { amountChargedBack, _embedded } = await get(payment.id, '?embed=chargebacks');
  assert.deepEqual(amountChargedBack, eur('50.00'));
  assert.deepEqual(
    (_embedded as { chargebacks: { amount: object }[] }).chargebacks.map(({ amount }) => amount),
    [{ currency: 'USD', value: '44.10' }, eur('10.00')],
  );
});

test('pages speak the language of the payment, else of the browser', async (t) => {
  const { created, open } = await startBrowser(t);
  const languageOf = ({ html }: { html: string }) => /<html lang="(\w+)"/.exec(html)?.[1];
  const german = await created({ locale: 'de_AT' });
  const plain = await created();
  const dutchBrowser = { 'accept-language': 'nl-BE,nl;q=0.9,en;q=0.8' };
  assert.equal(languageOf(await open(checkoutOf(german), dutchBrowser)), 'de');
  assert.equal(languageOf(await open(checkoutOf(plain), dutchBrowser)), 'nl');
  assert.equal(languageOf(await open(checkoutOf(plain), { 'accept-language': 'fr' })), 'en');
  assert.match((await open(checkoutOf(plain), dutchBrowser)).html, /Kies hoe u wilt betalen/);
});

test('text from outside stays text', async (t) => {
  const { created, open, url } = await startBrowser(t);
  const payment = await created({ description: '<script>alert("x")</script>' });
  for (const address of [checkoutOf(payment), payment._links.dashboard!.href, url]) {
    const { html } = await open(address);
    assert.ok(!html.includes('<script>'), address);
    assert.ok(html.includes('&lt;script&gt;'), address);
  }
});

test('a page for no payment is a 404', async (t) => {
  const { open } = await startBrowser(t);
  for (const path of [
    '/checkout/select-method/x',
    '/checkout/test-mode',
    '/dashboard/org_12345678/payments/tr_x',
    '/no',
  ]) {
    assert.equal((await open(path)).status, 404, path);
  }
});

test('a tool goes back to pages of the simulator only', async (t) => {
  const { created, submit } = await startBrowser(t);
  for (const back of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '']) {
    const { id } = await created();
    assert.equal(
      (await submit(`/dashboard/payments/${id}/status`, { status: 'expired', back })).location,
      '/',
    );
  }
});

test('the dashboard moves the clock, switches faults on and off, and changes the profile', async (t) => {
  const { created, get, open, submit, simulator } = await startBrowser(t);
  const { id } = await created();
  await submit('/dashboard/clock', { seconds: '900' });
  assert.equal((await get(id)).status, 'expired');

  await submit('/dashboard/faults', { preset: 'webhooks-off' });
  assert.equal(simulator.faults.list().length, 1);
  assert.match((await open('/')).html, /aria-pressed="true"/);
  await submit('/dashboard/faults', { preset: 'webhooks-off' });
  assert.equal(simulator.faults.list().length, 0);
  for (const preset of ['webhooks-pending', 'checkout-elsewhere', 'checkout-missing', 'conflict']) {
    await submit('/dashboard/faults', { preset });
  }
  assert.deepEqual(
    simulator.faults.list().map(({ kind }) => kind),
    ['pending', 'checkout_elsewhere', 'checkout_missing', 'conflict'],
  );

  await submit(FIRST_PROFILE, { profileStatus: 'blocked', methods: 'paypal' });
  assert.equal(simulator.settings.profileStatus, 'blocked');
  assert.deepEqual(simulator.settings.methods, ['paypal']);
});

const namesOn = (html: string) =>
  [...html.matchAll(/aria-pressed="true">([^<]+): on</g)].map(([, name]) => name);

test('every switch names what it switches, and is on where just that is', async (t) => {
  const { open, submit, simulator } = await startBrowser(t);
  const presets = [...(await open('/')).html.matchAll(/name="preset" value="([\w-]+)"[^>]*>([^<]+)</g)];
  for (const [, preset = '', name] of presets) {
    await submit('/dashboard/faults', { preset });
    assert.deepEqual(namesOn((await open('/')).html), [name]);
    await submit('/dashboard/faults', { preset });
    assert.deepEqual(simulator.faults.list(), []);
  }
  for (const id of [
    'checkout-elsewhere-chosen',
    'checkout-missing-create',
    'checkout-missing-get',
    'rate-limit-headers',
    'rate-limit-bare',
  ]) {
    assert.ok(
      presets.some(([, preset]) => preset === id),
      id,
    );
  }
});

test('a fault that is like a switch, and not the same, has a switch of its own', async (t) => {
  const { open, submit, simulator } = await startBrowser(t);
  simulator.faults.add({ endpoint: '*', kind: 'error' });
  simulator.faults.add({ endpoint: '*', kind: 'rate_limit', retryAfter: 9, times: 2 });
  simulator.faults.add({ endpoint: 'create', kind: 'conflict' });
  assert.deepEqual(namesOn((await open('/')).html), [
    'error on *',
    'rate_limit on *, retryAfter 9, times 2',
    'conflict on create',
  ]);
  await submit('/dashboard/faults', { preset: 'unavailable' });
  assert.equal(simulator.faults.list().length, 4);
  await submit('/dashboard/faults', { clear: simulator.faults.list()[0]!.id });
  assert.deepEqual(namesOn((await open('/')).html)[0], 'API answers 503');
});

test('the profile has a field for all that Mollie may do differently', async (t) => {
  const { create, created, get, open, request, submit, simulator } = await startBrowser(t);
  const { html } = await open('/');
  for (const name of ['allowLocalWebhooks', 'methodChanges', 'pendingExpires', 'refundsBeyond']) {
    assert.match(html, new RegExp(`name="${name}"`));
  }
  const form = { profileStatus: 'verified', methods: 'ideal', back: '/' };
  const inactive = { inactiveMethods: 'kbc', inactiveStatus: '' };
  assert.deepEqual(await submit(FIRST_PROFILE, { ...form, ...inactive }), { status: 303, location: '/' });
  assert.equal((await submit('/dashboard/mollie', { refundsBeyond: '25,00' })).status, 303);
  const listed = (await (await request('/methods')).json()) as {
    _embedded: { methods: { id: string; status: string | null }[] };
  };
  assert.deepEqual(
    listed._embedded.methods.map(({ id, status }) => [id, status]),
    [
      ['ideal', 'activated'],
      ['kbc', null],
    ],
  );
  assert.equal((await create({ webhookUrl: 'http://nas.lan/webhook' })).status, 422);

  const payment = await created();
  simulator.settle(payment.id, 'paid');
  const refunds = actionsOf((await open(payment._links.dashboard!.href)).html).find((action) =>
    action.endsWith('refunds'),
  )!;
  assert.equal((await submit(refunds, { amount: '125.01' })).status, 422);
  await submit(refunds, { amount: '125.00' });
  assert.deepEqual((await get(payment.id)).amountRefunded, eur('125.00'));

  const all = { allowLocalWebhooks: 'on', methodChanges: 'refused', pendingExpires: 'on' };
  await submit(FIRST_PROFILE, form);
  await submit('/dashboard/mollie', { refundsBeyond: '25,00', ...all });
  const { allowLocalWebhooks, methodChanges, pendingExpires, inactiveMethods } = simulator.settings;
  assert.deepEqual([allowLocalWebhooks, methodChanges, pendingExpires], [true, 'refused', true]);
  assert.deepEqual(inactiveMethods, []);
  assert.equal((await submit('/dashboard/mollie', { refundsBeyond: 'much' })).status, 422);
  assert.equal((await submit(FIRST_PROFILE, { ...form, methods: 'shells' })).status, 422);
  assert.equal((await submit('/dashboard/org_1/profiles/pfl_none', form)).status, 404);
});
