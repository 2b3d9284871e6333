import type { Clock } from '../lib/clock.ts';
import type { Log } from '../log/index.ts';
import type { Mollie } from '../mollie/client.ts';
import type { Send } from '../notify/send.ts';
import type { Payments } from '../payments/index.ts';
import type { OpenStore } from '../store/index.ts';
import {
  measuredLog,
  measuredMollie,
  measuredPayments,
  measuredSend,
  measuredStore,
  type Tell,
} from './measured.ts';
import { createWaiting } from './waiting.ts';

/** Where everything goes through anyway, it is measured: each takes a part of the proxy and answers it measured. */
export type Metrics = {
  log(log: Log): Log;
  store(store: OpenStore): OpenStore;
  mollie(mollie: Mollie): Mollie;
  send(send: Send): Send;
  payments(payments: Payments): Payments;
  /** What Prometheus asks for; missing where nothing is measured. */
  exposition?: Exposition;
};

export type Exposition = {
  /** Who bears it may ask. */
  token: string;
  /** All metrics in Prometheus' text format, with its media type. */
  text(): Promise<{ type: string; body: string }>;
};

const same = <T>(part: T): T => part;

/** Measures nothing, and costs nothing. */
const UNMEASURED: Metrics = { log: same, store: same, mollie: same, send: same, payments: same };

/**
 * Measures one proxy, where there is a token with which to ask for it. Prometheus' client is loaded here alone, since
 * not every runtime has what it needs.
 */
export function createMetrics(token: string | null, clock: Clock): Metrics {
  if (token === null) return UNMEASURED;
  const waiting = createWaiting(clock);
  const loading = import('./meters.ts').then(({ createMeters }) => createMeters(waiting));
  // Where it cannot be loaded, `text` says so; nothing else fails for it.
  loading.catch(() => {});
  const tell: Tell = (note) => void loading.then(note).catch(() => {});
  return {
    log: (log) => measuredLog(log, tell),
    store: (store) => measuredStore(store, { tell, clock }, waiting),
    mollie: (mollie) => measuredMollie(mollie, { tell, clock }),
    send: (send) => measuredSend(send, { tell, clock }),
    payments: (payments) => measuredPayments(payments, { tell, clock }),
    exposition: {
      token,
      async text() {
        const { type, text } = await loading;
        return { type, body: await text() };
      },
    },
  };
}
