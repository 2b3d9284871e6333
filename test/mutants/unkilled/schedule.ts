import type { Unkilled } from './unkilled.ts';

export const schedule: readonly Unkilled[] = [];
