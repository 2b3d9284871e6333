import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { newRecord, nextCare, withMethods } from '../../proxy/accounts/record.ts';
import type { AttemptView, InvoiceView } from '../../shared/api.ts';
import type { Merchant } from '../help/merchants.ts';
import { type Claims, createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const pay = (method?: string, claims: Claims = {}) =>
  stage.pay(claims, method === undefined ? undefined : { method });
const idOf = ({ payment }: { payment: unknown }) => (payment as AttemptView).id;
const addressOf = ({ payment }: { payment: unknown }) => (payment as AttemptView).checkoutUrl!;
const requests = (endpoint: 'cancel' | 'create' | 'methods' | 'update') =>
  stage.simulator.requests.list({ endpoint });
/** What Mollie was asked to make, in the order of the requests. */
const creates = () =>
  requests('create').map(({ body }) => JSON.parse(String(body)) as Record<string, string | undefined>);
const lists = () => requests('methods').length;
const made = () => stage.simulator.ledger.list().length;

/** The ids of the methods that are offered, once the list that this view wanted has come. */
async function offered(claims: Claims = {}): Promise<string[] | undefined> {
  await stage.view(claims);
  return eventually(async () => (await stage.view(claims)).methods?.map(({ id }) => id));
}

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let tries = 0; tries < 100; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return undefined;
}

test('the methods that are active are offered by the name that Mollie gives them, and a wallet with them', async () => {
  stage.simulator.settings.methods = ['banktransfer', 'ideal', 'creditcard', 'applepay', 'twint', 'voucher'];
  stage.simulator.settings.inactiveMethods = ['paypal'];
  assert.deepEqual(await offered(), ['ideal', 'creditcard', 'banktransfer', 'applepay']);
  const { body } = await stage.call('GET', '/v1/invoice', {
    token: await stage.payer(),
    headers: { 'accept-language': 'nl' },
  });
  assert.equal((body as unknown as InvoiceView).methods, undefined, 'not known in this language yet');
  const labels = await eventually(async () => {
    const headers = { 'accept-language': 'nl' };
    const answer = await stage.call('GET', '/v1/invoice', { token: await stage.payer(), headers });
    return (answer.body as unknown as InvoiceView).methods?.map(({ label }) => label);
  });
  assert.deepEqual(labels, ['iDEAL | Wero', 'Creditcard', 'Overboeking', 'Apple Pay']);
});

test('only methods that take what is due now are offered, and none where nothing can be paid', async () => {
  stage.simulator.settings.limits = { ideal: { maximum: '100.00' }, paypal: { minimum: '500.00' } };
  stage.simulator.settings.methods = ['ideal', 'creditcard', 'paypal'];
  assert.deepEqual(await offered({ rev: 1 }), ['creditcard']);
  assert.deepEqual(await offered({ rev: 2, paidElsewhere: '21.00' }), ['ideal', 'creditcard']);
  assert.ok(!('methods' in (await stage.view({ rev: 3, void: true }))));
});

test('METHODS chooses the methods and their order', async () => {
  await stage.restart({ METHODS: 'banktransfer, klarna,ideal' });
  assert.deepEqual(await offered(), ['banktransfer', 'ideal']);
});

test('the list is asked for once in five minutes, shown for a day, and held by the background', async () => {
  await offered();
  assert.equal(lists(), 1);
  await stage.advance(5 * MINUTE - SECOND);
  await stage.view();
  assert.equal(lists(), 1);
  stage.simulator.settings.methods = ['ideal'];
  await stage.advance(2 * SECOND);
  assert.equal((await stage.view()).methods?.length, 5);
  const renewed = await eventually(async () => {
    const { methods } = await stage.view();
    return methods?.length === 1 ? methods : undefined;
  });
  assert.ok(renewed);
  assert.equal(lists(), 2);
  stage.simulator.settings.methods = ['creditcard'];
  await stage.advance(DAY - MINUTE);
  await stage.proxy.watch();
  assert.equal(lists(), 3);
  assert.deepEqual(await stage.view().then(({ methods }) => methods?.map(({ id }) => id)), ['creditcard']);
});

test('lists that are written all day put off no other work of the account', () => {
  const now = stage.now();
  const known = { ...newRecord('default'), caredAt: now - 20 * HOUR };
  const list = { currency: 'EUR', language: 'en', credential: '', wantedAt: now, methods: [] } as const;
  const record = withMethods(known, { ...list, at: now });
  assert.equal(nextCare(record, now), now + 4 * HOUR);
});

