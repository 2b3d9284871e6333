import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore } from '../../../proxy/store/index.ts';
import type { Store } from '../../../proxy/store/store.ts';
import { createStage, MOLLIE_KEY } from '../../help/stage.ts';

const LIVE_KEY = 'live_ofTheAccountThatChangesItsMode00';

test('facts that were kept in one mode alone, as the account changed to it, are kept in the other by whoever comes next', async (t) => {
  let failing = '';
  const kept: Store = openStore('memory:');
  const storage: Store = {
    ...kept,
    update(key, change) {
      if (key === failing) throw new Error('ended here');
      return kept.update(key, change);
    },
    async close() {},
  };
  const stage = await createStage({ storage });
  t.after(() => stage.close());
  const connect = (apiKey: string) => stage.restart({ MOLLIE_API_KEY: apiKey });
  const stated = (rev: number) => ({ rev, total: `${rev}00.00` });
  const total = async (rev: number) => (await stage.view(stated(rev))).total.value;

  const inTest = await stage.view(stated(1));
  await connect(LIVE_KEY);
  await stage.view(stated(2));
  await connect(MOLLIE_KEY);
  assert.equal(await total(1), '200.00');

  // It ends between the two writes: the record that sleeps has the facts, the other does not.
  const slug = inTest.link.split('/').at(-1)!;
  failing = slug;
  const token = await stage.merchant(stated(3));
  assert.equal((await stage.call('PUT', '/v1/invoice', { token })).status, 503);
  failing = '';
  await connect(LIVE_KEY);
  assert.equal(await total(2), '300.00');
  await connect(MOLLIE_KEY);
  assert.equal(await total(1), '300.00');
  // Once: what both have is not written again.
  const versionNow = async () => ((await kept.get(slug)) as { version: number }).version;
  const version = await versionNow();
  assert.equal(await total(1), '300.00');
  assert.equal(await versionNow(), version);
});
