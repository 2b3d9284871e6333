import type { OrganizationRequest } from '../../demo/mollie/organizations.ts';
import type { Simulator } from '../../demo/mollie/simulator.ts';

/** A merchant of a host system with many, at Mollie as well. */
export type Merchant = {
  /** The claim `account` of its tokens. */
  account: string;
  name: string;
  /** `pfl_…` */
  profileId: string;
  testKey: string;
  liveKey: string;
};

/**
 * Merchants who each have an organisation at the simulator, with one profile and two keys. They cost next to nothing.
 *
 * @param like what their profiles have in common
 */
export function addMerchants(
  { organizations }: Pick<Simulator, 'organizations'>,
  count: number,
  like: Omit<OrganizationRequest, 'id' | 'name' | 'apiKeys'> = {},
): Merchant[] {
  const first = organizations.list().length;
  return Array.from({ length: count }, (_, i) => {
    const account = `merchant-${first + i}`;
    const { name, profiles } = organizations.add({ ...like, name: `Merchant ${first + i}` });
    const { id: profileId, apiKeys } = profiles[0]!;
    const [testKey = '', liveKey = ''] = apiKeys;
    return { account, name, profileId, testKey, liveKey };
  });
}

/** A new organisation of this name at the simulator, with one profile; answers its test key. */
export function testKeyOf({ organizations }: Pick<Simulator, 'organizations'>, name: string): string {
  const [profile] = organizations.add({ name }).profiles;
  return profile!.apiKeys.find((key) => key.startsWith('test_'))!;
}
