import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { ENV } from '../help/cli.ts';
import { pathWithNpx } from '../help/npx.ts';
import { freePort, startProxy } from '../help/proxy-process.ts';
import { signToken } from '../help/stage.ts';

/** How many invoices have a payment before the copy, and at least how many more after it. */
const BEFORE = 20;
const AFTER = 12;

const WRITERS = 3;

/** Runs a snippet as it stands in a page, in a shell that ends at the first failure; answers its output. */
export type Shell = (script: string) => Promise<string>;

type Steps = {
  /** Copies the store, while it is written. */
  backUp(run: Shell): Promise<unknown>;
  /** Brings the copy back, while nothing runs; answers what `resync` said. */
  restore(run: Shell): Promise<string>;
  /** Folders of programs that these need. */
  programs?: readonly string[];
};

/**
 * Has invoices paid all the while by a proxy, a process of its own beside a simulator, whose store is copied meanwhile;
 * goes back to that copy, and checks that every payment is known and nobody is asked twice.
 * @param storage for the proxy and for the scripts
 */
export async function surviveRestore(
  t: TestContext,
  storage: Record<string, string>,
  { backUp, restore, programs = [] }: Steps,
): Promise<void> {
  const shop = await openShop(t, storage, programs);
  const { simulator, run } = shop;
  const proxy = await shop.serve();
  const payments = await payWhile(shop, () => backUp(run));
  assert.equal(await proxy.stop(), 0);
  // Money also comes while nothing runs.
  const late = [...payments.values()].find((id) => simulator.ledger.get(id).status === 'open')!;
  simulator.settle(late, 'paid');

  const told = await restore(run);
  const [, listed, restored] = /(\d+) payments listed by Mollie, \1 of this proxy, (\d+) restored/.exec(
    told,
  )!;
  assert.equal(Number(listed), payments.size);
  assert.ok(Number(restored) >= AFTER && Number(restored) <= payments.size - BEFORE, told);

  await shop.serve();
  // A token that is newer than the restore, in whole seconds, states an invoice again.
  await setTimeout(1000);
  for (const [sub, id] of payments) await assertKnown(shop, sub, id);
  assert.equal(simulator.ledger.list().length, payments.size, 'a payment was asked for twice');
}

type Shop = Awaited<ReturnType<typeof openShop>>;

async function openShop(t: TestContext, storage: Record<string, string>, programs: readonly string[]) {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const PORT = String(await freePort());
  const PATH = [...programs, pathWithNpx(t)].join(':');
  const url = `http://127.0.0.1:${PORT}`;
  const env = {
    ...(ENV as Record<string, string>),
    ...storage,
    ...{ PORT, PUBLIC_URL: url, MOLLIE_API_ENDPOINT: mollie.endpoint },
  };
  const run: Shell = async (script) => {
    const { stdout } = await promisify(execFile)('sh', ['-euc', script], { env: { ...env, PATH } });
    return stdout;
  };
  return {
    simulator: mollie.simulator,
    run,
    async serve() {
      const proxy = await startProxy(env);
      t.after(proxy.kill);
      return proxy;
    },
    /** Asks as the merchant of an invoice. */
    async ask(method: string, path: string, sub: string) {
      const token = await signToken(Date.now(), { sub, aud: 'invoice-pay:manage' });
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${url}/v1/invoice${path}`, { method, headers });
      return { status: response.status, body: await response.json() };
    },
  };
}

/** Makes payments, and has every second one paid, before, during and after the work; answers their ids by invoice. */
async function payWhile(
  { simulator, ask }: Shop,
  work: () => Promise<unknown>,
): Promise<Map<string, string>> {
  const payments = new Map<string, string>();
  let isOver = false;
  const write = async (writer: number) => {
    for (let n = 0; !isOver; n++) {
      const sub = `${writer}-${n}`;
      const { status, body } = await ask('POST', '/payments', sub);
      assert.equal(status, 201, JSON.stringify(body));
      payments.set(sub, body.payment.id);
      if (n % 2 === 0) simulator.settle(body.payment.id, 'paid');
    }
  };
  const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  const until = async (count: number) => {
    while (payments.size < count) await Promise.race([setTimeout(20), writing]);
  };
  await until(BEFORE);
  await work();
  await until(payments.size + AFTER);
  isOver = true;
  await writing;
  await simulator.idle();
  return payments;
}

async function assertKnown({ simulator, ask }: Shop, sub: string, id: string): Promise<void> {
  const isPaid = simulator.ledger.get(id).status === 'paid';
  const { status, body } = await ask('POST', '/payments', sub);
  if (isPaid) assert.deepEqual([status, body.error?.code], [409, 'nothing_due'], sub);
  else assert.deepEqual([status, body.payment?.id], [200, id], `${sub} ${JSON.stringify(body)}`);
  const { body: view } = await ask('GET', '', sub);
  const known = view.attempts.map((attempt: { id: string; status: string }) => [attempt.id, attempt.status]);
  assert.deepEqual(known, [[id, isPaid ? 'paid' : 'open']]);
  assert.equal(view.due.value, isPaid ? '0.00' : '121.00');
}
