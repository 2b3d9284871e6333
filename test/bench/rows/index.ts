import type { Row } from '../help/row.ts';
import { payPage } from './pay-page.ts';
import { start } from './start.ts';
import { eventLoop, statusOnSqlite } from './status.ts';

/** Every row, as they stand in the table. */
export const ROWS: readonly Row[] = [statusOnSqlite, payPage, start, eventLoop];
