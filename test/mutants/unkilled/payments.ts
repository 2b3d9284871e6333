import type { Unkilled } from './unkilled.ts';

export const payments: readonly Unkilled[] = [];
