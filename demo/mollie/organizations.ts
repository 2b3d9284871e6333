import { newId } from './ids.ts';
import { type Profile, profileProblem } from './profiles.ts';
import type { Mode, Payment } from './records.ts';
import { defaultSettings, ORGANIZATION_ID, PROFILE_ID, type Settings } from './settings.ts';

/** A merchant at Mollie. `profiles` has one or more, the oldest first. */
export type Organization = { id: string; name: string; profiles: Profile[] };

/** Who asks the API. */
export type Caller = { apiKey: string; mode: Mode; profile: Profile };

export type ProfileChange = Partial<Omit<Profile, 'id' | 'organizationId' | 'apiKeys'>>;

/** Limits are in euros, `maximum: null` is none. */
export type MethodChange = { active?: boolean } & Profile['limits'][string];

/** What is not said is as usual: a verified profile with the organisation's name, and with keys that nobody can guess. */
export type ProfileRequest = ProfileChange & Partial<Pick<Profile, 'id' | 'apiKeys'>>;
export type OrganizationRequest = { id?: string; name: string; profileId?: string } & Omit<
  ProfileRequest,
  'id'
>;

/** A second merchant, whose keys are no secret, to be connected by hand. */
export const SECOND_ORGANIZATION = {
  id: 'org_20260007',
  profileId: 'pfl_DeKetting7',
  name: 'Fietsatelier De Ketting',
  website: 'https://deketting.example',
  methods: ['bancontact', 'kbc', 'belfius', 'ideal', 'creditcard', 'banktransfer'],
  apiKeys: ['test_FietsatelierDeKettingGentSleutel', 'live_FietsatelierDeKettingGentSleutel'],
} satisfies OrganizationRequest;

/** Mollie's form of an API key; the mode is part of it. */
const API_KEY = /^(test|live)_\w{30,}$/;

const CHANGEABLE = ['name', 'website', 'status', 'methods', 'inactiveMethods', 'inactiveStatus', 'limits'];

/**
 * All merchants, their profiles and keys. The first organisation is what the settings say of it, and every key in
 * Mollie's form is its own, unless another profile has that or `apiKeys` is set.
 */
