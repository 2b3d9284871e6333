/**
 * A process of its own that counts one document up:
 * `node store-writer.ts STORAGE_URL KEY TIMES`, after a line on its input, so that several start at the same time.
 * The document's due time is its count, and each count leaves a line in the log. Says every count once the store
 * has acknowledged it.
 */
import { once } from 'node:events';
import { openStore } from '../../proxy/store/index.ts';

const [url = '', key = '', times = '0'] = process.argv.slice(2);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();

const store = openStore(url);
try {
  for (let written = 0; written < Number(times); written++) {
    const document = await store.update<{ v: 1; count: number }>(key, (current) => {
      const count = ((current as { count: number } | undefined)?.count ?? 0) + 1;
      const entry = {
        at: '',
        event: String(count),
        reference: '',
        number: '',
        realm: `${key}/test`,
        details: {},
      };
      return { value: { v: 1, count }, due: count, log: [entry] };
    });
    process.stdout.write(`${document!.count}\n`);
  }
} finally {
  await store.close();
}
