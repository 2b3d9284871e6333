import { findMethod, METHODS, type Method } from './methods.ts';
import { type Carried, lackOf } from './needs.ts';
import type { Mode, PaymentRequest } from './records.ts';

/** A website profile of an organisation: what an API key is for. https://docs.mollie.com/reference/get-profile */
export type Profile = {
  /** `pfl_…` */
  id: string;
  /** `org_…` */
  organizationId: string;
  name: string;
  website: string;
  status: ProfileStatus;
  /** Enabled payment methods, in any order. */
  methods: string[];
  /** Requested, and not yet payable: listed with a test key only, as Mollie does. */
  inactiveMethods: string[];
  /** What the list says of those. */
  inactiveStatus: (typeof INACTIVE_STATUSES)[number];
  /** Other limits than the usual, in euros: `{ ideal: { minimum: '5.00', maximum: null } }`. */
  limits: Record<string, { minimum?: string; maximum?: string | null }>;
  /** Test and live keys, the oldest first. */
  apiKeys: string[];
};

/** An unverified profile takes test payments only; a blocked one takes none. */
export type ProfileStatus = (typeof PROFILE_STATUSES)[number];

export const PROFILE_STATUSES = ['verified', 'unverified', 'blocked'] as const;

/** https://docs.mollie.com/reference/list-methods, but for `activated`. */
export const INACTIVE_STATUSES = [
  'pending-boarding',
  'pending-review',
  'pending-external',
  'rejected',
  null,
] as const;

export function minorEuros(value: string): number {
  return Math.round(Number(value) * 100);
}

/** A method with the limits that are set for it. */
function withLimits(method: Method, { limits }: Profile): Method {
  const { minimum, maximum } = limits[method.id] ?? {};
  return {
    ...method,
    minimum: minimum === undefined ? method.minimum : minorEuros(minimum),
    maximum: maximum === undefined ? method.maximum : maximum === null ? null : minorEuros(maximum),
    ...(maximum === undefined ? {} : { maximumIn: {} }),
  };
}

/** The methods that the profile may use with a key of this mode. */
export function enabledMethods(profile: Profile, mode: Mode): Method[] {
  if (mode === 'live' && profile.status !== 'verified') return [];
  return methodsOf(profile.methods, profile);
}

/** The methods that a key of this mode is told of, whether they can be paid with or not. */
export function listedMethods(profile: Profile, mode: Mode): Method[] {
  if (mode === 'live') return enabledMethods(profile, mode);
  return methodsOf([...profile.methods, ...profile.inactiveMethods], profile);
}

function methodsOf(ids: readonly string[], profile: Profile): Method[] {
  return METHODS.filter(({ id }) => ids.includes(id)).map((method) => withLimits(method, profile));
}

export function takesCurrency(method: Method, currency: string): boolean {
  return method.currencies === '*' || method.currencies.includes(currency);
}

/**
 * Whether a payment may be paid so, its amount apart: by one of those that the merchant named, else by any but the
 * wallets, in its currency, and with all that the method needs.
 */
export function suits(
  method: Method,
  payment: Carried & Pick<PaymentRequest, 'amount' | 'allowedMethods'>,
): boolean {
  const isOffered = payment.allowedMethods?.includes(method.id) ?? !method.wallet;
  return isOffered && takesCurrency(method, payment.amount.currency) && lackOf(method, payment) === undefined;
}

/**
 * Why a profile cannot be so; undefined where it can.
 * @param statusName what the status is called where it was said.
 */
export function profileProblem(
  profile: Pick<Profile, 'status' | 'methods' | 'inactiveMethods' | 'inactiveStatus' | 'limits'>,
  statusName = 'status',
): string | undefined {
  const lists = [profile.methods, profile.inactiveMethods];
  if (!lists.every(Array.isArray)) return 'methods and inactiveMethods are lists of ids';
  const unknown = [...lists.flat(), ...Object.keys(profile.limits)].find((id) => !findMethod(id));
  if (unknown !== undefined) return `there is no method "${unknown}"`;
  if (!Object.values(profile.limits).every(areLimits)) return 'a limit is an amount in euros, such as 25.00';
  if (!INACTIVE_STATUSES.includes(profile.inactiveStatus)) {
    return `inactiveStatus is one of ${INACTIVE_STATUSES.filter(Boolean).join(', ')}, or null`;
  }
  if (!PROFILE_STATUSES.includes(profile.status)) {
    return `${statusName} is ${PROFILE_STATUSES.join(', ').replace(/, (\w+)$/, ' or $1')}`;
  }
  return undefined;
}

function areLimits({ minimum = '0.00', maximum = null }: Profile['limits'][string]): boolean {
  return [minimum, maximum].every((value) => value === null || /^\d+\.\d{2}$/.test(value));
}
