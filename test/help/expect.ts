/** Just enough to expect with, in a browser. */

export function ok(value: unknown, message = `${value} is not truthy`): asserts value {
  if (!value) throw new Error(message);
}

/** The same value, or JSON that says the same. */
export function equal<T>(actual: T, expected: T, message = ''): void {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(value));
  if (is !== should) throw new Error(`${message}\n  is        ${is}\n  should be ${should}`);
}

export function match(actual: string, expected: RegExp): void {
  ok(expected.test(actual), `${JSON.stringify(actual)} does not match ${expected}`);
}

/** Waits for something that the element does in its own time. @param patience in milliseconds */
export async function until(
  condition: () => unknown,
  message = `${condition}`,
  patience = 4_000,
): Promise<void> {
  const { setTimeout, performance } = realTime;
  const end = performance.now() + patience;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`still waiting: ${message}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The page's own clock, also where a test has put another in its place. */
export const realTime = {
  setTimeout: globalThis.setTimeout.bind(globalThis),
  clearTimeout: globalThis.clearTimeout.bind(globalThis),
  performance: globalThis.performance,
  now: Date.now,
  timeout: AbortSignal.timeout.bind(AbortSignal),
};
