import type { ChildProcess } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

/** How long a proxy may take until it listens. Milliseconds. */
const PATIENCE = 30_000;

/** Resolves once a process has said that it listens. @throws what it has said, where it ends or takes too long */
export async function listening(child: ChildProcess): Promise<void> {
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  for (const end = Date.now() + PATIENCE; !said.includes('Listening on'); await setTimeout(50)) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(said);
  }
}
