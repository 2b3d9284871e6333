import { toMinor } from './amounts.ts';
import { findMethod, METHODS, type Method } from './methods.ts';
import type { Mode } from './records.ts';

/** What stands in Mollie's dashboard, and what this copy of Mollie is told to be like. */
export type Settings = {
  profileName: string;
  /** An unverified profile takes test payments only; a blocked one takes none. */
  profileStatus: 'verified' | 'unverified' | 'blocked';
  /** Enabled payment methods, in any order. */
  methods: string[];
  /** Requested, and not yet payable: listed with a test key only, as Mollie does. */
  inactiveMethods: string[];
  /** What the list says of those. */
  inactiveStatus: (typeof INACTIVE_STATUSES)[number];
  /** Other limits than the usual, in euros: `{ ideal: { minimum: '5.00', maximum: null } }`. */
  limits: Record<string, { minimum?: string; maximum?: string | null }>;
  /** The keys that exist; null for every key in Mollie's form. */
  apiKeys: string[] | null;
  /** Further profiles, which see no payments but their own; every other key is of the first profile. */
  profiles: Profile[];
  /** Mollie refuses webhook addresses that it cannot reach, such as localhost; here they may be used. */
  allowLocalWebhooks: boolean;
  /** Whether an update may set another method. */
  allowMethodChange: boolean;
  /** Whether a pending payment tells when it expires, and does; else it is pending until something happens. */
  pendingExpires: boolean;
  /** How much more than was paid may be refunded, in euros; Mollie allows some merchants `25.00`. */
  refundsBeyond: string;
  /** Answers 429 beyond so many requests a second; null for no limit. */
  requestsPerSecond: number | null;
};

export type Profile = { id: string; name: string; apiKeys: string[] };

/** https://docs.mollie.com/reference/list-methods, but for `activated`. */
export const INACTIVE_STATUSES = [
  'pending-boarding',
  'pending-review',
  'pending-external',
  'rejected',
  null,
] as const;

export const PROFILE_ID = 'pfl_Sim5uLat0r';
export const ORGANIZATION_ID = 'org_12345678';

export function defaultSettings(): Settings {
  return {
    profileName: 'Simulated Shop',
    profileStatus: 'verified',
    methods: ['ideal', 'creditcard', 'paypal', 'bancontact', 'banktransfer'],
    inactiveMethods: [],
    inactiveStatus: 'pending-boarding',
    limits: {},
    apiKeys: null,
    profiles: [],
    allowLocalWebhooks: true,
    allowMethodChange: true,
    pendingExpires: false,
    refundsBeyond: '0.00',
    requestsPerSecond: null,
  };
}

export function minorEuros(value: string): number {
  return Math.round(Number(value) * 100);
}

/** A method with the limits that are set for it. */
function withLimits(method: Method, { limits }: Settings): Method {
  const { minimum, maximum } = limits[method.id] ?? {};
  return {
    ...method,
    minimum: minimum === undefined ? method.minimum : minorEuros(minimum),
    maximum: maximum === undefined ? method.maximum : maximum === null ? null : minorEuros(maximum),
  };
}

/** The methods that the profile may use with a key of this mode. */
export function enabledMethods(settings: Settings, mode: Mode): Method[] {
  if (mode === 'live' && settings.profileStatus !== 'verified') return [];
  return methodsOf(settings.methods, settings);
}

/** The methods that a key of this mode is told of, whether they can be paid with or not. */
export function listedMethods(settings: Settings, mode: Mode): Method[] {
  if (mode === 'live') return enabledMethods(settings, mode);
  return methodsOf([...settings.methods, ...settings.inactiveMethods], settings);
}

function methodsOf(ids: readonly string[], settings: Settings): Method[] {
  return METHODS.filter(({ id }) => ids.includes(id)).map((method) => withLimits(method, settings));
}

/** The profile that a key belongs to. */
export function profileOf({ profiles, profileName }: Settings, apiKey: string): Omit<Profile, 'apiKeys'> {
  return profiles.find(({ apiKeys }) => apiKeys.includes(apiKey)) ?? { id: PROFILE_ID, name: profileName };
}

/** What customers see of the profile that a payment is of. */
export function profileNameOf({ profiles, profileName }: Settings, profileId: string): string {
  return profiles.find(({ id }) => id === profileId)?.name ?? profileName;
}

export function takesCurrency(method: Method, currency: string): boolean {
  return method.currencies === '*' || method.currencies.includes(currency);
}

/**
 * Whether a payment in this currency may be paid so: by one of those that the merchant named, else by any but the
 * wallets. Payments have no order lines here, so never by a method that needs them.
 */
export function suits(method: Method, currency: string, allowed: readonly string[] | null): boolean {
  const isOffered = allowed?.includes(method.id) ?? !method.wallet;
  return isOffered && !method.needsLines && takesCurrency(method, currency);
}

/** Why these settings cannot be; undefined where they can. */
export function settingsProblem(settings: Settings): string | undefined {
  const unknown = [...settings.methods, ...settings.inactiveMethods].find((id) => !findMethod(id));
  if (unknown !== undefined) return `there is no method "${unknown}"`;
  if (!INACTIVE_STATUSES.includes(settings.inactiveStatus)) {
    return `inactiveStatus is one of ${INACTIVE_STATUSES.filter(Boolean).join(', ')}, or null`;
  }
  if (toMinor({ currency: 'EUR', value: settings.refundsBeyond }) === undefined) {
    return 'refundsBeyond is an amount such as 25.00';
  }
  if (!settings.profiles.every(isProfile)) return 'a profile has id (pfl_…), name and apiKeys';
  if (!['verified', 'unverified', 'blocked'].includes(settings.profileStatus)) {
    return 'profileStatus is verified, unverified or blocked';
  }
  return undefined;
}

function isProfile({ id, name, apiKeys }: Profile): boolean {
  return /^pfl_\w+$/.test(id) && typeof name === 'string' && Array.isArray(apiKeys);
}
