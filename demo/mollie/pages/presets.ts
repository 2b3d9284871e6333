import type { Fault, FaultRequest } from '../faults.ts';

/** A fault with a switch of its own on the dashboard. */
export type Preset = { id: string; label: string; fault: FaultRequest };

const preset = (id: string, label: string, fault: FaultRequest): Preset => ({ id, label, fault });

export const PRESETS: readonly Preset[] = [
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
  preset('checkout-elsewhere', 'Checkout is on another host', { endpoint: '*', kind: 'checkout_elsewhere' }),
  preset('checkout-missing', 'No checkout link once a method is chosen', {
    endpoint: '*',
    kind: 'checkout_missing',
    onceChosen: true,
  }),
  preset('conflict', 'The next create answers 409', { endpoint: 'create', kind: 'conflict', times: 1 }),
  preset('unavailable', 'API answers 503', { endpoint: '*', kind: 'error', status: 503 }),
  preset('rate-limit', 'API answers 429', { endpoint: '*', kind: 'rate_limit', retryAfter: 5 }),
  preset('hang', 'API never answers', { endpoint: '*', kind: 'hang' }),
  preset('slow', 'API takes 3 s', { endpoint: '*', kind: 'slow', ms: 3000 }),
  preset('lost', 'The answer to the next create gets lost', { endpoint: 'create', kind: 'lost', times: 1 }),
];

/** The fault that a preset switched on, if it still stands. */
export function standing({ fault }: Preset, faults: readonly Fault[]): Fault | undefined {
  return faults.find(({ endpoint, kind }) => endpoint === fault.endpoint && kind === fault.kind);
}
