import type { D1Database } from '../../../proxy/store/d1/index.ts';

export function startD1(): Promise<{ database: D1Database; close: () => Promise<void> }>;
