import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Store } from '../../proxy/store/store.ts';
import { withStore } from './store-faults.ts';

const WRITER = fileURLToPath(new URL('./store-writer.ts', import.meta.url));
const PROCESSES = 3;
const TIMES = 60;

/** How long a writer writes before something ends. Milliseconds. */
const WRITING = 150;

let keys = 0;
const newKey = () => `z${String(keys++).padStart(31, '3')}`;

/** Several processes count up one document that is not there yet; each count and each line of the log must arrive. */
export async function countInProcesses(storageUrl: string): Promise<void> {
  const key = newKey();
  const writers = await Promise.all(
    Array.from({ length: PROCESSES }, () => startWriter(storageUrl, key, TIMES, 'inherit')),
  );
  const ended = writers.map(async (writer) => {
    const [code] = await once(writer.process, 'exit');
    return code as number;
  });
  for (const writer of writers) writer.go();
  assert.deepEqual(await Promise.all(ended), Array(PROCESSES).fill(0));

  await withStore(storageUrl, async (store) => {
    assert.equal(await countOf(store, key), PROCESSES * TIMES);
  });
}

/**
 * A process that writes is interrupted `rounds` times. Afterwards everything that was acknowledged is there, and
 * document, due time and log tell of the same last write.
 */
export async function interruptWriters(
  storageUrl: string,
  rounds: number,
  interrupt: (writer: ChildProcess) => Promise<unknown>,
): Promise<void> {
  const key = newKey();
  for (let round = 0; round < rounds; round++) {
    const writer = await startWriter(storageUrl, key, Number.MAX_SAFE_INTEGER, 'ignore');
    const ended = once(writer.process, 'exit');
    writer.go();
    await once(writer.process.stdout!, 'data');
    await setTimeout(WRITING * Math.random());
    await interrupt(writer.process);
    // The writer may have survived the interruption.
    writer.process.kill('SIGKILL');
    await ended;
    await withStore(storageUrl, async (store) => {
      const count = await countOf(store, key);
      assert.ok(count >= writer.acknowledged(), `${count} of ${writer.acknowledged()}`);
    });
  }
}

/** What the document says, once its due time and its log have said the same. */
async function countOf(store: Store, key: string): Promise<number> {
  const { count } = (await store.get(key)) as { count: number };
  for (const whose of [{ key }, { realm: `${key}/test` }]) {
    const log = (await store.recent({ ...whose, limit: count + 1 }))!.entries;
    assert.deepEqual(
      log.map(({ event }) => Number(event)),
      Array.from({ length: count }, (_, index) => count - index),
    );
  }
  const isDue = async (now: number) => (await store.due(now, 100, 0)).includes(key);
  assert.deepEqual([await isDue(count - 1), await isDue(count)], [false, true]);
  return count;
}

async function startWriter(storageUrl: string, key: string, times: number, errors: 'inherit' | 'ignore') {
  const args = ['--disable-warning=ExperimentalWarning', WRITER, storageUrl, key, String(times)];
  const writer = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', errors] });
  let said = '';
  await once(writer.stdout!, 'data');
  writer.stdout!.on('data', (chunk) => {
    said += chunk;
  });
  return {
    process: writer,
    go: () => writer.stdin!.end('go\n'),
    /** The last count that it has said in full. */
    acknowledged: () => Number(said.split('\n').at(-2) ?? 0),
  };
}
