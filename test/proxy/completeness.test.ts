import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../proxy/accounts/account.ts';
import { createClock } from '../../proxy/lib/clock.ts';
import type { Urgency } from '../../proxy/mollie/budget.ts';
import type { Mollie } from '../../proxy/mollie/client.ts';
import { createCompletenessCheck } from '../../proxy/resync/completeness.ts';
import { openStore } from '../../proxy/store/index.ts';
import { attempt, invoice, PAYMENT } from '../help/invoice.ts';

test('what a search finds to be news is asked for no more urgently than the search itself', async (t) => {
  const known = attempt({ status: 'open' });
  const document = invoice({ attempts: [known] });
  const { realm } = document;
  const payment = { ...PAYMENT, id: known.id, status: 'paid' } as const;
  const store = openStore('memory:');
  t.after(() => store.close());
  for (const urgency of ['background', 'view'] satisfies Urgency[]) {
    const asked: unknown[] = [];
    const mollie: Partial<Mollie> = {
      credentials: [known.credential],
      async page(_from, options) {
        asked.push(['page', options?.urgency]);
        return { payments: [payment], next: null };
      },
      async get(id, options) {
        asked.push([id, options?.urgency]);
        return payment;
      },
    };
    const documents = { read: async () => document, change: async () => document };
    const paymentMetadata = { attemptOf: () => ({ realm, slug: 'slug', n: known.n }) };
    const { result } = createCompletenessCheck({
      ...{ documents, paymentMetadata },
      ...{ store, clock: createClock(), heal: async () => {}, onLost() {} },
    } as unknown as Parameters<typeof createCompletenessCheck>[0]);
    // Each is connected anew, so that it is searched.
    const account = { realm, mollie, connection: urgency } as unknown as Account;
    assert.deepEqual(await result(account, 1000, urgency), { state: 'complete' });
    assert.deepEqual(asked, [
      ['page', urgency],
      [known.id, urgency],
    ]);
  }
});
