import { setTimeout as wait } from 'node:timers/promises';

/** Waits a tenth of what is asked for. */
export const setTimeout: typeof wait = (ms, ...rest) => wait((ms ?? 0) / 10, ...rest);
