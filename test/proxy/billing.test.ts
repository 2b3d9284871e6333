import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, test } from 'node:test';
import { MollieError, withoutTexts } from '../../proxy/mollie/errors.ts';
import type { AttemptView, InvoiceView } from '../../shared/api.ts';
import { type Heard, startHost } from '../help/notified-host.ts';
import { type Claims, createStage, type Stage } from '../help/stage.ts';

const CUSTOMER = {
  givenName: 'Annemarieke',
  familyName: 'Oudekerkhoven',
  organizationName: 'Rijwielhandel Oudekerkhoven',
  email: 'annemarieke@oudekerkhoven.example',
  streetAndNumber: 'Korenbloemsingel 417',
  postalCode: '3582 KZ',
  city: 'Utrechtdorp',
  country: 'NL',
};
const TEXTS = Object.entries(CUSTOMER).flatMap(([name, text]) => (name === 'country' ? [] : [text]));
const BILLED = { customer: CUSTOMER, vatRate: '21.00' };
const SECRET = `whsec_${'c2VjcmV0'.repeat(4)}`;

let stage: Stage;
let folder: string;
let host: Awaited<ReturnType<typeof startHost>>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  host = await startHost(SECRET);
  stage = await createStage({
    env: { STORAGE_URL: `sqlite:${folder}/pay.db`, NOTIFY_URL: host.url, NOTIFY_SECRET: SECRET },
  });
  stage.simulator.settings.methods = ['ideal', 'klarna', 'billie', 'riverty', 'banktransfer'];
});
afterEach(async () => {
  await stage.close();
  await host.close();
  await rm(folder, { recursive: true });
});

type Create = {
  method?: string;
  captureMode?: string;
  billingAddress?: Record<string, string>;
  lines?: Record<string, unknown>[];
};
const creates = () =>
  stage.simulator.requests.list({ endpoint: 'create' }).map(({ body }) => JSON.parse(String(body)) as Create);
const pay = (method?: string, claims: Claims = {}) =>
  stage.pay(claims, method === undefined ? undefined : { method });
const idOf = ({ payment }: { payment: unknown }) => (payment as AttemptView).id;

/** Everything that the store holds on the disk. */
async function stored(): Promise<string> {
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'latin1')));
  return texts.join('\n');
}

/** How often each record was written. */
function versions() {
  const db = new DatabaseSync(join(folder, 'pay.db'));
  try {
    return db.prepare('SELECT key, version FROM documents ORDER BY key').all();
  } finally {
    db.close();
  }
}

function assertNoCustomer(text: string, where: string): void {
  for (const part of TEXTS) assert.ok(!text.includes(part), `${where} holds ${part}`);
}

test('a business customer pays the remainder of an invoice by a method that bills them', async () => {
  await stage.put({ rev: 1, ...BILLED });
  const first = await pay('ideal', { rev: 2, total: '121.00', paidElsewhere: '20.99' });
  assert.equal(first.status, 201);
  const second = await pay('billie', { rev: 2, total: '121.00', paidElsewhere: '20.99' });
  assert.deepEqual([second.status, idOf(second.body)], [200, idOf(first.body)]);
  const [create] = creates();
  assert.deepEqual(create!.billingAddress, CUSTOMER);
  const eur = (value: string) => ({ currency: 'EUR', value });
  assert.deepEqual(create!.lines, [
    {
      ...{ description: 'Invoice 2026-0042', quantity: 1 },
      ...{ unitPrice: eur('100.01'), totalAmount: eur('100.01') },
      ...{ vatRate: '21.00', vatAmount: eur('17.36') },
    },
  ]);
  assert.equal(create!.captureMode, 'automatic');
  stage.simulator.settle(idOf(second.body), 'authorized');
  await stage.simulator.idle();
  const { status, pending, payment } = await stage.view({ rev: 2 });
  assert.deepEqual([status, pending.value, payment!.status], ['pending', '100.01', 'authorized']);
});

test('every amount and rate has the VAT that Mollie expects, to the cent', async () => {
  for (const [n, vatRate] of ['0.00', '5.50', '6.00', '7.00', '9.00', '19.00', '21.00', '26.50'].entries()) {
    for (const total of ['1.00', '1.01', '99.99', '1210.05', '8999.99']) {
      const { status } = await pay('klarna', { sub: `${n} ${total}`, total, ...BILLED, vatRate });
      assert.equal(status, 201, `${total} at ${vatRate}`);
    }
  }
  assert.equal((await stage.story({ sub: '0 1.00' })).includes('payment.billing_refused'), false);
});

