import { findMethod, METHODS, type Method } from './methods.ts';
import type { Mode } from './records.ts';

/** What stands in Mollie's dashboard, and what this copy of Mollie is told to be like. */
export type Settings = {
  profileName: string;
  /** An unverified profile takes test payments only; a blocked one takes none. */
  profileStatus: 'verified' | 'unverified' | 'blocked';
  /** Enabled payment methods, in any order. */
  methods: string[];
  /** Other limits than the usual, in euros: `{ ideal: { minimum: '5.00', maximum: null } }`. */
  limits: Record<string, { minimum?: string; maximum?: string | null }>;
  /** The keys that exist; null for every key in Mollie's form. */
  apiKeys: string[] | null;
  /** Mollie refuses webhook addresses that it cannot reach, such as localhost; here they may be used. */
  allowLocalWebhooks: boolean;
  /** Answers 429 beyond so many requests a second; null for no limit. */
  requestsPerSecond: number | null;
};

export const PROFILE_ID = 'pfl_Sim5uLat0r';
export const ORGANIZATION_ID = 'org_12345678';

export function defaultSettings(): Settings {
  return {
    profileName: 'Simulated Shop',
    profileStatus: 'verified',
    methods: ['ideal', 'creditcard', 'paypal', 'bancontact', 'banktransfer'],
    limits: {},
    apiKeys: null,
    allowLocalWebhooks: true,
    requestsPerSecond: null,
  };
}

function minorEuros(value: string): number {
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
  return METHODS.filter(({ id }) => settings.methods.includes(id)).map((method) =>
    withLimits(method, settings),
  );
}

export function takesCurrency(method: Method, currency: string): boolean {
  return method.currencies === '*' || method.currencies.includes(currency);
}

/** Why these settings cannot be; undefined where they can. */
export function settingsProblem(settings: Settings): string | undefined {
  const unknown = settings.methods.find((id) => findMethod(id) === undefined);
  if (unknown !== undefined) return `there is no method "${unknown}"`;
  if (!['verified', 'unverified', 'blocked'].includes(settings.profileStatus)) {
    return 'profileStatus is verified, unverified or blocked';
  }
  return undefined;
}
