import { toMinor } from './amounts.ts';
import { type Profile, type ProfileStatus, profileProblem } from './profiles.ts';

/**
 * What stands in the dashboard of the first organisation, `Profile` explains it, and what this copy of Mollie is told
 * to be like. Other organisations are in `organizations.ts`.
 */
export type Settings = Pick<Profile, 'methods' | 'inactiveMethods' | 'inactiveStatus' | 'limits'> & {
  profileName: string;
  profileStatus: ProfileStatus;
  /** The keys of the first organisation that exist; null for every key in Mollie's form that no other profile has. */
  apiKeys: string[] | null;
  /** Further profiles of it, which see no payments but their own. All but the name they share with the first. */
  profiles: Pick<Profile, 'id' | 'name' | 'apiKeys'>[];
  /** Mollie refuses webhook addresses that it cannot reach, such as localhost; here they may be used. */
  allowLocalWebhooks: boolean;
  /** Whether an update may set another method; some say that Mollie refuses it. */
  methodChanges: (typeof METHOD_CHANGES)[number];
  /** Seconds until what is authorised is captured, where `captureMode` is automatic; null: by hand only. */
  captureAfter: number | null;
  /** Whether a pending payment tells when it expires, and does; else it is pending until something happens. */
  pendingExpires: boolean;
  /** How much more than was paid may be refunded, in euros; Mollie allows some merchants `25.00`. */
  refundsBeyond: string;
  /** Answers 429 beyond so many requests a second; null for no limit. */
  requestsPerSecond: number | null;
};

export const METHOD_CHANGES = ['allowed', 'refused'] as const;

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
    methodChanges: 'allowed',
    captureAfter: 60,
    pendingExpires: false,
    refundsBeyond: '0.00',
    requestsPerSecond: null,
  };
}

/** Why these settings cannot be; undefined where they can. */
export function settingsProblem(settings: Settings): string | undefined {
  if (toMinor({ currency: 'EUR', value: settings.refundsBeyond }) === undefined) {
    return 'refundsBeyond is an amount such as 25.00';
  }
  if (!METHOD_CHANGES.includes(settings.methodChanges)) return 'methodChanges is allowed or refused';
  if (settings.captureAfter !== null && !(settings.captureAfter >= 0)) {
    return 'captureAfter is a number of seconds, or null';
  }
  if (!settings.profiles.every(isProfile)) return 'a profile has id (pfl_…), name and apiKeys';
  return profileProblem({ ...settings, status: settings.profileStatus }, 'profileStatus');
}

function isProfile({ id, name, apiKeys }: Settings['profiles'][number]): boolean {
  return /^pfl_\w+$/.test(id) && typeof name === 'string' && Array.isArray(apiKeys);
}
