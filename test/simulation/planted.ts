import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { changed, ROOT } from '../mutants/kept.ts';

/** Lines of the proxy, changed while they are loaded, so that something goes wrong that the simulation has to find. */
export type PlantedBug = {
  name: string;
  /** Each `find` is a part of a line that stands in its file once. */
  changes: readonly { file: string; find: string; replace: string }[];
  /** What goes wrong. */
  why: string;
};

/** A bug of each kind. */
export const PLANTED: readonly PlantedBug[] = [
  {
    name: 'compare-and-set off',
    changes: [
      {
        file: 'proxy/documents/write.ts',
        find: 'export function createWrite({ store, clock, realms, accounts, notifies, rebuilds }: Deps) {',
        replace: `export function createWrite({ store: comparing, clock, realms, accounts, notifies, rebuilds }: Deps) {
  const store: Pick<Store, 'update'> = {
    async update(key, change) {
      const read = await comparing.get(key);
      return comparing.update(key, () => change(read));
    },
  };`,
      },
    ],
    why: 'what another request has written between reading an invoice and writing it is lost',
  },
  {
    name: 'no idempotency key',
    changes: [
      {
        file: 'proxy/payments/create/send-intent.ts',
        find: 'const payment = await mollie.create(request, idempotencyKey, {',
        replace:
          'const payment = await mollie.create(request, idempotencyKey.slice(26) + performance.now(), {',
      },
    ],
    why: 'each try of a create has a key of its own, so that Mollie makes a payment of each',
  },
  {
    name: 'look skipped',
    changes: [
      {
        file: 'proxy/payments/create/decide.ts',
        find: "if (toLookAt.length > 0) return { do: 'look', attempts: toLookAt };",
        replace: 'void toLookAt;',
      },
    ],
    why: 'a payment is made without asking Mollie what has become of those before',
  },
  {
    name: 'outbox entry dropped',
    changes: [
      {
        file: 'proxy/invoice/outbox.ts',
        find: 'const left = triedSince + GIVE_UP_AFTER - now;',
        replace: 'const left = triedSince - now;',
      },
    ],
    why: 'what the host has not accepted at once is not told again',
  },
  {
    name: 'realm ignored',
    changes: [
      {
        file: 'proxy/keys/index.ts',
        find: 'slug({ account, mode }, invoiceId) {',
        replace: "slug(_realm, invoiceId) { const [account, mode] = ['', ''];",
      },
    ],
    why: 'invoices of two accounts, or of test and live, with one id at the host are one in the store',
  },
  {
    name: 'lease ignored',
    changes: [
      {
        file: 'proxy/invoice/outbox.ts',
        find: 'newNotification(type, paymentId, now, now + TAKEOVER),',
        replace: 'newNotification(type, paymentId, now, now),',
      },
      {
        file: 'proxy/notify/index.ts',
        find: 'return ids.length > 0 ? postponed(newest, ids, nextAt) : undefined;',
        replace: 'return void nextAt;',
      },
    ],
    why: 'a notification that one server is sending is taken by another at the same time',
  },
];

/** @throws where there is no such bug */
export function plant(name: string): void {
  const bug = PLANTED.find((one) => one.name === name);
  if (!bug) throw new Error(`no such bug: ${name}. There are: ${PLANTED.map((one) => one.name).join(', ')}`);
  plantBug(bug);
}

/**
 * From now on the proxy's modules are loaded with this bug. To be called before any of them is imported.
 * @throws where what is to be changed does not stand there exactly once
 */
export function plantBug(bug: Pick<PlantedBug, 'changes'>): void {
  const sources = new Map<string, string>();
  for (const [file, source] of plantedSources(bug)) sources.set(pathToFileURL(join(ROOT, file)).href, source);
  registerHooks({
    load(url, context, nextLoad) {
      const source = sources.get(url);
      return source === undefined
        ? nextLoad(url, context)
        : { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}

/** The files that a bug changes, as they are then. */
export function plantedSources({ changes }: Pick<PlantedBug, 'changes'>): Map<string, string> {
  const sources = new Map<string, string>();
  for (const change of changes) {
    const { file } = change;
    sources.set(file, changed(sources.get(file) ?? readFileSync(join(ROOT, file), 'utf8'), change));
  }
  return sources;
}
