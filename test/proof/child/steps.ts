import { writeSync } from 'node:fs';

/**
 * Which invoice's steps are counted: by what stands in its requests, such as its slug and its payments' ids; and how
 * many milliseconds this process's clock is ahead. With a `step`, only steps of that name count.
 */
export type Arming = { killAt: number; marks: readonly string[]; ahead: number; step?: string };

let armed: Arming = { killAt: 0, marks: [], ahead: Number(process.env.PROOF_AHEAD ?? 0) };

const now = Date.now;
Date.now = () => now() + armed.ahead;

process.on('message', (message: Arming) => {
  armed = message;
  process.send?.('armed');
});
process.channel?.unref();
// Whoever started it is gone, and nobody else would end it.
process.on('disconnect', () => process.exit());

/** A point that the process may not come past, where it is about the invoice whose steps are counted. */
export function pass(step: string, about: string): void {
  if (!armed.marks.some((mark) => about.includes(mark))) return;
  if (armed.step !== undefined && armed.step !== step) return;
  armed.killAt--;
  if (armed.killAt !== 0) return;
  writeSync(1, `killed ${step}\n`);
  process.kill(process.pid, 'SIGKILL');
}
