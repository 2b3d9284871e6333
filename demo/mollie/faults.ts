import { newId } from './ids.ts';
import { PAYMENT_STATUSES } from './records.ts';

/** What a fault of the API can befall; `*` for all of it. */
export const ENDPOINTS = [
  'create',
  'get',
  'list',
  'update',
  'cancel',
  'refunds',
  'chargebacks',
  'methods',
  'profile',
] as const;

export type Endpoint = (typeof ENDPOINTS)[number];

/**
 * - `error` answers `status` (default 500)
 * - `rate_limit` answers 429, with `Retry-After: retryAfter` where given (seconds)
 * - `hang` never answers
 * - `slow` works for `ms` before it answers
 * - `lost` ends the connection without an answer, after the work was done; before, with `executed: false`
 * - `html` answers a page, `garbage` no JSON, `wrong_amount` another amount: all after the work was done
 * - `not_found` (of `get`) does not find payments younger than `ms`
 */
export const API_FAULTS = [
  'error',
  'rate_limit',
  'hang',
  'slow',
  'lost',
  'html',
  'garbage',
  'wrong_amount',
  'not_found',
] as const;

/**
 * - `drop` loses the webhook, with all its repetitions
 * - `double` sends it twice at once
 * - `delay` sends it `ms` later
 * - `reorder` sends it after the next one
 * - `early` sends one before the answer to the create is written; with a `status`, the payment has it by then
 * - `pending` sends one for `pending` too, which Mollie's table does not have
 */
export const WEBHOOK_FAULTS = ['drop', 'double', 'delay', 'reorder', 'early', 'pending'] as const;

export type ApiFaultKind = (typeof API_FAULTS)[number];
export type WebhookFaultKind = (typeof WEBHOOK_FAULTS)[number];

type FaultOptions = {
  /** So many times, then it is gone; without, until it is cleared. */
  times?: number;
  ms?: number;
  /** An HTTP status for `error`, a payment's status for `early`. */
  status?: number | string;
  retryAfter?: number;
  /** Whether the request takes effect before an `error`, `hang` or `lost`. */
  executed?: boolean;
};

export type FaultRequest = FaultOptions &
  ({ endpoint: Endpoint | '*'; kind: ApiFaultKind } | { endpoint: 'webhook'; kind: WebhookFaultKind });

export type Fault = FaultRequest & { id: string };

const OPTIONS = new Set(['endpoint', 'kind', 'times', 'ms', 'status', 'retryAfter', 'executed']);

/** The faults that are switched on, in the order in which they were. */
export class Faults {
  #faults: Fault[] = [];

  /** @throws TypeError where there is no such fault. */
  add(request: FaultRequest): Fault {
    const problem = faultProblem(request);
    if (problem) throw new TypeError(problem);
    const fault = { ...request, id: newId('fault', 8) };
    this.#faults.push(fault);
    return fault;
  }

  /** The first that fits, with one of its times used up. */
  take(
    endpoint: Endpoint | 'webhook',
    kinds: readonly Fault['kind'][],
    applies: (fault: Fault) => boolean = () => true,
  ): Fault | undefined {
    const isFor = (fault: Fault) =>
      fault.endpoint === endpoint || (fault.endpoint === '*' && endpoint !== 'webhook');
    const fault = this.#faults.find(
      (candidate) => isFor(candidate) && kinds.includes(candidate.kind) && applies(candidate),
    );
    if (fault?.times !== undefined) {
      fault.times -= 1;
      if (fault.times === 0) this.clear(fault.id);
    }
    return fault;
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  /** Switches one off, or all. */
  clear(id?: string): void {
    this.#faults = id === undefined ? [] : this.#faults.filter((fault) => fault.id !== id);
  }
}

function faultProblem(fault: Record<string, unknown>): string | undefined {
  const kinds: readonly string[] = fault.endpoint === 'webhook' ? WEBHOOK_FAULTS : API_FAULTS;
  const endpoints: readonly unknown[] = [...ENDPOINTS, '*', 'webhook'];
  if (!endpoints.includes(fault.endpoint)) return `endpoint is one of ${endpoints.join(', ')}`;
  if (!kinds.includes(String(fault.kind))) return `kind is one of ${kinds.join(', ')}`;
  const unknown = Object.keys(fault).find((key) => !OPTIONS.has(key));
  if (unknown) return `a fault has no "${unknown}"`;
  for (const count of ['times', 'ms', 'retryAfter']) {
    const value = fault[count];
    if (value !== undefined && !(Number.isInteger(value) && Number(value) > 0))
      return `${count} is a positive integer`;
  }
  if (fault.executed !== undefined && !['error', 'hang', 'lost'].includes(String(fault.kind))) {
    return 'executed is for error, hang and lost';
  }
  if (fault.kind === 'error' && fault.status !== undefined && !isErrorStatus(fault.status)) {
    return 'the status of an error is from 400 to 599';
  }
  if (fault.kind === 'early' && fault.status !== undefined && !isPaymentStatus(fault.status)) {
    return `the status of a payment is one of ${PAYMENT_STATUSES.join(', ')}`;
  }
  return undefined;
}

function isErrorStatus(status: unknown): boolean {
  return Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599;
}

function isPaymentStatus(status: unknown): boolean {
  return (PAYMENT_STATUSES as readonly unknown[]).includes(status);
}
