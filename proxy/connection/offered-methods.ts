import { LRUCache } from 'lru-cache';
import type { MethodView } from '../../shared/api.ts';
import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/index.ts';
import { newRecord, withMethods } from '../accounts/record.ts';
import type { Config } from '../config/index.ts';
import { billedOf } from '../invoice/billing.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { recentRefusal } from '../invoice/refusals.ts';
import { balanceOfDocument } from '../invoice/sums.ts';
import { type Clock, DAY, elapsed, MINUTE } from '../lib/clock.ts';
import { goesOn, perScope } from '../lib/scope.ts';
import type { Method } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import { mollieLocale } from '../mollie/locale.ts';
import { canPayInvoice } from '../mollie/methods.ts';
import type { Language } from '../texts/languages.ts';

/** From this age on a list is renewed in the background, and up to that age it is shown. */
const FRESH = 5 * MINUTE;
const SHOWN = DAY;

/** Between two tries for one list. */
const PAUSE = MINUTE;

/** Lists whose last try is remembered. */
const MOST_TRIES = 10_000;

type Deps = {
  config: Pick<Config, 'methods'>;
  accounts: Accounts;
  clock: Clock;
  report: (error: unknown) => void;
};

/** Whose list, for which currency, named in which language. */
type Wanted = { account: Account; currency: string; language: Language };

/**
 * The methods that are offered beside Pay: those that Mollie lists as active. The lists are kept in the account's record
 * and renewed in the background, so that no view waits for Mollie.
 */
export type OfferedMethods = {
  /** Those that take what is due; undefined where they are not known. A list that is not fresh is renewed meanwhile. */
  of(account: Account, document: InvoiceDocument, language: Language): MethodView[] | undefined;
  /** Mollie has refused one that it lists: it is asked anew. */
  renew(account: Account, currency: string): void;
  /** Asks for one list now. @throws {MollieError} */
  load(wanted: Wanted & { wantedAt: number }): Promise<void>;
};

export function createOfferedMethods({ config, accounts, clock, report }: Deps): OfferedMethods {
  const triedAt = new LRUCache<string, number>({ max: MOST_TRIES });
  const loading = perScope(() => new Set<string>());

  async function load({
    account,
    currency,
    language,
    wantedAt,
  }: Parameters<OfferedMethods['load']>[0]): Promise<void> {
    const { name, mollie, key } = account;
    const locale = mollieLocale(null, language);
    const methods = await mollie.methods(currency, locale, { urgency: 'background', wallets: true });
    const list = {
      ...{ currency, language, credential: mollie.credential },
      ...{ at: clock(), wantedAt, methods },
    };
    await accounts.change(name, (record) => {
      const known = record ?? (key.source === 'environment' ? newRecord(name) : undefined);
      return known && { record: withMethods(known, list) };
    });
  }

  function begin(wanted: Wanted, isUrgent = false): void {
    const { account, currency, language } = wanted;
    const id = `${account.name} ${account.mollie.credential} ${currency} ${language}`;
    const now = clock();
    const isTooSoon = !isUrgent && elapsed(triedAt.get(id) ?? 0, now) < PAUSE;
    if (isTooSoon || loading().has(id) || account.trouble.wait() > 0) return;
    triedAt.set(id, now);
    const underWay = loading();
    underWay.add(id);
    const work = load({ ...wanted, wantedAt: now })
      .catch((error) => {
        // That no list comes says nothing of payments; it is tried again.
        if (!(error instanceof MollieError)) report(error);
      })
      .finally(() => underWay.delete(id));
    goesOn(work);
  }

  return {
    load,
    renew(account, currency) {
      const known = account.methods.filter((list) => list.currency === currency);
      for (const { language } of known) begin({ account, currency, language }, true);
    },
    of(account, document, language) {
      const { currency } = document.facts;
      const now = clock();
      const known = account.methods.find((list) => list.currency === currency && list.language === language);
      const age = known ? elapsed(known.at, now) : Number.POSITIVE_INFINITY;
      if (age >= FRESH) begin({ account, currency, language });
      if (!known || age >= SHOWN) return undefined;
      return inOrder(config.methods, known.methods)
        .filter((method) => takes(method, document, now))
        .map(({ id, description }) => ({ id, label: description }));
    },
  };
}

/** Whether the method can pay what is due, by Mollie's limits and what is known of who is billed. */
function takes({ id, minimum, maximum }: Method, document: InvoiceDocument, now: number): boolean {
  const { due } = balanceOfDocument(document);
  const isWithin = due >= minimum && (maximum === null || due <= maximum);
  const isRefused = recentRefusal(document, id, now) !== null;
  return isWithin && !isRefused && canPayInvoice(id, billedOf(document) !== undefined);
}

/** Those that METHODS names, in its order; else all, in Mollie's. */
function inOrder(ids: readonly string[], methods: readonly Method[]): readonly Method[] {
  if (ids.length === 0) return methods;
  return ids.flatMap((id) => methods.find((method) => method.id === id) ?? []);
}
