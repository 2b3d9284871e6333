import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { startHost } from '../help/notified-host.ts';
import { createStage, type Stage } from '../help/stage.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

/** What is in memory is lost, and put back from Mollie's list. */
async function lose(): Promise<void> {
  await stage.restart();
  await stage.proxy.prepare();
}

/** A token from before, which brings no news: what shows are the facts that the payments carry. */
const older = () => ({ rev: 0, iat: Math.floor(stage.now() / 1000) - 60 });

test('what is put back newest first was completed when it was', async () => {
  for (const [sub, totals] of Object.entries({ parts: ['50.00', '121.00'], twice: ['121.00', '121.00'] })) {
    const made = [];
    for (const [rev, total] of totals.entries()) made.push(await stage.attempt({ sub, rev, total }));
    // The second is made while the first is open; both are paid, two days apart.
    if (new Set(made).size < 2) {
      await stage.advance(14 * MINUTE);
      made[1] = await stage.attempt({ sub, rev: 1 });
    }
    for (const id of made) {
      stage.simulator.settle(id, 'paid');
      await stage.simulator.idle();
      await stage.advance(2 * DAY);
    }
    const { completedAt, status } = await stage.view({ sub, rev: 1 });
    assert.ok(completedAt);
    await lose();
    const restored = await stage.view({ sub, rev: 1 });
    assert.deepEqual([restored.status, restored.completedAt], [status, completedAt], sub);
  }
});

test('a token from before the loss that tells more leaves when the invoice was completed', async () => {
  const claims = { rev: 1, dueDate: '2026-12-24' };
  const token = await stage.payer({ ...claims, exp: Math.floor((stage.now() + 30 * DAY) / 1000) });
  stage.simulator.settle(await stage.attempt(claims), 'paid');
  await stage.simulator.idle();
  const { completedAt } = await stage.view(claims);
  await stage.advance(2 * DAY);
  await lose();
  const { body } = await stage.call('GET', '/v1/invoice', { token });
  assert.deepEqual(
    [body.status, body.dueDate, body.completedAt, body.reasons.includes('unconfirmed')],
    ['paid', '2026-12-24', completedAt, true],
  );
  const stated = await stage.put(claims);
  assert.deepEqual([stated.completedAt, stated.reasons.includes('unconfirmed')], [completedAt, false]);
});

test('what the books have taken over is not counted twice after a lost store either', async () => {
  const first = await stage.attempt({ rev: 1, total: '50.00' });
  stage.simulator.settle(first, 'paid');
  await stage.simulator.idle();
  await stage.attempt({ rev: 2, paidElsewhere: '50.00', booked: [first] });
  const { link } = await stage.view({ rev: 2 });
  await lose();
  const view = await stage.view(older());
  assert.deepEqual(
    [view.link, view.total.value, view.paid.value, view.paidElsewhere.value, view.remaining.value],
    [link, '121.00', '50.00', '0.00', '71.00'],
  );
});

test('an id that somebody else has written into the metadata is not the invoice’s, but any token’s is', async () => {
  const payment = stage.simulator.ledger.get(await stage.attempt({ rev: 1 }));
  await lose();
  assert.equal((await stage.view(older())).id, 'invoice-1');
  payment.metadata = { ...(payment.metadata as object), id: 'another' };
  const { link } = await stage.view(older());
  await lose();
  const page = await stage.call('GET', new URL(link).pathname);
  assert.equal(page.status, 200);
  const { id, total } = await stage.view(older());
  assert.deepEqual([id, total.value], ['invoice-1', '121.00']);
});

test('only what this proxy has written into the metadata is put back', async () => {
  const payment = stage.simulator.ledger.get(await stage.attempt({ rev: 1 }));
  const own = payment.metadata as Record<string, unknown>;
  const names = ['key', 'account', 'n', 'rev', 'currency', 'total', 'paidElsewhere', 'mac'];
  const changed = names.flatMap((name) => {
    const value = typeof own[name] === 'number' ? own[name] + 1 : `${own[name]}a`;
    return [
      { ...own, [name]: value },
      { ...own, [name]: null },
    ];
  });
  for (const metadata of [...changed, null, 'text', 7, [own], {}]) {
    payment.metadata = metadata;
    const report = await stage.proxy.resync();
    assert.deepEqual([report.listed, report.own], [1, 0], JSON.stringify(metadata));
  }
  payment.metadata = own;
  assert.equal((await stage.proxy.resync()).own, 1);
});

test('what is told of an invoice bears growing versions, also after a lost store', async () => {
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const host = await startHost(secret);
  await stage.close();
  stage = await createStage({ env: { NOTIFY_URL: host.url, NOTIFY_SECRET: secret } });
  const id = await stage.attempt();
  const refund = async () => {
    stage.simulator.refund(id, { amount: '10.00' });
    await stage.simulator.idle();
    await stage.idle();
  };
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  await refund();
  const before = host.heard.map(({ data }) => data.version);
  await lose();
  await stage.view({ iat: Math.floor(stage.now() / 1000) + 10 });
  await refund();
  const versions = host.heard.map(({ data }) => data.version);
  assert.ok(versions.length > before.length && before.length === 2, String(versions));
  assert.deepEqual(
    versions,
    [...new Set(versions)].toSorted((a, b) => a - b),
  );
  await host.close();
});
