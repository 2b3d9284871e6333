import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Guest, host } from '../help/guest.ts';
import { bundle } from './help/bundle.js';
import { type Data, hears, listPage, OPEN, THREE, testFramework } from './help/framework.ts';

testFramework('React 19', 'react/main.js');

const hydrated = host({ '/hydrate.js': () => bundle('react/hydrate.js') });

async function opens(t: TestContext, order: 'first' | 'last', more: Partial<Data> = {}): Promise<Guest> {
  const { render } = await import('./react/server.js');
  const guest = await hydrated.comes(t);
  await guest.opens(await listPage(hydrated, order, more, render));
  await guest.shows(...THREE);
  return guest;
}

async function goesOn(guest: Guest): Promise<void> {
  await hears(guest, ...OPEN);
  await guest.presses('Change');
  await guest.shows('Open € 44.00', ...THREE.slice(1));
  await guest.presses('Reverse');
  await guest.shows(...THREE.slice(1).toReversed(), 'Open € 44.00');
  assert.deepEqual(guest.complaints, []);
}

for (const order of ['first', 'last'] as const) {
  test(`React 19, rendered on a server, with the element's script ${order}: hydrates without a complaint, and goes on`, async (t) => {
    await goesOn(await opens(t, order, { attributes: { suppressHydrationWarning: true } }));
  });
}

test('React 19, hydrated long after the statuses show: they stay, without a complaint where suppressHydrationWarning stands', async (t) => {
  const guest = await opens(t, 'first', { isLate: true, attributes: { suppressHydrationWarning: true } });
  await guest.page.evaluate(() => dispatchEvent(new Event('late')));
  await goesOn(guest);
  assert.equal((await guest.page.$$('invoice-pay-button[status=open]')).length, 3);
});
