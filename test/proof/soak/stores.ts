import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../help/postgres.ts';
import { startRedis } from '../../help/redis.ts';
import type { Freezable } from './weather.ts';

export type StoreKind = 'redis' | 'postgres' | 'sqlite';

export type SoakStore = { storageUrl: string; storeServer?: Freezable; close(): Promise<void> };

/** A store of one's own, empty, and gone when it is closed. */
export async function openSoakStore(kind: StoreKind): Promise<SoakStore> {
  if (kind === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
    const close = async () => rmSync(folder, { recursive: true, force: true });
    return { storageUrl: `sqlite:${folder}/pay.db`, close };
  }
  const server = kind === 'redis' ? await startRedis() : await startPostgres();
  return { storageUrl: server.url, storeServer: server, close: () => server.close() };
}
