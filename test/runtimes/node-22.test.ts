import { test } from 'node:test';
import { startAsThePageSays } from './help/drive.ts';
import { found, programOf } from './help/programs.ts';
import { payAndRefund } from './help/walk.ts';

test('Node 22: from an empty folder to a paid and refunded invoice, as its page says', async (t) => {
  const commands = {
    node: programOf('../../../node_modules/node/bin/node'),
    npm: found('npm'),
    npx: found('npx'),
  };
  const world = await startAsThePageSays(t, { page: 'docs/runtimes/node.md', port: 3000, commands });
  await payAndRefund(t, world);
});
