import { test } from 'node:test';
import { startAsThePageSays } from './help/drive.ts';
import { programOf } from './help/programs.ts';
import { payAndRefund } from './help/walk.ts';

test('Deno: from an empty folder to a paid and refunded invoice, as its page says, with the permissions that it names', async (t) => {
  const commands = { deno: programOf('.bin/deno'), node: null, npm: null, npx: null };
  // What is not allowed is an error, not a question.
  const adapt = (command: string) => command.replace('deno run', 'deno run --no-prompt');
  const world = await startAsThePageSays(t, { page: 'docs/runtimes/deno.md', port: 3000, commands, adapt });
  await payAndRefund(t, world);
});
