import { BoundedList } from './bounded.ts';
import type { Endpoint, Fault } from './faults.ts';

/** A request to the API, as it came and as it was answered. */
export type LoggedRequest = {
  /** Counts from 1, for as long as the simulator lives. */
  seq: number;
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  /** With the key shortened to its mode and its last four characters. */
  headers: Record<string, string>;
  body: string;
  endpoint: Endpoint | null;
  /** Whose key it came with; null for none that exists. */
  profileId: string | null;
  idempotencyKey: string | null;
  /** Null until it was answered, and for ever where no answer was given. */
  status: number | null;
  replayed: boolean;
  /** What was switched on to befall it. */
  fault: Fault['kind'] | null;
};

/** What the API was asked, oldest first. */
export class RequestLog {
  readonly #requests: BoundedList<LoggedRequest>;
  #seq = 0;

  constructor(capacity: number) {
    this.#requests = new BoundedList(capacity);
  }

  add(request: Omit<LoggedRequest, 'seq'>): LoggedRequest {
    this.#seq += 1;
    const logged = { seq: this.#seq, ...request };
    this.#requests.add(logged);
    return logged;
  }

  /** @param since a `seq`; only later ones are answered. */
  list({ since = 0, endpoint }: { since?: number; endpoint?: Endpoint } = {}): LoggedRequest[] {
    const matches = ({ seq, endpoint: own }: LoggedRequest) =>
      seq > since && (endpoint === undefined || own === endpoint);
    return this.#requests.all().filter(matches);
  }

  clear(): void {
    this.#requests.clear();
  }
}

/** `Bearer test_…XsM9`: enough to tell two keys apart, and nothing to use. */
export function maskAuthorization(value: string): string {
  const [, mode, last] = /^Bearer (test|live)_\w*(\w{4})$/.exec(value) ?? [];
  return mode === undefined ? '…' : `Bearer ${mode}_…${last}`;
}

/** Which of the API's endpoints a request is for; null for none that the simulator has. */
export function endpointOf(method: string, path: string): Endpoint | null {
  if (/^\/v2\/methods(\/|$)/.test(path)) return 'methods';
  if (path === '/v2/profiles/me') return 'profile';
  if (/^\/v2\/payments\/[^/]+\/refunds(\/|$)/.test(path)) return 'refunds';
  if (/^\/v2\/payments\/[^/]+\/chargebacks(\/|$)/.test(path)) return 'chargebacks';
  if (/^\/v2\/payments\/[^/]+\/captures(\/|$)/.test(path)) return 'captures';
  if (path === '/v2/payments') return method === 'POST' ? 'create' : 'list';
  if (!/^\/v2\/payments\/[^/]+$/.test(path)) return null;
  return method === 'DELETE' ? 'cancel' : method === 'PATCH' ? 'update' : 'get';
}
