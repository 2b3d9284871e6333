import { figures } from './figures.ts';
import { payments } from './payments.ts';
import { schedule } from './schedule.ts';
import type { Unkilled } from './unkilled.ts';
import { views } from './views.ts';

export const UNKILLED: readonly Unkilled[] = [...figures, ...payments, ...schedule, ...views];
