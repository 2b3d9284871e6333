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
  'captures',
  'methods',
  'profile',
] as const;

export type Endpoint = (typeof ENDPOINTS)[number];

/**
 * - `error` answers `status` (default 500)
 * - `rate_limit` answers 429, with `Retry-After: retryAfter` where given (seconds), and with `rateLimitHeaders`
 *   also with `RateLimit` and `RateLimit-Policy`
 * - `conflict` (of a POST) answers 409 as while a request with the same key is running; the key is not held
 * - `hang` never answers
 * - `slow` works for `ms` before it answers
 * - `lost` ends the connection without an answer, after the work was done; before, with `executed: false`
 * - `html` answers a page, `garbage` no JSON, `wrong_amount` another amount: all after the work was done
 * - `not_found` (of `get`) does not find payments younger than `ms`
 * - `checkout_elsewhere` links an open payment's checkout to another host, `origin`; without, the simulator's own
 *   pages by another name of this machine. `checkout_missing` leaves the link out. Both apply to answers with such
 *   a payment only, and with `onceChosen` only once it has a method
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
  'conflict',
  'checkout_elsewhere',
  'checkout_missing',
] as const;

export const CHECKOUT_FAULTS = ['checkout_elsewhere', 'checkout_missing'] as const;

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
  /** Befalls this profile alone, `pfl_…`; without, all. */
  profile?: string;
  /** So many times, then it is gone; without, until it is cleared. */
  times?: number;
  /** How likely it is each time that it could happen, from 0 to 1; without, it always does. */
  share?: number;
  ms?: number;
  /** An HTTP status for `error`, a payment's status for `early`. */
  status?: number | string;
  retryAfter?: number;
  /** Whether the request takes effect before an `error`, `hang` or `lost`. */
  executed?: boolean;
  rateLimitHeaders?: boolean;
  /** Another host, such as `https://pay.bank.example`. */
  origin?: string;
  onceChosen?: boolean;
};

export type FaultRequest = FaultOptions &
  ({ endpoint: Endpoint | '*'; kind: ApiFaultKind } | { endpoint: 'webhook'; kind: WebhookFaultKind });

export type Fault = FaultRequest & { id: string };

const OPTIONS = new Set(['endpoint', 'kind', 'times', 'share', 'ms', 'status', 'retryAfter', 'profile']);

/** Options that are for these kinds only. */
const OPTIONS_OF: Record<string, readonly string[]> = {
  executed: ['error', 'hang', 'lost'],
  rateLimitHeaders: ['rate_limit'],
  origin: ['checkout_elsewhere'],
  onceChosen: CHECKOUT_FAULTS,
};

/** Kinds that are for these endpoints only, and for `*`. */
const ENDPOINTS_OF: Record<string, readonly string[]> = {
  conflict: ['create', 'refunds'],
  checkout_elsewhere: ['create', 'get', 'list', 'update'],
  checkout_missing: ['create', 'get', 'list', 'update'],
};

/** The faults that are switched on, in the order in which they were. */
export class Faults {
  readonly #random: () => number;
  #faults: Fault[] = [];

  /** @param random from 0 to below 1, for faults that have a `share`. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** @throws TypeError where there is no such fault. */
  add(request: FaultRequest): Fault {
    const problem = faultProblem(request);
    if (problem) throw new TypeError(problem);
    const fault = { ...request, id: newId('fault', 8) };
    this.#faults.push(fault);
    return fault;
  }

  /**
   * The first that fits, with one of its times used up.
   * @param profileId whose request or payment it is; null where nobody knows.
   */
  take(
    endpoint: Endpoint | 'webhook',
    kinds: readonly Fault['kind'][],
    profileId: string | null,
    applies: (fault: Fault) => boolean = () => true,
  ): Fault | undefined {
    const isFor = (fault: Fault) =>
      (fault.endpoint === endpoint || (fault.endpoint === '*' && endpoint !== 'webhook')) &&
      (fault.profile === undefined || fault.profile === profileId);
    const isDrawn = ({ share }: Fault) => share === undefined || this.#random() < share;
    const fault = this.#faults.find(
      (candidate) =>
        isFor(candidate) && kinds.includes(candidate.kind) && applies(candidate) && isDrawn(candidate),
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
  const at = ENDPOINTS_OF[String(fault.kind)];
  if (at && fault.endpoint !== '*' && !at.includes(String(fault.endpoint))) {
    return `${fault.kind} is for ${at.join(', ')}, *`;
  }
  for (const key of Object.keys(fault)) {
    if (OPTIONS.has(key)) continue;
    const of = OPTIONS_OF[key];
    if (!of) return `a fault has no "${key}"`;
    if (!of.includes(String(fault.kind))) return `${key} is for ${of.join(', ')}`;
  }
  for (const count of ['times', 'ms', 'retryAfter']) {
    const value = fault[count];
    if (value !== undefined && !(Number.isInteger(value) && Number(value) > 0))
      return `${count} is a positive integer`;
  }
  if (
    fault.share !== undefined &&
    !(typeof fault.share === 'number' && fault.share >= 0 && fault.share <= 1)
  ) {
    return 'share is a number from 0 to 1';
  }
  if (fault.profile !== undefined && typeof fault.profile !== 'string') return 'profile is an id, pfl_…';
  if (fault.origin !== undefined && !isOrigin(fault.origin)) {
    return 'origin is scheme, host and port, such as https://pay.bank.example';
  }
  if (fault.kind === 'error' && fault.status !== undefined && !isErrorStatus(fault.status)) {
    return 'the status of an error is from 400 to 599';
  }
  if (fault.kind === 'early' && fault.status !== undefined && !isPaymentStatus(fault.status)) {
    return `the status of a payment is one of ${PAYMENT_STATUSES.join(', ')}`;
  }
  return undefined;
}

function isOrigin(origin: unknown): boolean {
  return typeof origin === 'string' && /^https?:/.test(origin) && URL.parse(origin)?.origin === origin;
}

function isErrorStatus(status: unknown): boolean {
  return Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599;
}

function isPaymentStatus(status: unknown): boolean {
  return (PAYMENT_STATUSES as readonly unknown[]).includes(status);
}
