import type { Account } from '../accounts/account.ts';
import type { FindingCode } from '../codes/findings.ts';
import { knowsNoClients } from '../config/client-addresses.ts';
import type { Config } from '../config/index.ts';
import type { Method, Profile } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import { needsCustomer } from '../mollie/methods.ts';
import type { Completeness } from '../resync/completeness.ts';
import type { StoredConnection } from './record.ts';

/** What Mollie and the store have answered; null where the store did not. */
export type Answers = {
  profile: Profile | MollieError;
  methods: Method[] | MollieError;
  stored: StoredConnection | null;
  completeness: Completeness | null;
};

/** Findings with which payments can be made all the same. */
const HARMLESS: ReadonlySet<FindingCode> = new Set([
  'test_mode',
  'methods_need_customer',
  'list_not_searched',
  'webhook_not_expected',
  'webhook_never',
  'address_limits_off',
]);

/** Findings with which payments can be made where Mollie answers other calls with the same key. */
const PASSING: ReadonlySet<FindingCode> = new Set(['mollie_unavailable', 'rate_limited']);

/** What is to be said about an account's connection, each once, and whether payments can be made with it. */
export function judge(
  config: Config,
  account: Account,
  answers: Answers | null,
  isWritable: boolean,
): { ok: boolean; codes: Set<FindingCode> } {
  const ofAccount = accountFindings(account);
  const { ok, codes } = answers
    ? judgeAnswers(config, account, answers)
    : { ok: false, codes: isWritable ? [] : (['store_unavailable'] as const) };
  return { ok: ok && ofAccount.length === 0, codes: new Set([...ofAccount, ...codes]) };
}

function judgeAnswers(
  config: Config,
  { realm }: Account,
  answers: Answers,
): { ok: boolean; codes: FindingCode[] } {
  const { profile, methods } = answers;
  const isTest = realm?.mode === 'test';
  const ofMollie = [...profileFindings(profile), ...methodFindings(answers)];
  const ofStore = storeFindings(answers);
  const isKeyAccepted = !(profile instanceof MollieError && methods instanceof MollieError);
  const isHarmless = (code: FindingCode) => HARMLESS.has(code) || (code === 'profile_unverified' && isTest);
  return {
    ok:
      ofMollie.every((code) => isHarmless(code) || (isKeyAccepted && PASSING.has(code))) &&
      ofStore.every(isHarmless),
    codes: [
      ...ofMollie,
      ...ofStore,
      ...(isTest ? (['test_mode'] as const) : []),
      ...configFindings(config, answers),
    ],
  };
}

/** With one of these nothing can be paid, whatever Mollie answers. */
function accountFindings({ realm, isUnreadable, isPaused }: Account): FindingCode[] {
  return [
    ...(realm ? [] : (['not_connected'] as const)),
    ...(isUnreadable ? (['key_unreadable'] as const) : []),
    ...(isPaused ? (['paused'] as const) : []),
  ];
}

function profileFindings(profile: Profile | MollieError): FindingCode[] {
  if (profile instanceof MollieError) return [findingOf(profile)];
  if (profile.status === 'unverified') return ['profile_unverified'];
  return profile.status === 'blocked' ? ['profile_blocked'] : [];
}

function methodFindings({ methods, stored }: Answers): FindingCode[] {
  if (methods instanceof MollieError) return [findingOf(methods)];
  if (methods.length === 0) return ['no_methods'];
  const isLacking = !stored?.bills && methods.some(({ id }) => needsCustomer(id));
  return isLacking ? ['methods_need_customer'] : [];
}

function storeFindings({ stored, completeness }: Answers): FindingCode[] {
  return [
    ...(completeness ? completenessFindings(completeness) : []),
    ...(stored && completeness ? [] : (['store_unavailable'] as const)),
  ];
}

/** The store may have lost payments: that keeps others from being made, or is not known for sure. */
function completenessFindings(known: Completeness): FindingCode[] {
  if (known.state === 'unknown')
    return [known.cause instanceof MollieError ? findingOf(known.cause) : 'store_unavailable'];
  if (known.state === 'partial') return ['list_not_searched'];
  return known.state === 'complete' ? [] : ['resync_needed'];
}

function configFindings(config: Config, { stored }: Answers): FindingCode[] {
  return [
    ...(config.webhooks ? [] : (['webhook_not_expected'] as const)),
    ...(config.webhooks && stored?.lastWebhookAt === null ? (['webhook_never'] as const) : []),
    ...(knowsNoClients(config) ? (['address_limits_off'] as const) : []),
  ];
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
