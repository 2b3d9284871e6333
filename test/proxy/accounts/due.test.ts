import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRecord, nextCare, withChange } from '../../../proxy/accounts/record.ts';
import { MINUTE } from '../../../proxy/lib/clock.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const NEWS = { account: 'a', mode: null, profile: null, hint: null };

test('an account whose calls to Mollie fail waits with these, and not with telling the host', () => {
  const cared = { ...newRecord('a'), caredAt: NOW };
  const later = NOW + 5 * MINUTE;
  const unsearched = { ...cared, connection: 'new' };
  assert.equal(nextCare(unsearched, NOW), NOW + MINUTE);
  assert.equal(nextCare(unsearched, NOW, later), later);
  assert.equal(nextCare(withChange(unsearched, NEWS, NOW), NOW, later), NOW);
});