test('a list that Mollie does not give any more is not asked for each minute', async () => {
  await offered();
  await stage.advance(DAY);
  stage.simulator.faults.add({ endpoint: 'methods', kind: 'error', status: 422, times: 99 });
  const before = lists();
  for (let rounds = 0; rounds < 5; rounds++) {
    await stage.proxy.watch();
    await stage.advance(MINUTE + SECOND);
  }
  assert.equal(lists(), before + 1);
});

test('an account that was disconnected has no work each minute', async () => {
  const [{ account, testKey }] = stage.merchants(1) as [Merchant];
  await stage.connection('PUT', account, { apiKey: testKey });
  await offered({ account });
  await stage.connection('DELETE', account);
  await stage.advance(DAY);
  for (let rounds = 0; rounds < 3; rounds++) {
    await stage.proxy.watch();
    await stage.advance(MINUTE + SECOND);
  }
  assert.equal(await stage.proxy.watch(), 0);
});

test('a list that is older than a day is not shown, and a Mollie that does not list delays no view', async () => {
  await offered();
  stage.simulator.faults.add({ endpoint: 'methods', kind: 'hang' });
  await stage.advance(DAY + SECOND);
  const began = performance.now();
  assert.ok(!('methods' in (await stage.view())));
  assert.ok(performance.now() - began < 1500);
});

test('a batch offers no methods and asks for none', async () => {
  const tokens = await Promise.all([stage.payer(), stage.merchant({ sub: 'another' })]);
  const { body } = await stage.call('POST', '/v1/invoices', { body: { tokens } });
  assert.ok((body as unknown as { invoices: object[] }).invoices.every((view) => !('methods' in view)));
  assert.equal(lists(), 0);
});

test('a method is passed on to Mollie, and its payment answered again', async () => {
  const { status, body } = await pay('ideal');
  assert.equal(status, 201);
  const [create] = creates();
  assert.equal(create!.method, 'ideal');
  assert.match(create!.cancelUrl!, /\/pay\/[a-z2-7]{32}\?canceled$/);
  assert.equal(body.payment.method, 'ideal');
  const again = await pay('ideal');
  assert.deepEqual([again.status, idOf(again.body)], [200, idOf(body)]);
  const { payment, continues, stillPayable } = await stage.view();
  assert.deepEqual([payment?.method, continues, stillPayable], ['ideal', false, []]);
});

test('Pay alone leaves the choice to Mollie, and does not lead to a method that was chosen here', async () => {
  const first = await pay('ideal');
  const second = await pay();
  assert.equal(second.status, 201);
  assert.equal(second.body.payment.method, null);
  assert.ok(second.body.invoice.reasons.includes('older_attempt_open'));
  assert.deepEqual((await stage.view()).stillPayable.length, 1);
  assert.equal(idOf((await pay('ideal')).body), idOf(first.body));
  assert.equal(idOf((await pay()).body), idOf(second.body));
  assert.equal(made(), 2);
});

test('an open payment goes on with the method that is chosen next, at its own address', async () => {
  const first = await pay();
  const second = await pay('creditcard');
  assert.deepEqual([second.status, idOf(second.body)], [200, idOf(first.body)]);
  assert.notEqual(addressOf(second.body), addressOf(first.body));
  assert.match(addressOf(second.body), /creditcard/);
  const third = await pay('ideal');
  assert.equal(idOf(third.body), idOf(first.body));
  assert.match(addressOf(third.body), /ideal/);
  assert.equal(made(), 1);
  assert.equal((await stage.story()).filter((event) => event === 'payment.method_changed').length, 2);
  const pressed = await pay();
  assert.notEqual(idOf(pressed.body), idOf(first.body));
});

test('an address that does not come with the new method is waited for, and then another payment made', async () => {
  await pay();
  stage.simulator.faults.add({ endpoint: '*', kind: 'checkout_missing', onceChosen: true });
  const { status, body, headers } = await pay('creditcard');
  assert.deepEqual([status, body.error.code, headers.get('retry-after')], [503, 'mollie_unavailable', '5']);
  stage.simulator.faults.clear();
  await stage.advance(6 * SECOND);
  const later = await pay('creditcard');
  assert.deepEqual([later.status, made()], [200, 1]);
  assert.match(addressOf(later.body), /creditcard/);
});

