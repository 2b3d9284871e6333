import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createInterfered } from '../help/interfered-store.ts';
import { createStage, type Stage } from '../help/stage.ts';

test("another server's intent that comes up while Mollie is asked is resolved, never replaced", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
  // However slow the machine is, nobody is too late.
  t.mock.method(AbortSignal, 'timeout', () => new AbortController().signal);
  const [isAsking, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isHeld = false;
  const stage = await createStage({
    env: { STORAGE_URL: `sqlite:${folder}/pay.db` },
    async fetch(url, init) {
      const answer = await fetch(url, init);
      if (!isHeld) return answer;
      isHeld = false;
      isAsking.resolve();
      await mayGoOn.promise;
      return answer;
    },
  });
  const another = stage.another();
  t.after(async () => {
    await another.close();
    await stage.close();
    rmSync(folder, { recursive: true });
  });
  const { faults, requests } = stage.simulator;
  await stage.attempt({ rev: 1, total: '121.00' });
  await stage.put({ rev: 2, total: '100.00' });

  // One server waits for what Mollie says of the first attempt …
  isHeld = true;
  const waiting = stage.pay({ rev: 2, total: '100.00' });
  await isAsking.promise;
  // … while another has come further, and does not hear what became of its create.
  faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  const headers = { authorization: `Bearer ${await stage.merchant({ rev: 2, total: '100.00' })}` };
  const lost = await another.request('/v1/invoice/payments', { method: 'POST', headers });
  assert.equal(lost.status, 503);
  await stage.put({ rev: 3, total: '90.00' });

  mayGoOn.resolve();
  const { body } = await waiting;
  assert.equal(body.payment.amount.value, '90.00');
  const sent = requests.list({ endpoint: 'create' }).map((one) => `${one.idempotencyKey} ${one.body}`);
  const keys = requests.list({ endpoint: 'create' }).map(({ idempotencyKey }) => idempotencyKey);
  assert.equal(new Set(sent).size, new Set(keys).size);
  assert.equal(stage.simulator.ledger.list().length, 3);
});

test('where the facts change before the intent is written, what is due is decided again', async (t) => {
  const { stage, before } = await createInterfered(t);
  await stage.put({ rev: 1, total: '121.00' });
  before(
    ({ intent }) => intent !== null,
    () => stage.put({ rev: 2, total: '100.00' }),
  );
  const { body } = await stage.pay({ rev: 1, total: '121.00' });
  assert.equal(body.payment.amount.value, '100.00');
  assert.deepEqual(amountsAsked(stage), ['100.00']);
});

test('money that moves while a cancellation is written down is not forgotten by it', async (t) => {
  const { stage, before } = await createInterfered(t);
  const { simulator } = stage;
  const first = await stage.attempt({ rev: 1, total: '121.00' });
  simulator.chooseMethod(first, 'banktransfer');
  // The proxy hears of the end by its own request only, and then of what follows.
  simulator.faults.add({ endpoint: 'webhook', kind: 'drop', times: 1 });
  before(
    ({ attempts }) => attempts.some(({ status }) => status === 'canceled'),
    async () => {
      simulator.settle(first, 'paid');
      simulator.chargeBack(first, '21.00');
      await simulator.idle();
    },
  );
  const { body } = await stage.pay({ rev: 2, total: '300.00' });
  assert.equal(body.payment.amount.value, '200.00');
  assert.deepEqual(amountsAsked(stage), ['121.00', '200.00']);
});

test('a wrong answer about a payment that is being found again concludes nothing', async (t) => {
  const { stage } = await createInterfered(t);
  const { faults, ledger } = stage.simulator;
  faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  faults.add({ endpoint: 'get', kind: 'wrong_amount', times: 1 });
  const lost = await stage.pay();
  const wrong = await stage.pay();
  assert.deepEqual([lost.status, wrong.status], [503, 503]);
  const found = await stage.pay();
  const [payment, ...others] = ledger.list();
  assert.deepEqual([found.status, others.length], [200, 0]);
  assert.deepEqual(
    (await stage.view()).attempts!.map(({ id }) => id),
    [payment!.id],
  );
});

test('a wrong answer about a payment that Mollie has announced is asked for again', async (t) => {
  const { stage } = await createInterfered(t);
  const { simulator } = stage;
  const id = await stage.attempt();
  simulator.settle(id, 'expired');
  await simulator.idle();
  simulator.faults.add({ endpoint: 'get', kind: 'wrong_amount', times: 1 });
  simulator.settle(id, 'paid');
  await simulator.idle();
  await stage.advance(60_000);
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error?.code], [409, 'nothing_due']);
});

function amountsAsked({ simulator }: Stage): string[] {
  return simulator.requests.list({ endpoint: 'create' }).map(({ body }) => JSON.parse(body).amount.value);
}
