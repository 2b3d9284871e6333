import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { test } from 'node:test';
import type { FaultRequest } from '../../../demo/mollie/faults.ts';
import { type Answer, startSimulator } from './help.ts';

type Simulated = Awaited<ReturnType<typeof startSimulator>>;

const hrefOf = (payment: Answer) => payment._links.checkout?.href;
const hostOf = (payment: Answer) => new URL(hrefOf(payment)!).host;

/** One answer of each kind that has a payment in it. */
const ANSWERS: Record<string, (simulated: Simulated, more: object) => Promise<Answer>> = {
  create: ({ created }, more) => created(more),
  get: async ({ created, get }, more) => get((await created(more)).id),
  list: async ({ created, request }, more) => {
    const { id } = await created(more);
    const answer = await (await request('/payments')).json();
    const { payments } = (answer as { _embedded: { payments: (Answer & { id: string })[] } })._embedded;
    return payments.find((payment) => payment.id === id)!;
  },
  update: async ({ created, request }, more) => {
    const { id } = await created(more);
    const init = { method: 'PATCH', headers: { 'content-type': 'application/json' } };
    return (await (
      await request(`/payments/${id}`, { ...init, body: '{"description":"New"}' })
    ).json()) as Answer;
  },
};

for (const [endpoint, ask] of Object.entries(ANSWERS)) {
  test(`the checkout in the answer to a ${endpoint} may be elsewhere or missing`, async (t) => {
    const simulated = await startSimulator(t);
    const { faults } = simulated.simulator;
    const { host, port } = new URL(simulated.url);
    for (const more of [{}, { method: 'ideal' }, { method: 'banktransfer' }]) {
      const add = (fault: object) => faults.add({ endpoint, times: 1, ...fault } as FaultRequest);
      add({ kind: 'checkout_elsewhere' });
      assert.equal(hostOf(await ask(simulated, more)), `ideal.localhost:${port}`);
      add({ kind: 'checkout_elsewhere', origin: 'https://pay.bank.example' });
      assert.match(hrefOf(await ask(simulated, more))!, /^https:\/\/pay\.bank\.example\/checkout\//);
      add({ kind: 'checkout_missing' });
      const { status, _links } = await ask(simulated, more);
      assert.equal(status, 'open');
      assert.ok(!('checkout' in _links) && 'dashboard' in _links);
      assert.deepEqual(faults.list(), []);
      assert.equal(hostOf(await ask(simulated, more)), host);
    }
  });
}

test('they may begin once a method is chosen, payment by payment', async (t) => {
  const { created, get, request, simulator, url } = await startSimulator(t);
  simulator.faults.add({ endpoint: '*', kind: 'checkout_missing', onceChosen: true });
  const [open, chosen] = [await created(), await created()];
  assert.ok(hrefOf(open) && hrefOf(chosen));
  simulator.chooseMethod(chosen.id, 'banktransfer');
  assert.equal(hrefOf(await get(chosen.id)), undefined);
  assert.ok(hrefOf(await get(open.id)));
  assert.equal(hrefOf(await created({ method: 'ideal' })), undefined);
  const list = (await (await request('/payments')).json()) as { _embedded: { payments: Answer[] } };
  assert.deepEqual(
    list._embedded.payments.map((payment) => hrefOf(payment)?.startsWith(url)),
    [undefined, undefined, true],
  );
});

test('a fault with times waits for an answer with an open payment, and befalls a list as one', async (t) => {
  const { created, get, request, simulator } = await startSimulator(t);
  const [paid] = [await created(), await created(), await created()];
  simulator.settle(paid.id, 'paid');
  simulator.faults.add({ endpoint: '*', kind: 'checkout_missing', times: 1 });
  await get(paid.id);
  assert.equal(simulator.faults.list().length, 1);
  const list = (await (await request('/payments')).json()) as { _embedded: { payments: Answer[] } };
  assert.deepEqual(list._embedded.payments.map(hrefOf), [undefined, undefined, undefined]);
  assert.deepEqual(simulator.faults.list(), []);
});

test('a create that is repeated with its key has the checkout that it had', async (t) => {
  const { create, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'create', kind: 'checkout_missing', times: 1 });
  const KEY = { 'idempotency-key': 'attempt-1' };
  for (const replayed of [null, 'true']) {
    const answer = await create({}, KEY);
    assert.equal(answer.headers.get('idempotent-replayed'), replayed);
    assert.equal(hrefOf((await answer.json()) as Answer), undefined);
  }
});

/** As a browser does with a name that ends in `.localhost`, whatever this machine's resolver says. */
function visit(address: string, form?: Record<string, string>) {
  const { host, port, pathname, search } = new URL(address);
  return new Promise<{ status: number; location: string | undefined; html: string }>((resolve, reject) => {
    const request = httpRequest(
      {
        ...{ host: '127.0.0.1', port, path: pathname + search, method: form ? 'POST' : 'GET' },
        headers: { host, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      },
      async (response) => {
        let html = '';
        for await (const chunk of response) html += chunk;
        resolve({ status: response.statusCode!, location: response.headers.location, html });
      },
    );
    request.on('error', reject).end(form && new URLSearchParams(form).toString());
  });
}

test('the checkout elsewhere can be paid at, and leads nowhere else on the way', async (t) => {
  const { created, get, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: '*', kind: 'checkout_elsewhere' });
  const payment = await created();
  const selection = await visit(hrefOf(payment)!);
  assert.equal(selection.status, 200);
  assert.doesNotMatch(selection.html, /(action|href)="https?:/);
  const chosen = await visit(hrefOf(payment)!, { method: 'ideal' });
  const picker = new URL(chosen.location!, hrefOf(payment)!).href;
  assert.match(picker, /^http:\/\/ideal\.localhost:\d+\/checkout\/test-mode/);
  assert.equal((await visit(picker)).status, 200);
  assert.deepEqual((await visit(picker, { status: 'paid' })).location, 'https://shop.example.org/return');
  assert.equal((await get(payment.id)).status, 'paid');
});
