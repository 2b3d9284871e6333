import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Waiting } from './waiting.ts';

/** Seconds. What people and servers wait for. */
const REQUESTS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Mollie answers within tenths of a second; no call is waited for longer than 4.5. */
const CALLS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5];
/** A file answers within a millisecond; no store is waited for longer than three seconds. */
const STORE = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 3];
/** Work is looked for every five seconds; what fails is due again after a minute. */
const LATENESS = [5, 10, 30, 60, 120, 300, 900, 3600, 14_400, 86_400];

const WEBHOOKS = ['accepted', 'refused', 'failed'];
const LIMITS = ['requests', 'failures', 'named'];
const CREATES = ['new', 'open'];

/** What the runtime tells of the process: once, however many proxies are in it. */
const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess });
// Named as only counters may be, and none: `promtool check metrics` objects.
for (const what of ['handles', 'requests', 'resources']) {
  ofProcess.removeSingleMetric(`nodejs_active_${what}_total`);
}

export type Meters = ReturnType<typeof createMeters>;

/** The metrics of one proxy. What the values of labels mean is told in docs/operating/metrics.md. */
export function createMeters(waiting: Waiting) {
  const registry = new Registry();
  const { counter, gauge, histogram } = makersIn(registry);
  gauge(
    'notifications_waiting',
    'Notifications that the host has not accepted, of the invoices that this process wrote last. After a start it knows of each again once it was tried again.',
    waiting.count,
  );
  gauge(
    'notifications_oldest_age_seconds',
    'How long the oldest of these notifications has waited; 0 where none waits.',
    waiting.oldestAge,
  );
  const http = ['method', 'route', 'status'] as const;
  const mollie =
    "Calls to Mollie, with the time they took, waiting for a turn and the client's repetitions included.";
  const lateness =
    'Invoices with work due that the background took up, and how late it was. What could not be done is taken up again, later still.';
  const sent = 'Notifications sent to the host, with the time it took to answer.';
  const lines = "Lines of the levels error and warn in the process's log, shown or not.";
  return {
    requests: histogram(
      'http_request_duration_seconds',
      'Requests, with the time they took.',
      http,
      REQUESTS,
    ),
    webhooks: counter('webhooks_total', "Calls of Mollie's webhook.", ['outcome'], WEBHOOKS),
    limits: counter(
      'rate_limited_total',
      'Requests that the limits of addresses refused.',
      ['limit'],
      LIMITS,
    ),
    creates: counter('creates_total', 'Payments asked for, by Pay or by the API.', ['outcome'], CREATES),
    looks: counter('looks_total', "Looks at an invoice's payments at Mollie.", ['via', 'outcome']),
    events: counter('events_total', 'Lines that were written into the logs of invoices.', ['event']),
    mollie: histogram('mollie_call_duration_seconds', mollie, ['kind', 'outcome'], CALLS),
    lateness: histogram('due_work_lateness_seconds', lateness, [], LATENESS),
    notifications: histogram('notification_duration_seconds', sent, ['outcome'], REQUESTS),
    store: histogram(
      'store_operation_duration_seconds',
      'Operations of the store, with the time they took.',
      ['operation', 'outcome'],
      STORE,
    ),
    troubles: counter('log_lines_total', lines, ['level', 'code']),
    type: registry.contentType,
    text: async () => (await registry.metrics()) + (await ofProcess.metrics()),
  };
}

/** Functions that make metrics of ours in a registry. */
function makersIn(registry: Registry) {
  const named = <T extends string>(name: string, help: string, labelNames: readonly T[] = []) => {
    return { name: `invoice_pay_${name}`, help, labelNames, registers: [registry] };
  };
  return {
    /** @param values of the first label that are there before anything was counted: Prometheus does not see the first step else */
    counter<T extends string>(
      name: string,
      help: string,
      labels: readonly [T, ...T[]],
      values: string[] = [],
    ) {
      const made = new Counter(named(name, help, labels));
      for (const value of values) made.labels(value).inc(0);
      return made;
    },
    /** @param read asked at each scrape */
    gauge: (name: string, help: string, read: () => number) =>
      new Gauge({
        ...named(name, help),
        collect() {
          this.set(read());
        },
      }),
    histogram: <T extends string>(name: string, help: string, labels: readonly T[], buckets: number[]) =>
      new Histogram({ ...named(name, help, labels), buckets }),
  };
}
