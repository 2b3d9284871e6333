import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listPage, testFramework } from './help/framework.ts';

const here = testFramework('Angular 17.0, zone.js 0.14.2', 'angular-17/main.js');

test('zone.js 0.14.2 takes Promise.withResolvers away: what stands above was tried without it', async (t) => {
  const guest = await here.comes(t);
  await guest.opens(await listPage(here));
  assert.equal(await guest.page.evaluate(() => typeof Promise.withResolvers), 'undefined');
});
