import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createStage, MOLLIE_KEY, type Stage } from '../help/stage.ts';

type Metadata = Record<string, unknown>;
type Foreign = { amount?: { currency: string; value: string }; metadata?: Metadata };

const AMOUNT = { currency: 'EUR', value: '121.00' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let stage: Stage;
/** The invoice's own payment, and what it carries at Mollie. */
let own: string;
let metadata: Metadata;

beforeEach(begin);
afterEach(() => stage.close());

async function begin(): Promise<void> {
  stage = await createStage();
  own = await stage.attempt();
  metadata = stage.simulator.ledger.get(own).metadata as Metadata;
}

const webhookOf = (id: string) => new URL(stage.simulator.ledger.get(id).webhookUrl!).pathname;
const send = (path: string, id: string) => stage.call('POST', path, { body: `id=${id}`, headers: FORM });

/** A paid payment that another program with the same API key has made. */
async function foreign({ amount = AMOUNT, metadata: carried = metadata }: Foreign = {}): Promise<string> {
  const made = await fetch(`${stage.mollie.endpoint}/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${MOLLIE_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ amount, metadata: carried, description: 'x', redirectUrl: 'https://example.com' }),
  });
  const { id } = (await made.json()) as { id: string };
  stage.simulator.settle(id, 'paid');
  return id;
}

async function assertUncounted(id: string): Promise<void> {
  assert.equal((await send(webhookOf(own), id)).status, 200);
  const { status, paid, attempts } = await stage.view();
  assert.deepEqual([status, paid.value, attempts!.map((one) => one.id)], ['open', '0.00', [own]]);
  assert.deepEqual(await stage.story(), ['invoice.seen', 'payment.created']);
}

test('a payment with copied metadata counts for nothing in another amount or currency', async () => {
  await assertUncounted(await foreign({ amount: { ...AMOUNT, value: '120.99' } }));
  await assertUncounted(await foreign({ amount: { ...AMOUNT, value: '1210.00' } }));
  await assertUncounted(await foreign({ amount: { ...AMOUNT, currency: 'USD' } }));
  const everywhere = { ...metadata, currency: 'USD' };
  await assertUncounted(await foreign({ amount: { ...AMOUNT, currency: 'USD' }, metadata: everywhere }));
});

test('a payment with metadata that nobody here has signed counts for nothing', async () => {
  const other = await stage.attempt({ sub: 'other' });
  const strange = stage.simulator.ledger.get(other).metadata as Metadata;
  const changes: Metadata[] = [
    ...[{ n: 2 }, { rev: 0 }, { total: '0.00' }, { paidElsewhere: '1.00' }, { currency: 'USD' }],
    ...[
      { mac: '' },
      { mac: 'a'.repeat(52) },
      { mac: strange.mac },
      { mac: null },
      { n: '1' },
      { key: strange.key },
    ],
  ];
  for (const change of changes)
    await assertUncounted(await foreign({ metadata: { ...metadata, ...change } }));
  await assertUncounted(await foreign({ metadata: {} }));
  await assertUncounted(await foreign({ metadata: strange }));
});

test('an answer about a payment of the other mode counts for nothing', async (t) => {
  await stage.close();
  let id = '';
  const real = globalThis.fetch;
  t.mock.method(globalThis, 'fetch', async (...[url, init]: Parameters<typeof fetch>) => {
    const response = await real(url, init);
    if (!id || !String(url).includes(`/payments/${id}`)) return response;
    return Response.json({ ...((await response.json()) as object), mode: 'live' });
  });
  await begin();
  id = await foreign();
  await assertUncounted(id);
});

test('a webhook has one address', async () => {
  const path = webhookOf(own);
  for (const n of ['01', '1.0', '+1', '1e0', '0x1', '%201', '1%0A', '１']) {
    assert.equal((await send(path.replace('/1/', `/${n}/`), own)).status, 404, n);
  }
});
