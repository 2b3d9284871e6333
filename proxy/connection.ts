import { type Clock, MINUTE, toIso } from './clock.ts';
import type { Config } from './config.ts';
import type { Method, Mollie, Profile } from './mollie/client.ts';
import { MollieError } from './mollie/errors.ts';
import { mollieLocale } from './payments/locale.ts';
import type { Store } from './store/index.ts';
import type { FindingCode, Speech } from './texts/index.ts';
import type { ConnectionView } from './types.ts';

/** Where the store keeps what concerns the whole integration. */
const KEY = 'connection';

/** What is kept; `checkedAt` is written to see whether the store can be. */
type Kept = { v: 1; lastWebhookAt: number | null; checkedAt: number };

/** Findings that stand in the way of no payment. */
const HARMLESS: ReadonlySet<FindingCode> = new Set(['test_mode', 'webhook_not_expected', 'webhook_never']);

/** A busy proxy need not write the time of every webhook. */
const WEBHOOK_PRECISION = MINUTE;

type Deps = { config: Config; store: Store; mollie: Mollie; clock: Clock };

/** Tells whether invoices can be paid, and if not, what to do. */
export function createConnection({ config, store, mollie, clock }: Deps) {
  const { mode } = config.realm;
  let notedAt = 0;

  async function keep(change: Partial<Kept>): Promise<Kept> {
    const kept = await store.update<Kept>(KEY, (value) => ({
      value: { v: 1, lastWebhookAt: null, checkedAt: 0, ...(value as Partial<Kept> | undefined), ...change },
      due: null,
      log: [],
    }));
    return kept!;
  }

  return {
    /** A webhook has come. Nothing depends on it being written. */
    async noteWebhook(): Promise<void> {
      const now = clock();
      if (now - notedAt < WEBHOOK_PRECISION) return;
      notedAt = now;
      await keep({ lastWebhookAt: now }).catch(() => {
        notedAt = 0;
      });
    },

    async check(speech: Speech): Promise<ConnectionView> {
      const [profile, methods, kept] = await Promise.all([
        mollie.profile().catch(asMollieError),
        mollie.methods(mollieLocale(speech.locale, speech.language)).catch(asMollieError),
        keep({ checkedAt: clock() }).catch(() => null),
      ]);
      const lastWebhookAt = kept?.lastWebhookAt ?? null;
      const found = [
        ...mollieFindings(profile, methods),
        ...(kept ? [] : (['store_unavailable'] as const)),
        ...(mode === 'test' ? (['test_mode'] as const) : []),
        ...(config.webhooks ? [] : (['webhook_not_expected'] as const)),
        ...(config.webhooks && kept && lastWebhookAt === null ? (['webhook_never'] as const) : []),
      ];
      return {
        ok: found.every((code) => HARMLESS.has(code)),
        findings: found.map((code) => ({ code, ...speech.finding(code) })),
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
    },
  };
}

export type Connection = ReturnType<typeof createConnection>;

function mollieFindings(profile: Profile | MollieError, methods: Method[] | MollieError): FindingCode[] {
  const found: FindingCode[] = [
    ...(profile instanceof MollieError ? [findingOf(profile)] : profileFindings(profile)),
    ...(methods instanceof MollieError
      ? [findingOf(methods)]
      : methods.length === 0
        ? (['no_methods'] as const)
        : []),
  ];
  return [...new Set(found)];
}

function profileFindings({ status }: Profile): FindingCode[] {
  if (status === 'unverified') return ['profile_unverified'];
  return status === 'blocked' ? ['profile_blocked'] : [];
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

function asMollieError(error: unknown): MollieError {
  if (error instanceof MollieError) return error;
  throw error;
}