test('methods that bill are offered with both parts only, and not once Mollie has refused them', async () => {
  const offered = async (claims: Claims) => {
    for (let tries = 0; tries < 100; tries++) {
      const { methods } = await stage.view(claims);
      if (methods) return methods.map(({ id }) => id).filter((id) => /klarna|billie/.test(id));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return undefined;
  };
  assert.deepEqual(await offered({ sub: 'a' }), []);
  assert.deepEqual(await offered({ sub: 'b', customer: CUSTOMER }), []);
  assert.deepEqual(await offered({ sub: 'c', vatRate: '21.00' }), []);
  assert.deepEqual(await offered({ sub: 'd', ...BILLED }), ['klarna', 'billie']);
  const bad = { sub: 'e', customer: { ...CUSTOMER, postalCode: 'nowhere' }, vatRate: '21.00' };
  const paid = await pay('ideal', bad);
  assert.equal(paid.status, 201, 'iDEAL pays all the same');
  assert.deepEqual(
    creates().map(({ lines }) => lines !== undefined),
    [true, false],
  );
  assert.deepEqual(await offered(bad), []);
  const { warnings } = await stage.view(bad);
  assert.match(warnings!.join(), /billingAddress\.postalCode/);
  assertNoCustomer(JSON.stringify(stage.logged), 'the log of the process');
  assert.deepEqual(
    (await stage.story(bad)).filter((event) => /billing|rejected/.test(event)),
    ['payment.billing_refused'],
  );
  const klarna = await pay('klarna', bad);
  assert.deepEqual([klarna.status, klarna.body.error.code], [422, 'no_methods']);
  const mended = await stage.put({ sub: 'e', ...BILLED });
  assert.deepEqual(mended.warnings, []);
  assert.deepEqual(await offered({ sub: 'e' }), ['klarna', 'billie']);
});

test('money that the merchant captures by hand is that of the method alone which wants it', async () => {
  for (const method of ['ideal', 'klarna']) {
    const first = await pay('riverty', { sub: method, ...BILLED });
    const { status, body } = await pay(method, { sub: method, ...BILLED });
    assert.equal(status, 201, method);
    assert.notEqual(idOf(body), idOf(first.body));
    assert.deepEqual([creates().at(-1)!.method, creates().at(-1)!.captureMode], [method, 'automatic']);
  }
});

test('what an open payment was not told makes another payment, not a page that lacks the method', async () => {
  await pay();
  await stage.put(BILLED);
  const klarna = await pay('klarna', BILLED);
  assert.deepEqual([klarna.status, creates().at(-1)!.method], [201, 'klarna']);
  await pay(undefined, { sub: 'another', ...BILLED });
  const riverty = await pay('riverty', { sub: 'another', ...BILLED });
  assert.deepEqual([riverty.status, creates().at(-1)!.method], [201, 'riverty']);
});

test('what a token does not say stays, and what is emptied goes', async () => {
  const isBilled = async (claims: Claims) => {
    await pay('ideal', claims);
    return creates().at(-1)!.lines !== undefined;
  };
  await stage.put({ rev: 1, ...BILLED });
  assert.equal(await isBilled({ rev: 2, total: '122.00' }), true);
  await stage.put({ rev: 3, customer: {} });
  assert.equal(await isBilled({ rev: 4, total: '123.00' }), false);
  assert.equal(await isBilled({ rev: 1, ...BILLED }), false, 'an older token brings nothing back');
  await stage.put({ rev: 4, total: '123.00', customer: CUSTOMER });
  assert.equal(await isBilled({ rev: 5, total: '124.00' }), true);
  const story = await stage.story({ rev: 5, total: '124.00' });
  assert.ok(!story.includes('invoice.same_rev'));
});

test('who is billed stands in the request and the record alone, and goes once nothing can be paid', async () => {
  await stage.put({ rev: 1, ...BILLED });
  const { body } = await pay('klarna', { rev: 1, ...BILLED });
  assert.match(await stored(), /Oudekerkhoven/);
  assertNoCustomer(JSON.stringify(body), 'the answer');
  const payment = stage.simulator.ledger.get(idOf(body));
  assertNoCustomer(JSON.stringify(payment.metadata), 'the metadata');
  stage.simulator.settle(idOf(body), 'paid');
  await stage.simulator.idle();
  await stage.idle();
  assert.equal((await stage.view()).status, 'paid');
  await stage.put({ rev: 2, ...BILLED });
  const log = await stage.call('GET', '/v1/invoice/log?limit=200', { token: await stage.merchant() });
  assertNoCustomer(JSON.stringify(log.body), 'the log');
  assertNoCustomer(JSON.stringify(stage.logged), 'the log of the process');
  const heard: readonly Heard[] = host.heard;
  assert.ok(heard.some(({ type }) => type === 'invoice.paid'));
  assertNoCustomer(JSON.stringify(heard), 'a notification');
  assertNoCustomer(await stored(), 'the store');
});

test('nobody is kept while payments are paused, and nothing is written anew for each view', async () => {
  await stage.put({ rev: 1, ...BILLED });
  await stage.connection('PUT', undefined, { paused: true });
  await stage.put({ rev: 2, ...BILLED });
  await stage.put({ sub: 'new', ...BILLED });
  assertNoCustomer(await stored(), 'a paused account');
  const token = await stage.payer({ rev: 2, ...BILLED });
  await stage.call('GET', '/v1/invoice', { token });
  const written = () => readFile(join(folder, 'pay.db-wal'), 'latin1');
  const before = await written();
  await stage.call('GET', '/v1/invoice', { token });
  assert.ok((await written()) === before);
  await stage.connection('PUT', undefined, { paused: false });
  await stage.put({ rev: 3, ...BILLED });
  assert.match(await stored(), /Oudekerkhoven/);
});

test('nobody is kept of an invoice that cannot be paid, nor of an intent that was put aside', async () => {
  await stage.put({ sub: 'void', void: true, ...BILLED });
  assertNoCustomer(await stored(), 'a withdrawn invoice');
  stage.simulator.faults.add({ endpoint: 'create', kind: 'error', status: 500, times: 9 });
  await pay('klarna', { rev: 1, ...BILLED });
  await stage.put({ rev: 2, void: true });
  assertNoCustomer(await stored(), 'an intent that was put aside');
});

test('nobody is kept in the record of the mode that does not run, nor without a key', async () => {
  await stage.put({ rev: 1, ...BILLED });
  await stage.restart({
    MOLLIE_API_KEY: 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM',
    PUBLIC_URL: 'https://pay.example.com',
  });
  const { body } = await pay('ideal', { rev: 2, ...BILLED });
  stage.simulator.settle(idOf(body), 'paid');
  await stage.advance(6 * 1000);
  assert.equal((await stage.view({ rev: 2 })).status, 'paid');
  assertNoCustomer(await stored(), 'the record of test mode');
  await stage.restart({ MOLLIE_API_KEY: undefined });
  const claims = { rev: 3, iat: Math.floor(stage.now() / 1000), total: '242.00', ...BILLED };
  await stage.view(claims);
  assertNoCustomer(await stored(), 'a record without a key');
  const written = versions();
  await stage.view(claims);
  assert.deepEqual(versions(), written, 'the same again is no news');
});

test('what Mollie repeats of who is billed is left out whole', () => {
  const told = ['Jan', 'Galen', 'Jan van Galenstraat 5', ' 1056 BJ ', ' '];
  const said = (message: string) => withoutTexts(new MollieError('rejected', message), told);
  assert.equal((said("'Jan van Galenstraat 5' is not valid") as Error).message, "'…' is not valid");
  assert.equal((said("'1056 BJ' is not valid") as Error).message, "'…' is not valid");
});

test('a transfer is mailed where the token says the e-mail', async () => {
  const { body } = await pay('banktransfer', { customer: { email: CUSTOMER.email } });
  assert.deepEqual(creates()[0]!.billingAddress, { email: CUSTOMER.email });
  const { mails } = stage.simulator.ledger.get(idOf(body));
  assert.deepEqual(
    mails.map(({ to }) => to),
    [CUSTOMER.email],
  );
});

test('a transfer that goes on from another method is mailed, too', async () => {
  const claims = { customer: { email: CUSTOMER.email } };
  const first = await pay('ideal', claims);
  const { body } = await pay('banktransfer', claims);
  assert.equal(idOf(body), idOf(first.body));
  const { mails } = stage.simulator.ledger.get(idOf(body));
  assert.deepEqual(
    mails.map(({ to }) => to),
    [CUSTOMER.email],
  );
});

test('a claim about who is billed that is not as it should be is named, and its text is not', async () => {
  for (const [claims, claim] of [
    [{ customer: { ...CUSTOMER, phone: '+31612345678' } }, 'customer'],
    [{ customer: { ...CUSTOMER, country: 'Nederland' } }, 'customer'],
    [{ customer: { ...CUSTOMER, country: 'XX' } }, 'customer'],
    [{ customer: { ...CUSTOMER, streetAndNumber: 'x'.repeat(101) } }, 'customer'],
    [{ customer: 'Annemarieke' }, 'customer'],
    [{ vatRate: '21' }, 'vatRate'],
    [{ vatRate: 21 }, 'vatRate'],
    [{ vatRate: '' }, 'vatRate'],
  ] as const) {
    const { status, body } = await stage.call('GET', '/v1/invoice', { token: await stage.merchant(claims) });
    assert.deepEqual([status, body.error.code, body.error.claim], [400, 'invalid_invoice', claim]);
    assert.ok(body.error.expected);
    assertNoCustomer(JSON.stringify(body), 'the error');
  }
  const empty = { customer: { ...CUSTOMER, organizationName: '', email: null } };
  const { body } = await stage.call('GET', '/v1/invoice', { token: await stage.merchant(empty) });
  assert.deepEqual((body as unknown as InvoiceView).warnings, []);
});
