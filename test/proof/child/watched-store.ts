import { type AccountRecord, isAccountKey } from '../../../proxy/accounts/record.ts';
import type { InvoiceDocument } from '../../../proxy/invoice/document.ts';
import { isSlug } from '../../../proxy/keys/index.ts';
import type { OpenStore } from '../../../proxy/store/index.ts';
import { openStore as openReal } from '../../../proxy/store/index.ts';
import type { Change, Store } from '../../../proxy/store/store.ts';
import { note } from './journal.ts';
import { pass } from './steps.ts';

const { PROOF_NAIVE: isNaive } = process.env;

/** The proxy's own store, watched at every write. */
export function openStore(...options: Parameters<typeof openReal>): OpenStore {
  const real = openReal(...options);
  const write = isNaive ? withoutComparing(real) : real.update;
  return {
    ...real,
    async update<T>(key: string, change: (current: unknown) => Change<T> | undefined) {
      // Other documents, such as when a webhook last came, are nobody's money.
      if (!isSlug(key) && !isAccountKey(key) && !key.startsWith('complete-')) return real.update(key, change);
      let what: string | undefined;
      let next: InvoiceDocument | undefined;
      const written = await write(key, (current) => {
        const changed = change(current);
        what = changed && nameOf(key, current, changed.value);
        if (isSlug(key)) next = changed?.value as InvoiceDocument | undefined;
        if (what) pass(`before the write of ${what}`, key);
        if (what === 'the intent') noteDecision(key, next!);
        return changed;
      });
      if (what) pass(`after the write of ${what}`, key);
      if (what && next) noteWrite(key, what, next);
      return written;
    },
  };
}

/** Plain read and write, as one would do with a key-value store: whatever was written in between is gone. */
function withoutComparing({ get, update }: Store): Store['update'] {
  return async (key, change) => {
    const current = await get(key);
    const changed = change(current);
    return changed ? update(key, () => changed) : (current as undefined);
  };
}

/** What a write is for, as far as it shows. */
function nameOf(key: string, before: unknown, after: unknown): string {
  if (isAccountKey(key)) return nameOfAccount(before, after);
  if (!isSlug(key)) return 'the mark';
  const [from, to] = [before, after] as Partial<InvoiceDocument>[];
  if (to?.intent && !from?.intent) return 'the intent';
  if ((to?.attempts?.length ?? 0) > (from?.attempts?.length ?? 0)) return 'the payment';
  if (to?.facts?.rev !== from?.facts?.rev) return 'the facts';
  if (partOf(to, 'method') !== partOf(from, 'method')) return 'the method';
  if (partOf(to, 'changesTo') !== partOf(from, 'changesTo')) return 'the method that is asked for';
  if ((to?.outbox?.length ?? 0) < (from?.outbox?.length ?? 0)) return 'the outbox';
  return 'the news';
}

function partOf(document: Partial<InvoiceDocument> | undefined, part: 'changesTo' | 'method'): string {
  return String(document?.attempts?.map((attempt) => attempt[part] ?? null));
}

function nameOfAccount(before: unknown, after: unknown): string {
  const [from, to] = [before, after] as Partial<AccountRecord>[];
  if (from?.connection !== to?.connection) return 'the account';
  if ((to?.outbox?.length ?? 0) < (from?.outbox?.length ?? 0)) return "the account's outbox";
  if (from?.searched !== to?.searched) return 'the end of the search';
  return "the account's news";
}

function noteDecision(slug: string, { intent }: InvoiceDocument): void {
  const { n, amount, request } = intent!;
  note({ did: 'decide', slug, mac: String(request.metadata.mac), n, amount });
}

function noteWrite(slug: string, what: string, document: InvoiceDocument): void {
  const { version, facts, intent, putAside, attempts } = document;
  const invoice = {
    ...{ version, rev: facts.rev, intent: intent?.n ?? null, putAside: putAside.map(({ n }) => n) },
    attempts: attempts.map(({ n, id, status, amount, refunded, chargedBack }) => ({
      ...{ n, id, status, amount, refunded, chargedBack },
    })),
  };
  note({ did: 'write', slug, what, invoice });
}
