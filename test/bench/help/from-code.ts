/**
 * A proxy from code on an unstorage driver, which it fills before. Its environment: that of a proxy, `DRIVER` (`memory` or
 * a folder), `INVOICES`, `ACCOUNTS`.
 */
import fsDriver from 'unstorage/drivers/fs-lite';
import memoryDriver from 'unstorage/drivers/memory';
import { createClock } from '../../../proxy/lib/clock.ts';
import { createDriverStore } from '../../../proxy/store/driver/index.ts';
import { fill } from './fill.ts';

// What users of the package have.
const built = new URL('../../../dist/proxy/node.js', import.meta.url).href;
const { serve } = (await import(built)) as { serve: (options: object) => Promise<unknown> };

const { DRIVER = '', INVOICES, ACCOUNTS, PORT, HOST = '' } = process.env;
const storage = DRIVER === 'memory' ? memoryDriver() : fsDriver({ base: DRIVER });
await fill(createDriverStore(storage, createClock()), {
  invoices: Number(INVOICES),
  accounts: Number(ACCOUNTS),
});
await serve({ env: process.env, storage, port: Number(PORT), host: HOST });
console.log('Listening on', PORT);
process.once('SIGTERM', () => process.exit());
