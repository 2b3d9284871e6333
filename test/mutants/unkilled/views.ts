import type { Unkilled } from './unkilled.ts';

export const views: readonly Unkilled[] = [];
