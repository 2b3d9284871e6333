/** All that can go wrong, by the seam where it does. A world's plan says when; the first fitting operation after that meets it. */
export const FAULTS = {
  /** Between a proxy and Mollie. `before` the request had its effect, or `after`. */
  mollie: [
    'mollie: request lost',
    'mollie: answer lost',
    'mollie: request hangs',
    'mollie: answer hangs',
    'mollie: request doubled',
    'mollie: request late',
    'mollie: answer late',
    'mollie: requests reordered',
    'mollie: 500 before effect',
    'mollie: 500 after effect',
    'mollie: 503',
    'mollie: 429',
    'mollie: 429 with Retry-After',
    'mollie: 409 in flight',
    'mollie: broken body',
  ],
  webhook: [
    'webhook: dropped',
    'webhook: doubled',
    'webhook: late',
    'webhook: reordered',
    'webhook: answer lost',
  ],
  host: [
    'host: down',
    'host: 500',
    'host: slow',
    'host: answer lost',
    'host: notification doubled',
    'host: notification late',
    'host: notifications reordered',
  ],
  /** Between a person or the host's back end and a proxy. */
  caller: [
    'caller: request lost',
    'caller: answer lost',
    'caller: request doubled',
    'caller: request late',
    'caller: requests reordered',
  ],
  store: [
    'store: error before effect',
    'store: error after effect',
    'store: slow',
    'store: hangs before effect',
    'store: hangs after effect',
  ],
  /** Of a proxy's process and machine. */
  proxy: ['proxy: crash', 'proxy: joins', 'proxy: leaves', 'proxy: clock forward', 'proxy: clock back'],
  account: [
    'account: key rotated',
    'account: key of another profile',
    'account: other mode',
    'account: disconnected',
    'account: paused',
  ],
} as const;

export type Seam = keyof typeof FAULTS;
export type FaultName = (typeof FAULTS)[Seam][number];

export const FAULT_NAMES: readonly FaultName[] = Object.values(FAULTS).flat();
