import { writeSync } from 'node:fs';

let stepsLeft = Number.POSITIVE_INFINITY;

process.on('message', ({ killAt }: { killAt: number }) => {
  stepsLeft = killAt;
  process.send?.('armed');
});
process.channel?.unref();

/** A point that the process may not come past. */
export function pass(step: string): void {
  stepsLeft--;
  if (stepsLeft !== 0) return;
  writeSync(1, `killed ${step}\n`);
  process.kill(process.pid, 'SIGKILL');
}
