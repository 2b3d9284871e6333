const SECOND = 1_000;

/** How long to wait before the status is asked for again while a payment is under way: 10 times 3 s, 10 times 10 s, then 30 s. */
export function pollingPause(asked: number): number {
  return asked < 10 ? 3 * SECOND : asked < 20 ? 10 * SECOND : 30 * SECOND;
}