test('where Mollie changes no method, one without is answered as it is, and any other beside a new one', async () => {
  stage.simulator.settings.methodChanges = 'refused';
  const first = await pay();
  const second = await pay('ideal');
  assert.deepEqual([second.status, addressOf(second.body)], [200, addressOf(first.body)]);
  assert.equal(requests('update').length, 1);
  await pay('ideal');
  assert.equal(requests('update').length, 1, 'what was refused is not asked again');
  await pay('creditcard');
  await pay('paypal');
  assert.equal(requests('update').length, 2, 'nor anything else, once two were refused');
  const own = await pay('ideal', { sub: 'another' });
  const other = await pay('creditcard', { sub: 'another' });
  assert.equal(other.status, 201);
  assert.notEqual(idOf(other.body), idOf(own.body));
  assert.match(addressOf(other.body), /creditcard/);
  assert.equal(other.body.invoice.stillPayable.length, 1);
});

for (const executed of [true, false]) {
  test(`an update whose answer is lost ${executed ? 'after' : 'before'} its effect leads to one payment`, async () => {
    const first = await pay();
    stage.simulator.faults.add({ endpoint: 'update', kind: 'lost', executed, times: 3 });
    const second = await pay('creditcard');
    assert.equal(second.status, 200);
    assert.equal(idOf(second.body), idOf(first.body));
    assert.equal(/creditcard/.test(addressOf(second.body)), executed);
    assert.equal(made(), 1);
  });
}

test('six methods in a row end at six pages of few payments', async () => {
  stage.simulator.settings.methods = ['ideal', 'creditcard', 'paypal', 'bancontact', 'eps', 'kbc'];
  for (const methodChanges of ['allowed', 'refused'] as const) {
    stage.simulator.settings.methodChanges = methodChanges;
    const sub = methodChanges;
    for (const method of stage.simulator.settings.methods) {
      const { status, body } = await pay(method, { sub });
      assert.ok(status < 300, `${methodChanges} ${method}: ${status}`);
      assert.equal(body.invoice.due.value, '121.00');
    }
    const { attempts } = await stage.view({ sub });
    const open = attempts!.filter(({ status }) => status === 'open').length;
    assert.equal(open, methodChanges === 'allowed' ? 1 : 5);
  }
});

test('two tabs with two methods each get a page of theirs, or the payment of the other', async () => {
  const [first, second] = await Promise.all([pay('ideal'), pay('creditcard')]);
  assert.ok(first!.status < 300 && second!.status < 300, `${first!.status} ${second!.status}`);
  assert.match(addressOf(first!.body), /ideal/);
  assert.match(addressOf(second!.body), /creditcard/);
  assert.ok(made() <= 2);
  const open = (await stage.view()).attempts!.filter(({ status }) => status === 'open');
  assert.ok(open.every(({ amount }) => amount.value === '121.00'));
});

test('a method that Mollie refuses is no way to pay for a minute, keeps nobody from others, and renews the list', async () => {
  await offered();
  const before = lists();
  stage.simulator.settings.methods = ['creditcard'];
  const { status, body } = await pay('ideal');
  assert.deepEqual([status, body.error.code], [422, 'no_methods']);
  assert.match(body.error.message, /iDEAL/);
  const refusedView = (body as unknown as { invoice: InvoiceView }).invoice;
  assert.ok(!refusedView.reasons.includes('no_methods'));
  assert.ok(!refusedView.methods?.some(({ id }) => id === 'ideal'));
  const asked = creates().length;
  assert.equal((await pay('ideal')).status, 422);
  assert.equal(creates().length, asked);
  assert.equal((await pay('creditcard')).status, 201);
  assert.ok(await eventually(async () => (lists() > before ? true : undefined)));
});

test('many methods that Mollie refuses cost few requests, and keep nobody from paying without one', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 40; n++) statuses.push((await pay(`method${n}`)).status);
  assert.equal(creates().length, 10);
  assert.deepEqual([statuses[9], statuses[10]], [422, 429]);
  await stage.advance(MINUTE);
  assert.equal((await pay('method10')).status, 422);
  assert.equal(creates().length, 11);
  assert.equal((await pay()).status, 201);
});

