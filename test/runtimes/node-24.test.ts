import { test } from 'node:test';
import { startAsThePageSays } from './help/drive.ts';
import { found, programOf } from './help/programs.ts';
import { payAndRefund } from './help/walk.ts';

test('Node 24: from an empty folder to a paid and refunded invoice, as its page says', async (t) => {
  const node = programOf('node-24/bin/node');
  const commands = { node, npm: found('npm'), npx: found('npx') };
  const world = await startAsThePageSays(t, { page: 'docs/runtimes/node.md', port: 3000, commands });
  await payAndRefund(t, world);
});
