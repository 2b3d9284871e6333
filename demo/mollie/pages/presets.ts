import type { Fault, FaultRequest } from '../faults.ts';

/** A fault with a switch of its own on the dashboard. */
export type Preset = { id: string; label: string; fault: FaultRequest };

const preset = (id: string, label: string, fault: FaultRequest): Preset => ({ id, label, fault });

/** The switches, by what they are about. */
export const GROUPS: Readonly<Record<string, readonly Preset[]>> = {
  Webhooks: [
    preset('webhooks-off', 'Webhooks get lost', { endpoint: 'webhook', kind: 'drop' }),
    preset('webhooks-late', 'Webhooks come 30 s late', { endpoint: 'webhook', kind: 'delay', ms: 30_000 }),
    preset('webhooks-twice', 'Webhooks come twice', { endpoint: 'webhook', kind: 'double' }),
    preset('webhooks-early', 'Webhooks come before the answer to the create', {
      endpoint: 'webhook',
      kind: 'early',
    }),
    preset('webhooks-swapped', 'The next webhook comes after the one after it', {
      endpoint: 'webhook',
      kind: 'reorder',
      times: 1,
    }),
    preset('webhooks-pending', 'A webhook for every other pending payment', {
      endpoint: 'webhook',
      kind: 'pending',
      share: 0.5,
    }),
  ],
  Checkout: [
    preset('checkout-elsewhere', 'Checkout is on another host', {
      endpoint: '*',
      kind: 'checkout_elsewhere',
    }),
    preset('checkout-elsewhere-chosen', 'Checkout is on another host once a method is chosen', {
      endpoint: '*',
      kind: 'checkout_elsewhere',
      onceChosen: true,
    }),
    preset('checkout-missing-create', 'No checkout link in the answer to a create', {
      endpoint: 'create',
      kind: 'checkout_missing',
    }),
    preset('checkout-missing-get', 'No checkout link when a payment is fetched', {
      endpoint: 'get',
      kind: 'checkout_missing',
    }),
    preset('checkout-missing', 'No checkout link once a method is chosen', {
      endpoint: '*',
      kind: 'checkout_missing',
      onceChosen: true,
    }),
  ],
  API: [
    preset('unavailable', 'API answers 503', { endpoint: '*', kind: 'error', status: 503 }),
    preset('rate-limit', 'API answers 429 with Retry-After', {
      endpoint: '*',
      kind: 'rate_limit',
      retryAfter: 5,
    }),
    preset('rate-limit-headers', 'API answers 429 with Retry-After and RateLimit', {
      endpoint: '*',
      kind: 'rate_limit',
      retryAfter: 5,
      rateLimitHeaders: true,
    }),
    preset('rate-limit-bare', 'API answers 429 and says no more', { endpoint: '*', kind: 'rate_limit' }),
    preset('conflict', 'The next create answers 409', { endpoint: 'create', kind: 'conflict', times: 1 }),
    preset('lost', 'The answer to the next create gets lost', {
      endpoint: 'create',
      kind: 'lost',
      times: 1,
    }),
    preset('update-lost', 'The answer to the next update gets lost', {
      endpoint: 'update',
      kind: 'lost',
      times: 1,
    }),
    preset('update-unheard', 'The next update gets lost before it is done', {
      endpoint: 'update',
      kind: 'lost',
      executed: false,
      times: 1,
    }),
    preset('hang', 'API never answers', { endpoint: '*', kind: 'hang' }),
    preset('slow', 'API takes 3 s', { endpoint: '*', kind: 'slow', ms: 3000 }),
  ],
};

export const PRESETS: readonly Preset[] = Object.values(GROUPS).flat();

/** The fault that a preset switched on, if it still stands. */
export function standing({ fault }: Preset, faults: readonly Fault[]): Fault | undefined {
  const wanted = kindOf(fault);
  return faults.find((candidate) => kindOf(candidate) === wanted);
}

/** What a fault is, apart from how often it will still happen. */
function kindOf(fault: FaultRequest): string {
  return JSON.stringify([fault.endpoint, fault.kind, fault.times !== undefined, optionsOf(fault)]);
}

/** All that a fault has besides its endpoint, its kind and how often it happens, in one order. */
export function optionsOf(fault: FaultRequest & { id?: string }): [name: string, value: unknown][] {
  const { id: _, endpoint: _endpoint, kind: _kind, times: _times, ...options } = fault;
  return Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .toSorted(([one], [other]) => one.localeCompare(other));
}
