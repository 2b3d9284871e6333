import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, paysAndReturns } from '../help/guest.ts';
import { bundle } from './help/bundle.js';
import { hears, listPage, OPEN, THREE, testFramework } from './help/framework.ts';

const here = testFramework('Angular 17.0, zone.js 0.14.2', 'angular-17/main.js');
const packaged = host({ '/host.js': () => bundle('angular-17/package.js') });

test('zone.js 0.14.2 takes Promise.withResolvers away: what stands above was tried without it', async (t) => {
  const guest = await here.comes(t);
  await guest.opens(await listPage(here));
  assert.equal(await guest.page.evaluate(() => typeof Promise.withResolvers), 'undefined');
});

test('Angular 17.0, zone.js 0.14.2, with the element from npm: it shows, is heard, and leads to the checkout and back', async (t) => {
  const guest = await packaged.comes(t);
  await guest.opens(await listPage(packaged, 'none', { proxy: packaged.stage.url }));
  await guest.shows(...THREE);
  await hears(guest, ...OPEN);
  await paysAndReturns(guest, 'Pay € 11.00');
  await guest.shows('Paid € 11.00', ...THREE.slice(1));
  const own = guest.complaints.filter((said) => !said.startsWith('Lit is in dev mode'));
  assert.deepEqual(own, []);
});
