import type { ConnectionView } from '../../shared/api.ts';
import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/index.ts';
import type { Config } from '../config/index.ts';
import { type Clock, SECOND, toIso } from '../lib/clock.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { Method, Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import { mollieLocale } from '../mollie/locale.ts';
import type { CompletenessCheck } from '../resync/completeness.ts';
import type { OpenStore } from '../store/index.ts';
import type { Translator } from '../texts/translator.ts';
import { type Answers, judge } from './findings.ts';
import type { ConnectionRecord } from './record.ts';

/** Asked about until a payment was made in any currency. */
const FIRST_CURRENCIES = ['EUR'];

/** The longest wait for a search of Mollie's lists: as long as for Mollie's other answers; after a press, a moment. */
const SEARCH_PATIENCE = 4 * SECOND;
const PRESS_PATIENCE = SECOND;

type Deps = {
  config: Config;
  store: OpenStore;
  accounts: Accounts;
  clock: Clock;
  record: ConnectionRecord;
  completeness: Pick<CompletenessCheck, 'result'>;
};

/** Tells whether an account's invoices can be paid, and if not, what to do. */
export function createConnection({ config, store, accounts, clock, record, completeness }: Deps) {
  const share = createSingleFlight<ConnectionView>(clock);

  /** What Mollie and the store answer; null without a key, where nobody is asked. */
  async function ask(account: Account, translator: Translator, patience: number): Promise<Answers | null> {
    const { realm, mollie, isUnreadable } = account;
    if (!realm || isUnreadable) return null;
    const storing = record.check(realm).catch(() => null);
    const [stored, profile, methods, known] = await Promise.all([
      storing,
      mollie.profile().catch(asMollieError),
      storing.then((record) => methodsIn(mollie, record?.currencies ?? [], translator)).catch(asMollieError),
      completeness.result(account, patience).catch(() => null),
    ]);
    return { stored, profile, methods, completeness: known };
  }

  /** That the store does not answer is a finding, where the key is known without it. */
  async function accountToCheck(name: string): Promise<Account> {
    try {
      return await accounts.of(name);
    } catch (error) {
      const given = await accounts.ofEnvironment(name);
      if (!given.realm) throw error;
      return given;
    }
  }

  async function checkNow(name: string, translator: Translator, patience: number): Promise<ConnectionView> {
    const account = await accountToCheck(name);
    const answers = await ask(account, translator, patience);
    const isWritable = answers ? answers.stored !== null : await isReady(store);
    const { ok, codes } = judge(config, account, answers, isWritable);
    const { profile, methods } = answers ?? {};
    const lastWebhookAt = answers?.stored?.lastWebhookAt ?? null;
    return {
      ok,
      findings: [...codes].map((code) => ({ code, ...translator.finding(code) })),
      account: name,
      key: account.key,
      paused: account.isPaused,
      brand: account.brand,
      mode: account.realm?.mode ?? null,
      profile: isAnswer(profile) ? { name: profile.name, status: profile.status } : null,
      methods: isAnswer(methods) ? methods.map(({ id, description }) => ({ id, description })) : [],
      store: { kind: store.kind, writable: isWritable },
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
    check(account: string, translator: Translator): Promise<ConnectionView> {
      const { language, locale } = translator;
      const work = () => checkNow(account, translator, SEARCH_PATIENCE);
      return share(`${account} ${language} ${locale}`, work, 'later');
    },

    /** The same for who has just changed it. */
    checkChanged: (account: string, translator: Translator) => checkNow(account, translator, PRESS_PATIENCE),
  };
}

export type Connection = ReturnType<typeof createConnection>;

/** The methods that are active in the currencies in which payments were to be made. */
async function methodsIn(
  mollie: Mollie,
  known: readonly string[],
  translator: Translator,
): Promise<Method[]> {
  const currencies = known.length > 0 ? known : FIRST_CURRENCIES;
  const locale = mollieLocale(translator.locale, translator.language);
  const lists = await Promise.all(
    currencies.map((currency) => mollie.methods(currency, locale).catch(noneIfRefused)),
  );
  return [...new Map(lists.flat().map((method) => [method.id, method])).values()];
}

function isAnswer<T>(answer: T | MollieError | undefined): answer is T {
  return answer !== undefined && !(answer instanceof MollieError);
}

function isReady(store: OpenStore): Promise<boolean> {
  return store.ready().then(
    () => true,
    () => false,
  );
}

/** Mollie refuses to list the methods of a currency that it does not know: there are none. */
function noneIfRefused(error: unknown): Method[] {
  if (error instanceof MollieError && ['rejected', 'bad_create'].includes(error.failure)) return [];
  throw error;
}

function asMollieError(error: unknown): MollieError {
  if (error instanceof MollieError) return error;
  throw error;
}
