import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, test } from 'node:test';
import fsDriver from 'unstorage/drivers/fs-lite';
import type { InvoiceDocument } from '../../proxy/invoice/document.ts';
import { MINUTE } from '../../proxy/lib/clock.ts';
import { fillSqlite } from '../help/first-release.ts';
import { createStage, type Stage } from '../help/stage.ts';

let folder: string;
let stage: Stage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/store.db` } });
});
afterEach(async () => {
  await stage.close();
  await rm(folder, { recursive: true });
});

const slugOf = ({ link }: { link: string }) => link.split('/').at(-1)!;

/** Reads an invoice's stored text, or writes another, due at once. */
function stored(slug: string, text?: string): string {
  const database = new DatabaseSync(`${folder}/store.db`);
  try {
    const row = database.prepare('SELECT value FROM documents WHERE key = ?').get(slug) as { value: string };
    if (text === undefined) return row.value;
    database
      .prepare('UPDATE documents SET value = ?, version = version + 1, due = 0 WHERE key = ?')
      .run(text, slug);
    return text;
  } finally {
    database.close();
  }
}

/** An invoice as a version that is not made yet might write it. */
const ofLater = (text: string) =>
  JSON.stringify({ ...JSON.parse(text), v: 2, attempts: { tr_later: { paid: '121.00' } } });

test('what a newer version has written is refused by name, and nothing is written over it', async () => {
  const id = await stage.attempt();
  const slug = slugOf(await stage.view());
  const later = stored(slug, ofLater(stored(slug)));
  await stage.restart();
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();

  const token = { token: await stage.payer() };
  for (const [method, path] of [
    ['GET', '/v1/invoice'],
    ['POST', '/v1/invoice/payments'],
    ['PUT', '/v1/invoice'],
  ] as const) {
    const { status, body } = await stage.call(
      method,
      path,
      method === 'PUT' ? { token: await stage.merchant() } : token,
    );
    assert.deepEqual([status, body.error.code], [503, 'store_unavailable'], path);
  }
  assert.equal((await stage.call('GET', `/pay/${slug}`)).status, 503);
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  const { failed, restored } = await stage.proxy.resync(undefined, { trust: true });
  assert.deepEqual([failed, restored], [[id], 0]);
  assert.equal(stored(slug), later);
  assert.equal(stage.simulator.ledger.list().length, 1);
  const causes = stage.logged.map(({ cause }) => String(cause));
  assert.ok(
    causes.some((cause) => cause.includes('an invoice in format 2, and this version knows 1')),
    causes.join('\n'),
  );

  // All others go on.
  assert.equal((await stage.pay({ sub: 'other' })).status, 201);
});

test('a record of a newer version in an unstorage driver is not made anew', async () => {
  const base = join(folder, 'files');
  await stage.close();
  stage = await createStage({ storage: fsDriver({ base }) });
  const id = await stage.attempt();
  const file = join(base, 'document', slugOf(await stage.view()));
  const later = JSON.stringify({ v: 2, records: [] });
  await writeFile(file, later);
  await stage.restart();
  assert.equal((await stage.pay()).status, 503);
  assert.deepEqual((await stage.proxy.resync()).failed, [id]);
  assert.equal(await readFile(file, 'utf8'), later);
  assert.equal((await stage.pay({ sub: 'other' })).status, 201);
});

test('an invoice that the first release has changed after a step back counts as it should', async () => {
  const paid = await stage.attempt({ rev: 1, total: '50.00' });
  stage.simulator.settle(paid, 'paid');
  await stage.simulator.idle();
  const open = await stage.attempt({ rev: 2 });
  const before = await stage.view({ rev: 2 });
  const slug = slugOf(before);
  const today = JSON.parse(stored(slug)) as InvoiceDocument;
  // It keeps what it does not know, and makes attempts without what was added since.
  const [first, second] = today.attempts;
  const { captured, captureBefore, chargedBackAt, otherCurrencies, ...older } = second!;
  const { notVisibleSince, isDisregarded, isStray, redirectUrl, ...made } = older;
  stored(slug, JSON.stringify({ ...today, attempts: [first, made] }));
  await stage.restart();

  const { checkedAt: _, ...shown } = await stage.view({ rev: 2 });
  assert.deepEqual({ checkedAt: before.checkedAt, ...shown }, before);
  stage.simulator.settle(open, 'paid');
  await stage.simulator.idle();
  const after = await stage.view({ rev: 2 });
  assert.deepEqual([after.status, after.paid.value, after.due.value], ['paid', '121.00', '0.00']);
  stage.simulator.chargeBack(open, '5.00');
  await stage.simulator.idle();
  assert.equal((await stage.view({ rev: 2 })).due.value, '5.00');
});

test('an intent of the first release after a step back is resolved, and its refusal of then is asked again', async () => {
  stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  const slug = slugOf(await stage.view());
  const today = JSON.parse(stored(slug)) as InvoiceDocument;
  const { searches, ...intent } = today.intent!;
  assert.equal(searches, 0);
  const refusal = { code: 'no_methods', due: 12100, at: today.factsAt };
  stored(slug, JSON.stringify({ ...today, intent, refusal }));
  await stage.restart();
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  assert.equal((await stage.pay()).status, 200);
  assert.equal(stage.simulator.ledger.list().length, 1);
});

test('the first release can write to the tables of today', async () => {
  await stage.attempt();
  const key = slugOf(await stage.view());
  const entry = {
    at: new Date(stage.now()).toISOString(),
    event: 'invoice.seen',
    reference: 'aaaa-bbbb',
    number: '1',
    details: { total: { currency: 'EUR', value: '121.00' } },
  };
  const document = { key: 'x'.repeat(32), version: 1, value: JSON.parse(stored(key)), due: null };
  fillSqlite(`${folder}/store.db`, { documents: [document], lines: [{ key, entry }] });
  await stage.restart();
  assert.equal((await stage.story()).at(-1), 'invoice.seen');
});
