import type { ConnectionView } from '../../shared/api.ts';
import type { FindingCode } from '../codes/findings.ts';
import type { Config } from '../config/index.ts';
import { type Clock, SECOND, toIso } from '../lib/clock.ts';
import { knowsNoClients } from '../lib/networks.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { Method, Mollie, Profile } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import { mollieLocale } from '../mollie/locale.ts';
import type { Completeness, CompletenessCheck } from '../resync/completeness.ts';
import type { Store } from '../store/store.ts';
import type { Translator } from '../texts/translator.ts';
import type { ConnectionRecord } from './record.ts';

/** Findings with which payments can be made all the same. */
const HARMLESS: ReadonlySet<FindingCode> = new Set([
  'test_mode',
  'methods_need_customer',
  'list_not_searched',
  'webhook_not_expected',
  'webhook_never',
  'address_limits_off',
]);

/** Findings that keep no payment from being made where Mollie answers other calls with the same key. */
const PASSING: ReadonlySet<FindingCode> = new Set(['mollie_unavailable', 'rate_limited']);

/** Methods that need an order line or to know who is billed. https://docs.mollie.com/reference/create-payment */
const NEED_CUSTOMER: ReadonlySet<string> = new Set([
  ...['alma', 'billie', 'billink', 'in3', 'riverty', 'voucher'],
  ...['klarna', 'klarnapaylater', 'klarnapaynow', 'klarnasliceit'],
]);

/** Until a payment was to be made in any. */
const FIRST_CURRENCIES = ['EUR'];

/** Whoever asks waits no longer for a search of Mollie's lists than for Mollie's other answers. */
const SEARCH_PATIENCE = 4 * SECOND;

type Deps = {
  config: Config;
  store: Store;
  mollie: Mollie;
  clock: Clock;
  record: ConnectionRecord;
  completeness: Pick<CompletenessCheck, 'result'>;
};

/** Tells whether invoices can be paid, and if not, what to do. */
export function createConnection({ config, store, mollie, clock, record, completeness }: Deps) {
  const { mode } = config.realm;
  const share = createSingleFlight<ConnectionView>();

  /** The methods that are active in the currencies in which payments were to be made. */
  async function methodsIn(known: readonly string[], translator: Translator): Promise<Method[]> {
    const currencies = known.length > 0 ? known : FIRST_CURRENCIES;
    const locale = mollieLocale(translator.locale, translator.language);
    const lists = await Promise.all(
      currencies.map((currency) => mollie.methods(currency, locale).catch(noneWhereRefused)),
    );
    return [...new Map(lists.flat().map((method) => [method.id, method])).values()];
  }

  async function checkNow(translator: Translator): Promise<ConnectionView> {
    const keeping = record.check().catch(() => null);
    const [kept, profile, methods, known] = await Promise.all([
      keeping,
      mollie.profile().catch(asMollieError),
      keeping.then((record) => methodsIn(record?.currencies ?? [], translator)).catch(asMollieError),
      completeness.result(SEARCH_PATIENCE).catch(() => null),
    ]);
    const lastWebhookAt = kept?.lastWebhookAt ?? null;
    const ofMollie = [...profileFindings(profile), ...methodFindings(methods)];
    const ofStore: FindingCode[] = [
      ...(known ? storeFindings(known) : []),
      ...(kept && known ? [] : (['store_unavailable'] as const)),
    ];
    const found = new Set<FindingCode>([
      ...ofMollie,
      ...ofStore,
      ...(mode === 'test' ? (['test_mode'] as const) : []),
      ...(config.webhooks ? [] : (['webhook_not_expected'] as const)),
      ...(config.webhooks && kept && lastWebhookAt === null ? (['webhook_never'] as const) : []),
      ...(knowsNoClients(config) ? (['address_limits_off'] as const) : []),
    ]);
    const isKeyTaken = !(profile instanceof MollieError && methods instanceof MollieError);
    const isHarmless = (code: FindingCode) =>
      HARMLESS.has(code) || (code === 'profile_unverified' && mode === 'test');
    return {
      ok:
        ofMollie.every((code) => isHarmless(code) || (isKeyTaken && PASSING.has(code))) &&
        ofStore.every(isHarmless),
      findings: [...found].map((code) => ({ code, ...translator.finding(code) })),
      mode,
      profile: profile instanceof MollieError ? null : { name: profile.name, status: profile.status },
      methods: methods instanceof MollieError ? [] : methods,
      store: { kind: store.kind, writable: kept !== null },
      webhook: {
        expected: config.webhooks,
        lastAt: lastWebhookAt === null ? null : toIso(lastWebhookAt),
      },
      checkedAt: toIso(clock()),
    };
  }

  return {
    noteWebhook: record.noteWebhook,

    /** All who ask at one moment, in one language, share a check that begins after they asked. */
    check(translator: Translator): Promise<ConnectionView> {
      const { language, locale } = translator;
      return share(`${language} ${locale}`, () => checkNow(translator), 'later');
    },
  };
}

export type Connection = ReturnType<typeof createConnection>;

function profileFindings(profile: Profile | MollieError): FindingCode[] {
  if (profile instanceof MollieError) return [findingOf(profile)];
  if (profile.status === 'unverified') return ['profile_unverified'];
  return profile.status === 'blocked' ? ['profile_blocked'] : [];
}

function methodFindings(methods: Method[] | MollieError): FindingCode[] {
  if (methods instanceof MollieError) return [findingOf(methods)];
  if (methods.length === 0) return ['no_methods'];
  return methods.every(({ id }) => NEED_CUSTOMER.has(id)) ? ['methods_need_customer'] : [];
}

/** What keeps payments from being made, or is not known for sure, since the store may have lost some. */
function storeFindings(known: Completeness): FindingCode[] {
  if (known.state === 'unknown')
    return [known.cause instanceof MollieError ? findingOf(known.cause) : 'store_unavailable'];
  if (known.state === 'partial') return ['list_not_searched'];
  return known.state === 'complete' ? [] : ['resync_needed'];
}

function findingOf({ failure }: MollieError): FindingCode {
  switch (failure) {
    case 'unauthorized':
      return 'key_invalid';
    case 'rate_limited':
      return 'rate_limited';
    case 'unavailable':
      return 'mollie_unavailable';
    default:
      return 'mollie_rejected';
  }
}

/** Mollie has no methods of a currency that it refuses to list. */
function noneWhereRefused(error: unknown): Method[] {
  if (error instanceof MollieError && ['rejected', 'other_body'].includes(error.failure)) return [];
  throw error;
}

function asMollieError(error: unknown): MollieError {
  if (error instanceof MollieError) return error;
  throw error;
}
