import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { runCli } from '../help/cli.ts';
import type { Merchant } from '../help/merchants.ts';
import { startHost } from '../help/notified-host.ts';
import { createStage, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, type Stage } from '../help/stage.ts';

const MINUTE = 60_000;

/** Besides the default one. */
const ACCOUNTS = 20;

const NOTIFY_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** An account's invoices, one to be paid and one that stays open, by their numbers. */
const INVOICES = ['paid', 'open'];

/** A proxy with a key of its own, and what it has lost when its store is. */
async function openStage(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  const host = await startHost(NOTIFY_SECRET);
  const env = { STORAGE_URL: `sqlite:${folder}/first.db`, NOTIFY_URL: host.url, NOTIFY_SECRET };
  const stage = await createStage({ env });
  t.after(async () => {
    await stage.close();
    await host.close();
    rmSync(folder, { recursive: true });
  });
  const emptied = `sqlite:${folder}/emptied.db`;
  const lose = async () => {
    await stage.restart({ STORAGE_URL: emptied });
    host.heard.length = 0;
    // A token that was signed then states nothing anew.
    return Math.floor((stage.now() - MINUTE) / 1000);
  };
  const command = (...args: string[]) =>
    runCli(args, {
      ...{ ...env, STORAGE_URL: emptied, MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET },
      ...{ MOLLIE_API_ENDPOINT: stage.mollie.endpoint, PUBLIC_URL: stage.url },
    });
  return { stage, host, lose, command };
}

async function connect(stage: Stage, { account, testKey }: Merchant) {
  const token = await stage.sign({ aud: 'invoice-pay:admin', account });
  return stage.call('PUT', '/v1/connection', { token, body: { apiKey: testKey } });
}

const claimsOf = (account: string, sub: string, iat?: number) => ({
  ...(account === 'default' ? {} : { account }),
  ...{ sub, number: `${account} ${sub}`, ...(iat === undefined ? {} : { iat }) },
});

async function makeInvoices(stage: Stage, account: string): Promise<void> {
  for (const sub of INVOICES) {
    const id = await stage.attempt(claimsOf(account, sub));
    if (sub === 'paid') stage.simulator.settle(id, 'paid');
  }
}

/** Does all that is due. */
async function settle(stage: Stage): Promise<void> {
  while ((await stage.proxy.watch()) > 0);
  await stage.idle();
}

test('a lost store of twenty accounts comes back: by the command, by each reconnecting, payable once stated again or trusted', async (t) => {
  const { stage, host, lose, command } = await openStage(t);
  const merchants = stage.merchants(ACCOUNTS);
  const names = ['default', ...merchants.map(({ account }) => account)];
  for (const merchant of merchants) assert.equal((await connect(stage, merchant)).status, 200);
  for (const name of names) await makeInvoices(stage, name);
  await stage.simulator.idle();

  const before = await lose();
  /** What somebody sees who states nothing anew. */
  const seen = (account: string, sub: string) => stage.view(claimsOf(account, sub, before));
  const pay = async (account: string, sub: string) => {
    const { status, body } = await stage.pay(claimsOf(account, sub, before));
    return [status, body.error?.code];
  };
  assert.deepEqual(await pay('default', 'paid'), [503, 'resync_needed']);
  assert.deepEqual(await pay('merchant-2', 'paid'), [409, 'not_connected']);

  const ran = await command('resync');
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(
    ran.stdout,
    /2 of this proxy, 2 restored[\s\S]*not payable until your system states them again: 2/,
  );
  for (const merchant of merchants) assert.equal((await connect(stage, merchant)).status, 200);
  await settle(stage);

  for (const name of names) {
    const [paid, open] = [await seen(name, 'paid'), await seen(name, 'open')];
    assert.deepEqual([paid.status, paid.canPay, paid.number], ['paid', false, `${name} paid`]);
    assert.deepEqual([open.status, open.canPay, open.reasons.includes('unconfirmed')], ['open', false, true]);
    assert.deepEqual(await pay(name, 'open'), [409, 'unconfirmed']);
  }
  const told = host.heard.filter(({ type }) => type === 'invoice.unconfirmed');
  assert.deepEqual(
    told.map(({ data }) => `${data.account}: ${data.invoice.number}`).sort(),
    names.flatMap((name) => INVOICES.map((sub) => `${name}: ${name} ${sub}`)).sort(),
  );

  const [trusted, ...others] = merchants.map(({ account }) => account);
  const trusting = await command('resync', '--account', trusted!, '--trust');
  assert.equal(trusting.code, 0, trusting.stderr);
  assert.match(trusting.stdout, /payable again as restored: 2/);
  assert.equal((await seen(trusted!, 'open')).canPay, true);
  await stage.put(claimsOf(others[0]!, 'open'));
  assert.equal((await seen(others[0]!, 'open')).canPay, true);
  // What was stated or trusted for one account was not for another.
  for (const name of ['default', ...others.slice(1)]) assert.equal((await seen(name, 'open')).canPay, false);
});

test('a search that fails after a key was connected begins again by itself, whatever was changed meanwhile', async (t) => {
  const { stage, lose } = await openStage(t);
  const [merchant] = stage.merchants(1) as [Merchant];
  const { account, profileId } = merchant;
  await connect(stage, merchant);
  await makeInvoices(stage, account);
  await stage.simulator.idle();
  const before = await lose();
  // Once its key was checked, Mollie lists nothing for a while.
  const { faults } = stage.simulator;
  const lists = () => stage.simulator.requests.list({ endpoint: 'list' });
  const down = { endpoint: 'list', kind: 'error', status: 503, profile: profileId } as const;
  stage.simulator.requests.clear();
  const checking = connect(stage, merchant);
  while (lists().at(-1)?.status !== 200) await setTimeout(1);
  faults.add(down);
  assert.equal((await checking).status, 200);
  assert.ok(
    lists()
      .slice(1)
      .every(({ status }) => status === 503),
  );
  await settle(stage);
  const token = await stage.sign({ aud: 'invoice-pay:admin', account });
  await stage.call('PUT', '/v1/connection', { token, body: { brand: { name: 'Bakery' } } });
  faults.clear();
  await stage.advance(2 * MINUTE);
  await settle(stage);
  assert.equal((await stage.view(claimsOf(account, 'paid', before))).status, 'paid');
  const lost = await stage.view(claimsOf(account, 'open', before));
  assert.deepEqual([lost.canPay, lost.reasons.includes('unconfirmed')], [false, true]);
});
