import type { ConnectionView } from '../../shared/api.ts';
import type { Config } from '../config/index.ts';
import { type Clock, SECOND, toIso } from '../lib/clock.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { Method, Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import { mollieLocale } from '../mollie/locale.ts';
import type { CompletenessCheck } from '../resync/completeness.ts';
import type { Store } from '../store/store.ts';
import type { Translator } from '../texts/translator.ts';
import { type Answers, judge } from './findings.ts';
import type { ConnectionRecord } from './record.ts';

/** Asked about until a payment was made in any currency. */
const FIRST_CURRENCIES = ['EUR'];

/** The longest wait for a search of Mollie's lists: as long as for Mollie's other answers. */
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
  const share = createSingleFlight<ConnectionView>();

  async function ask(translator: Translator): Promise<Answers> {
    const storing = record.check().catch(() => null);
    const [stored, profile, methods, known] = await Promise.all([
      storing,
      mollie.profile().catch(asMollieError),
      storing.then((record) => methodsIn(record?.currencies ?? [], translator)).catch(asMollieError),
      completeness.result(SEARCH_PATIENCE).catch(() => null),
    ]);
    return { stored, profile, methods, completeness: known };
  }

  /** The methods that are active in the currencies in which payments were to be made. */
  async function methodsIn(known: readonly string[], translator: Translator): Promise<Method[]> {
    const currencies = known.length > 0 ? known : FIRST_CURRENCIES;
    const locale = mollieLocale(translator.locale, translator.language);
    const lists = await Promise.all(
      currencies.map((currency) => mollie.methods(currency, locale).catch(noneIfRefused)),
    );
    return [...new Map(lists.flat().map((method) => [method.id, method])).values()];
  }

  async function checkNow(translator: Translator): Promise<ConnectionView> {
    const answers = await ask(translator);
    const { stored, profile, methods } = answers;
    const { ok, codes } = judge(config, answers);
    const lastWebhookAt = stored?.lastWebhookAt ?? null;
    return {
      ok,
      findings: [...codes].map((code) => ({ code, ...translator.finding(code) })),
      mode: config.realm.mode,
      profile: profile instanceof MollieError ? null : { name: profile.name, status: profile.status },
      methods: methods instanceof MollieError ? [] : methods,
      store: { kind: store.kind, writable: stored !== null },
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

/** Mollie refuses to list the methods of a currency that it does not know: there are none. */
function noneIfRefused(error: unknown): Method[] {
  if (error instanceof MollieError && ['rejected', 'bad_create'].includes(error.failure)) return [];
  throw error;
}

function asMollieError(error: unknown): MollieError {
  if (error instanceof MollieError) return error;
  throw error;
}
