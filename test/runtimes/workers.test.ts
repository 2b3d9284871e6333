import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { startAsThePageSays, until, type World } from './help/drive.ts';
import type { Folder } from './help/folder.ts';
import { found, programOf } from './help/programs.ts';
import { asks, payAndRefund } from './help/walk.ts';

/** Wrangler is there already: the page's command would unpack it once more. */
function linkWrangler({ path }: Folder): void {
  mkdirSync(join(path, 'node_modules/.bin'), { recursive: true });
  symlinkSync(programOf('wrangler'), join(path, 'node_modules/wrangler'));
  symlinkSync(programOf('.bin/wrangler'), join(path, 'node_modules/.bin/wrangler'));
}

function startWorker(t: TestContext): Promise<World> {
  return startAsThePageSays(t, {
    page: 'docs/runtimes/workers.md',
    port: 8787,
    commands: { node: programOf('node-24/bin/node'), npm: found('npm'), npx: found('npx') },
    adapt: (command, port) =>
      command
        .replace('invoice-pay-button wrangler', 'invoice-pay-button')
        .replace('wrangler dev', `wrangler dev --port ${port} --inspector-port 0`),
    hasMetrics: false,
    installed: linkWrangler,
  });
}

test('Workers', async (t) => {
  const world = await startWorker(t);
  const { url, control, made } = world;
  const [cron, deploy, resync] = world.more;
  const claims = (sub: string) => ({ sub, number: sub });
  const create = (sub: string) => asks(url, 'POST', '/v1/invoice/payments', claims(sub));
  const view = (sub: string) => asks(url, 'GET', '/v1/invoice', claims(sub));

  // The background looks a minute after the creation, so that this one is made first.
  await create('no-webhook');
  await control('/faults', { endpoint: 'webhook', kind: 'drop', times: 1 });
  await control(`/payments/${(await made('no-webhook'))[0]!.id}/status`, { status: 'paid', method: 'ideal' });

  await t.test('from an empty folder to a paid and refunded invoice, as the page says', (t) =>
    payAndRefund(t, world),
  );

  await t.test('many who press at once, while others look, get one payment', async () => {
    for (const many of [2, 20]) {
      const sub = `at-once-${many}`;
      const [created, views] = await Promise.all([
        Promise.all(Array.from({ length: many }, () => create(sub))),
        Promise.all(Array.from({ length: many }, () => view(sub))),
      ]);
      assert.deepEqual(new Set(created.map(({ status }) => status)), new Set([200, 201]));
      assert.equal(new Set(created.map(({ body }) => body.payment.checkoutUrl)).size, 1);
      assert.deepEqual(new Set(views.map(({ status }) => status)), new Set([200]));
      assert.equal((await made(sub)).length, 1);
    }
  });

  await t.test('who joins the work of a request that is then given up is answered', async () => {
    await create('given-up');
    const gone = new AbortController();
    const given = Array.from({ length: 3 }, () =>
      asks(url, 'POST', '/v1/invoice/payments', claims('given-up'), gone.signal).catch(() => undefined),
    );
    await setTimeout(60);
    const others = Array.from({ length: 3 }, () => create('given-up'));
    gone.abort();
    await Promise.all(given);
    assert.deepEqual(
      (await Promise.all(others)).map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal((await made('given-up')).length, 1);
  });

  await t.test('what would be deployed is what Cloudflare takes', async () => {
    const said = await world.folder.run(deploy!);
    assert.match(said, /env\.DB \(invoice-pay\)/);
    const [, size] = /gzip: ([\d.]+) KiB/.exec(said) ?? [];
    assert.ok(Number(size) > 0 && Number(size) < 3000, said);
  });

  await t.test('a payment whose webhook is lost is found by cron, and the host is told', async () => {
    const isHeard = () =>
      world.heard.some(({ type, data }) => type === 'invoice.paid' && data.invoice.number === 'no-webhook');
    assert.equal(isHeard(), false);
    await until('the payment, by cron', async () => {
      await world.folder.run(cron!);
      return isHeard();
    });
  });

  await t.test('a database that was lost is rebuilt from what Mollie knows, as the page says', async () => {
    await world.restart(async () => {
      rmSync(join(world.folder.path, '.wrangler/state'), { recursive: true });
      assert.match(await world.folder.run(resync!), /failed: \[\],\s+lost: [1-9]/);
    });
    assert.equal((await asks(url, 'GET', '/v1/invoice')).body.status, 'refunded');
    assert.equal((await view('no-webhook')).body.status, 'paid');
  });

  await t.test('nothing went wrong that is not told to anybody', () => {
    assert.doesNotMatch(
      world.output(),
      /"level":"error"|Uncaught|Cannot perform I\/O|never generate a response|hung/,
    );
  });
});
