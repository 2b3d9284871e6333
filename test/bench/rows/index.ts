import type { Row } from '../help/row.ts';
import { batch } from './batch.ts';
import { firstSight, manyElements } from './browser.ts';
import { fourProxies } from './four-proxies.ts';
import { fullStore } from './full-store.ts';
import { memory } from './memory.ts';
import { mollieCalls } from './mollie-calls.ts';
import { payPage } from './pay-page.ts';
import { size } from './size.ts';
import { start } from './start.ts';
import { eventLoop, statusOnPostgres, statusOnRedis, statusOnSqlite } from './status.ts';

/** Every row, as they stand in the table. */
export const ROWS: readonly Row[] = [
  statusOnSqlite,
  statusOnRedis,
  statusOnPostgres,
  payPage,
  batch,
  mollieCalls,
  fullStore,
  fourProxies,
  memory,
  start,
  eventLoop,
  size,
  firstSight,
  manyElements,
];
