import { ProxyError } from '../errors.ts';
import { type Clock, SECOND } from '../lib/clock.ts';
import type { Log } from '../log/index.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import { toProxyError } from '../mollie/to-proxy-error.ts';
import type { Send } from '../notify/send.ts';
import type { Payments } from '../payments/index.ts';
import type { OpenStore } from '../store/index.ts';
import type { Change } from '../store/store.ts';
import { countLine } from './log-lines.ts';
import type { Meters } from './meters.ts';
import type { Waiting } from './waiting.ts';

/** Takes what is to be noted, at once or as soon as there is something to note it in. */
export type Tell = (note: (meters: Meters) => void) => void;

/** With what parts are measured. */
type Means = { tell: Tell; clock: Clock };

export function measuredLog(log: Log, tell: Tell): Log {
  return (entry) => {
    tell((meters) => countLine(meters, entry));
    log(entry);
  };
}

export function measuredMollie(mollie: Mollie, { tell, clock }: Means): Mollie {
  const call = <P extends unknown[], A>(kind: string, work: Work<P, A>) =>
    timed(clock, work, (seconds, end) => {
      const outcome = end.status === 'fulfilled' ? 'ok' : outcomeOf(end.reason);
      tell((meters) => meters.mollie.observe({ kind, outcome }, seconds));
    });
  return {
    ...mollie,
    create: call('create', mollie.create),
    get: call('get', mollie.get),
    update: call('update', mollie.update),
    cancel: call('cancel', mollie.cancel),
    page: call('list', mollie.page),
    profile: call('profile', mollie.profile),
    methods: call('methods', mollie.methods),
  };
}

/** A closed list: what the error says, with the reasons for no usable answer told apart. */
function outcomeOf(error: unknown): string {
  if (!(error instanceof MollieError)) return 'error';
  const { failure, status, answers, isLate } = error;
  // Mollie wants no requests for a while, so none was made.
  if (failure === 'rate_limited' && answers === 0) return 'not_sent';
  if (failure !== 'unavailable') return failure;
  if (isLate) return 'timeout';
  return status === undefined ? 'network' : 'server_error';
}

export function measuredStore(store: OpenStore, { tell, clock }: Means, waiting: Waiting): OpenStore {
  const operation = <P extends unknown[], A>(operation: string, work: Work<P, A>) =>
    timed(clock, work, (seconds, end) => {
      const outcome = end.status === 'rejected' && isStoreError(end.reason) ? 'error' : 'ok';
      tell((meters) => meters.store.observe({ operation, outcome }, seconds));
    });
  return {
    ...store,
    get: operation('get', store.get),
    due: operation('due', store.due),
    recent: operation('recent', store.recent),
    ready: operation('ready', store.ready),
    async update(key, change) {
      let written: Change<unknown> | undefined;
      const update = operation('update', () =>
        store.update(key, (current) => {
          const next = change(current);
          written = next;
          return next;
        }),
      );
      const value = await update();
      if (written) noteWritten(key, written);
      return value;
    },
  };

  function noteWritten(key: string, { value, log }: Change<unknown>): void {
    waiting.note(key, value);
    tell(({ events }) => {
      for (const { event } of log) events.inc({ event });
    });
  }
}

/** What a change itself refuses, or finds, is no trouble of the store. */
function isStoreError(error: unknown): boolean {
  return !(error instanceof ProxyError) || error.code === 'store_unavailable';
}

export function measuredSend(send: Send, { tell, clock }: Means): Send {
  return timed(clock, send, (seconds, end) => {
    const outcome = end.status === 'fulfilled' ? end.value : 'failed';
    tell((meters) => meters.notifications.observe({ outcome }, seconds));
  });
}

export function measuredPayments(payments: Payments, { tell, clock }: Means): Payments {
  return {
    ...payments,
    create: timed(clock, payments.create, (_, end) => {
      const made = (isNew: boolean) => (isNew ? 'new' : 'open');
      const outcome = end.status === 'fulfilled' ? made(end.value.isNew) : toProxyError(end.reason).code;
      tell((meters) => meters.creates.inc({ outcome }));
    }),
  };
}

type Work<P extends unknown[], A> = (...parameters: P) => Promise<A>;

/** `work`, of which each call is told: the seconds that it took, and how it ended. */
function timed<P extends unknown[], A>(
  clock: Clock,
  work: Work<P, A>,
  told: (seconds: number, end: PromiseSettledResult<A>) => void,
): Work<P, A> {
  return async (...parameters) => {
    const began = clock.monotonic();
    const [end] = await Promise.allSettled([work(...parameters)]);
    told((clock.monotonic() - began) / SECOND, end);
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  };
}
