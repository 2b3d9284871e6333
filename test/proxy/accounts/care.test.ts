import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type AccountRecord, accountKey } from '../../../proxy/accounts/record.ts';
import { openStore } from '../../../proxy/store/index.ts';
import type { Store } from '../../../proxy/store/store.ts';
import { createStage } from '../../help/stage.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const FORMER = 'test_theKeyThatCreatedAtFirst00000000';
const CREATING = 'test_theKeyThatCreatesFromThenOn0000';
const ACCOUNT = 'one';

test('an account whose key was replaced is not looked after each minute for the methods of the former one', async (t) => {
  const touched: string[] = [];
  const store = noting(openStore('memory:'), touched);
  const stage = await createStage({ storage: store });
  t.after(() => stage.close());
  stage.simulator.organizations.add({ name: 'One', apiKeys: [FORMER, CREATING] });
  const record = async () => (await store.get(accountKey(ACCOUNT))) as AccountRecord;
  const connect = async (apiKey: string) =>
    assert.equal((await stage.connection('PUT', ACCOUNT, { apiKey })).status, 200);

  await connect(FORMER);
  // A view wants the list, which comes afterwards.
  await stage.view({ account: ACCOUNT });
  for (let tries = 0; tries < 500 && !(await record()).methods; tries++) await setTimeout(10);
  await connect(CREATING);
  const [list] = (await record()).methods!;
  assert.notEqual(list!.credential, (await record()).keys[0]!.credential);

  await stage.advance(DAY);
  // The day's work: then the list goes.
  while ((await stage.proxy.watch()) > 0) {}
  const { version } = await record();
  stage.simulator.requests.clear();
  touched.length = 0;
  for (let minute = 0; minute < 5; minute++) {
    await stage.advance(MINUTE + 1000);
    assert.equal(await stage.proxy.watch(), 0);
  }
  assert.deepEqual(
    touched.filter((key) => key === accountKey(ACCOUNT)),
    [],
  );
  assert.equal((await record()).version, version);
  assert.deepEqual(stage.simulator.requests.list(), []);
});

/** A store that notes the keys that are read or written. */
function noting(store: Store, keys: string[]): Store {
  return {
    ...store,
    get(key) {
      keys.push(key);
      return store.get(key);
    },
    update(key, change) {
      keys.push(key);
      return store.update(key, change);
    },
  };
}
