import type { Unkilled } from './unkilled.ts';

export const schedule: readonly Unkilled[] = [
  {
    file: 'proxy/invoice/intent.ts',
    from: 'if (intent && pause && elapsed(intent.at, now) >= pause) {',
    to: 'if (intent || pause && elapsed(intent.at, now) >= pause) {',
    why: 'without an intent there is no pause, and no comparison with what is undefined holds: the types need it.',
  },
];
