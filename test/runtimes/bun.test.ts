import { test } from 'node:test';
import { startAsThePageSays } from './help/drive.ts';
import { programOf } from './help/programs.ts';
import { payAndRefund } from './help/walk.ts';

test('Bun: from an empty folder to a paid and refunded invoice, as its page says, without Node', async (t) => {
  const bun = programOf('.bin/bun');
  const commands = { bun, bunx: bun, node: null, npm: null, npx: null };
  const world = await startAsThePageSays(t, { page: 'docs/runtimes/bun.md', port: 3000, commands });
  await payAndRefund(t, world);
});
