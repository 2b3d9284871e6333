import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Documents } from '../../proxy/documents/index.ts';
import { ProxyError } from '../../proxy/errors.ts';
import type { Intent } from '../../proxy/invoice/document.ts';
import { documentOf } from '../../proxy/invoice/invoice-error.ts';
import { createClock, DAY } from '../../proxy/lib/clock.ts';
import { createCreate } from '../../proxy/payments/create/index.ts';
import { invoice, NOW } from '../help/invoice.ts';

test('a store that is slow at every step does not keep a create longer than its deadline', async () => {
  const request = {
    amount: { currency: 'EUR', value: '121.00' },
    description: '',
    redirectUrl: '',
    metadata: null,
  };
  const intent: Intent = {
    n: 1,
    at: NOW - DAY,
    amount: 12_100,
    credential: 'key',
    request: request as unknown as Intent['request'],
    searches: 0,
    reported: null,
  };
  const document = invoice({ intent });
  // The intent stays: there is always another step.
  const documents = { rewrite: () => setTimeout(900, document) } as unknown as Documents;
  const config = { publicUrl: 'https://pay.example', webhooks: true };
  const deps = { config, documents, clock: createClock(() => NOW) } as unknown as Parameters<
    typeof createCreate
  >[0];
  const began = performance.now();
  await assert.rejects(createCreate(deps)('slug', document, {}), (error) => {
    assert.ok(error instanceof ProxyError);
    assert.equal(error.code, 'mollie_unavailable');
    assert.equal(documentOf(error), document);
    return true;
  });
  assert.ok(performance.now() - began < 7_000);
});
