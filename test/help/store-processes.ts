import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../proxy/store/index.ts';

const WRITER = fileURLToPath(new URL('./store-writer.ts', import.meta.url));
const PROCESSES = 3;
const TIMES = 60;

/** Several processes count up one document that is not there yet; each count and each line of the log must arrive. */
export async function countInProcesses(storageUrl: string): Promise<void> {
  const key = 'z'.repeat(32);
  const writers = await Promise.all(Array.from({ length: PROCESSES }, () => startWriter(storageUrl, key)));
  const ended = writers.map(async (writer) => {
    const [code] = await once(writer, 'exit');
    return code as number;
  });
  for (const { stdin } of writers) stdin!.end('go\n');
  assert.deepEqual(await Promise.all(ended), Array(PROCESSES).fill(0));

  const store = openStore(storageUrl);
  try {
    assert.deepEqual(await store.get(key), { v: 1, count: PROCESSES * TIMES });
    const log = await store.recent({ key, limit: 1000 });
    assert.equal(new Set(log!.entries.map(({ event }) => event)).size, PROCESSES * TIMES);
  } finally {
    await store.close();
  }
}

async function startWriter(storageUrl: string, key: string): Promise<ChildProcess> {
  const args = ['--disable-warning=ExperimentalWarning', WRITER, storageUrl, key, String(TIMES)];
  const writer = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(writer.stdout, 'data');
  return writer;
}