test('an amount below what a method takes is a matter of that method', async () => {
  stage.simulator.settings.limits = { ideal: { minimum: '500.00' } };
  const { status, body } = await pay('ideal');
  assert.deepEqual([status, body.error.code], [422, 'no_methods']);
  assert.equal((await pay()).status, 201);
});

test('what is no id of a method is refused', async () => {
  for (const method of ['', 'iDEAL', 'a b', '../x', 5, null]) {
    const { status, body } = await stage.pay({}, { method });
    assert.deepEqual([status, body.error.code], [400, 'bad_request'], String(method));
  }
});

test('a transfer that is started tells all that a bank wants, until when, and is answered again', async () => {
  const dueDate = new Date(stage.now() + 20 * DAY).toISOString().slice(0, 10);
  const first = await pay('banktransfer', { dueDate });
  const again = await pay('banktransfer', { dueDate });
  assert.deepEqual([first.status, again.status, made()], [201, 200, 1]);
  assert.equal(creates()[0]!.dueDate, dueDate);
  const { payment, reasons, continues } = await stage.view();
  const { epc, dueDate: until, ...details } = payment!.bankTransfer!;
  assert.ok(until! >= dueDate);
  assert.deepEqual(epc!.split('\n'), [
    ...['BCD', '002', '1', 'SCT', details.bankBic, details.bankName, details.bankAccount, 'EUR121.00'],
    ...['', '', details.transferReference],
  ]);
  assert.ok(reasons.includes('bank_transfer_open'));
  assert.equal(continues, false);
});

test('a transfer that is pressed twice at once is one transfer', async () => {
  const [first, second] = await Promise.all([pay('banktransfer'), pay('banktransfer')]);
  assert.ok(first!.status < 300 && second!.status < 300);
  assert.equal(idOf(first!.body), idOf(second!.body));
  assert.equal(made(), 1);
});

test('a date too soon or too far for a transfer is left out', async () => {
  for (const days of [-3, 0, 1, 2, 99, 100, 400]) {
    const dueDate = new Date(stage.now() + days * DAY).toISOString().slice(0, 10);
    const { status } = await pay('banktransfer', { sub: String(days), dueDate });
    assert.equal(status, 201, String(days));
    assert.equal(creates().at(-1)!.dueDate, days >= 2 && days <= 99 ? dueDate : undefined);
  }
});

test('a started transfer is changed to no other method, and ends when the customer says it was not made', async () => {
  const transfer = await pay('banktransfer');
  const other = await pay('ideal');
  assert.equal(other.status, 201);
  assert.equal(requests('update').length, 0);
  const statusOf = (id: string) => stage.simulator.ledger.get(id).status;
  assert.equal(statusOf(idOf(transfer.body)), 'open');
  const { reasons } = await stage.view();
  assert.ok(reasons.includes('bank_transfer_open'));
  const notSent = async () =>
    stage.call('POST', '/v1/invoice/payments', { token: await stage.payer(), body: { notSent: true } });
  const { status, body } = await notSent();
  assert.equal(status, 200);
  assert.equal(statusOf(idOf(transfer.body)), 'canceled');
  assert.equal(statusOf(idOf(other.body)), 'open');
  assert.equal(body.payment.status, 'canceled');
  assert.ok(!body.invoice.reasons.includes('bank_transfer_open'));
  const asked = requests('cancel').length;
  assert.equal((await notSent()).status, 200);
  assert.equal(requests('cancel').length, asked);
});

test('a transfer that arrives all the same counts, although the customer says it was not made', async () => {
  const transfer = await pay('banktransfer');
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.transfer(idOf(transfer.body));
  const { status, body } = await stage.pay({}, { notSent: true });
  assert.deepEqual([status, body.payment.status, body.invoice.status], [200, 'paid', 'paid']);
});

test('a transfer that nobody has started is not cancelled', async () => {
  await pay('ideal');
  const { status, body } = await stage.pay({}, { notSent: true });
  assert.deepEqual([status, body.error.code], [400, 'bad_request']);
  assert.equal(requests('cancel').length, 0);
});

test('money that does not fit is sent back, and the transfer stays to be made', async () => {
  const transfer = await pay('banktransfer');
  stage.simulator.transfer(idOf(transfer.body), { amount: '120.00' });
  await stage.advance(6 * SECOND);
  const { status, payment } = await stage.view();
  assert.equal(status, 'open');
  assert.ok(payment!.bankTransfer);
});