export class Organizations {
  readonly #settings: Settings;
  readonly #others = new Map<string, Organization>();
  /** Of the first organisation, besides those of the settings. */
  readonly #furtherOfFirst: Profile[] = [];
  readonly #profiles = new Map<string, Profile>();
  readonly #profileByKey = new Map<string, Profile>();
  readonly #revoked = new Set<string>();
  #nextId = 30_000_001;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.add(SECOND_ORGANIZATION);
  }

  /** Oldest first. */
  list(): Organization[] {
    return [this.#first(), ...this.#others.values()];
  }

  find(id: string): Organization | undefined {
    return id === ORGANIZATION_ID ? this.#first() : this.#others.get(id);
  }

  /** @throws RangeError where there is none. */
  get(id: string): Organization {
    return this.find(id) ?? unknown('organisation', id);
  }

  /** @throws TypeError where it cannot be so. */
  add({ id = `org_${this.#nextId++}`, name, profileId, ...profile }: OrganizationRequest): Organization {
    if (typeof name !== 'string' || name === '') throw new TypeError('an organisation has a name');
    if (!/^org_\d+$/.test(id) || this.find(id)) throw new TypeError('id is org_ and digits, of no other');
    const organization: Organization = { id, name, profiles: [] };
    this.#addProfileTo(organization, profileId === undefined ? profile : { ...profile, id: profileId });
    this.#others.set(id, organization);
    return organization;
  }

  /** @throws TypeError where it cannot be so, RangeError where there is no such organisation. */
  addProfile(organizationId: string, request: ProfileRequest = {}): Profile {
    return this.#addProfileTo(this.get(organizationId), request);
  }

  /** The profile, as the API and its pages know it: read only. @throws RangeError where there is none. */
  profile(id: string): Profile {
    if (id === PROFILE_ID) return this.#firstProfile();
    const profile = this.#profiles.get(id) ?? this.#ofSettings().find((candidate) => candidate.id === id);
    return profile ?? unknown('profile', id);
  }

  /** The profile of a payment; where its settings have lost it, the organisation's first. */
  profileOf({ profileId, organizationId }: Pick<Payment, 'profileId' | 'organizationId'>): Profile {
    const { profiles } = this.get(organizationId);
    return profiles.find(({ id }) => id === profileId) ?? profiles[0]!;
  }

  /** @throws TypeError where it cannot be so, RangeError where there is no such profile. */
  change(id: string, change: ProfileChange): Profile {
    checkProfile({ ...this.profile(id), ...change });
    const profile = this.#profiles.get(id);
    if (profile) return Object.assign(profile, change);
    if (id !== PROFILE_ID) throw new TypeError('it is like the first profile; change that one');
    const { name, status, website, ...same } = change;
    if (website !== undefined) throw new TypeError("the first profile's website stays");
    Object.assign(this.#settings, same, name && { profileName: name }, status && { profileStatus: status });
    return this.profile(id);
  }

  /**
   * Switches one method on or off, or gives it other limits, in euros.
   * @throws TypeError where it cannot be so, RangeError where there is no such profile.
   */
  setMethod(id: string, method: string, { active, ...limits }: MethodChange): Profile {
    const profile = this.profile(id);
    const others = profile.methods.filter((candidate) => candidate !== method);
    return this.change(id, {
      ...(active === undefined ? {} : { methods: active ? [...others, method] : others }),
      limits: { ...profile.limits, [method]: { ...profile.limits[method], ...limits } },
    });
  }

  /**
   * Gives a profile another key.
   * @param apiKey a certain one, such as one that was revoked; default: a new one
   * @throws TypeError for what is no key of this mode or another profile's
   */
  addKey(profileId: string, mode: Mode, apiKey = newKey(mode)): string {
    const profile = this.#profiles.get(profileId);
    if (!profile) throw new TypeError(`${this.profile(profileId).id} has its keys by the settings`);
    if (!apiKey.startsWith(`${mode}_`)) throw new TypeError(`not a ${mode} key`);
    this.#own(profile, [apiKey]);
    return apiKey;
  }

  /** From now on the key is answered with 401, whosever it was. */
  revoke(apiKey: string): void {
    this.#revoked.add(apiKey);
    const keys = this.#profileByKey.get(apiKey)?.apiKeys ?? [];
    if (keys.includes(apiKey)) keys.splice(keys.indexOf(apiKey), 1);
  }

  /** Whose request this is; undefined without a key that exists. @param authorization the header */
  callerOf(authorization = ''): Caller | undefined {
    const apiKey = authorization.replace(/^Bearer /, '');
    const [, mode] = API_KEY.exec(apiKey) ?? [];
    if (mode === undefined || apiKey === authorization || this.#revoked.has(apiKey)) return undefined;
    const profile = this.#profileByKey.get(apiKey) ?? this.#profileInSettings(apiKey);
    return profile && { apiKey, mode: mode as Mode, profile };
  }

  #addProfileTo(organization: Organization, request: ProfileRequest): Profile {
    const { id = newId('pfl', 10), apiKeys = [newKey('test'), newKey('live')], ...given } = request;
    const strange = Object.keys(given).find((name) => !CHANGEABLE.includes(name));
    if (strange !== undefined) throw new TypeError(`a profile has no "${strange}"`);
    const { methods, inactiveMethods, inactiveStatus, limits } = defaultSettings();
    const profile: Profile = {
      id,
      organizationId: organization.id,
      name: organization.name,
      website: 'https://shop.example.org',
      status: 'verified',
      methods,
      inactiveMethods,
      inactiveStatus,
      limits,
      ...given,
      apiKeys: [],
    };
    if (!/^pfl_\w+$/.test(id) || this.#profiles.has(id) || id === PROFILE_ID) {
      throw new TypeError('id is pfl_ and letters, of no other');
    }
    checkProfile(profile);
    this.#own(profile, apiKeys);
    this.#profiles.set(id, profile);
    (organization.id === ORGANIZATION_ID ? this.#furtherOfFirst : organization.profiles).push(profile);
    return profile;
  }

  #own(profile: Profile, apiKeys: readonly string[]): void {
    for (const apiKey of apiKeys) {
      const owner = this.#profileByKey.get(apiKey) ?? profile;
      if (!API_KEY.test(apiKey) || owner !== profile)
        throw new TypeError('not a key, or one of another profile');
    }
    for (const apiKey of apiKeys) {
      this.#revoked.delete(apiKey);
      this.#profileByKey.set(apiKey, profile);
      if (!profile.apiKeys.includes(apiKey)) profile.apiKeys.push(apiKey);
    }
  }

  #first(): Organization {
    const profiles = [this.#firstProfile(), ...this.#ofSettings(), ...this.#furtherOfFirst];
    return { id: ORGANIZATION_ID, name: this.#settings.profileName, profiles };
  }

  #firstProfile(): Profile {
    const { profileName, profileStatus, methods, inactiveMethods, inactiveStatus, limits, apiKeys } =
      this.#settings;
    return {
      id: PROFILE_ID,
      organizationId: ORGANIZATION_ID,
      name: profileName,
      website: 'https://shop.example.org',
      status: profileStatus,
      methods,
      inactiveMethods,
      inactiveStatus,
      limits,
      apiKeys: apiKeys ?? [],
    };
  }

  #ofSettings(): Profile[] {
    return this.#settings.profiles.map((own) => ({ ...this.#firstProfile(), ...own }));
  }

  #profileInSettings(apiKey: string): Profile | undefined {
    const { apiKeys } = this.#settings;
    if (apiKeys !== null && !apiKeys.includes(apiKey)) return undefined;
    return this.#ofSettings().find((profile) => profile.apiKeys.includes(apiKey)) ?? this.#firstProfile();
  }
}

function unknown(what: string, id: string): never {
  throw new RangeError(`there is no ${what} ${id}`);
}

function checkProfile(profile: Profile): void {
  const isText = [profile.name, profile.website].every((text) => typeof text === 'string' && text !== '');
  const problem = isText ? profileProblem(profile) : 'name and website are texts';
  if (problem) throw new TypeError(problem);
}

function newKey(mode: Mode): string {
  return newId(mode, 30);
}
