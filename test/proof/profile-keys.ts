/** The keys that a proxy is given one after the other. What was made with a key of another profile can be seen with such a key only. */
import { PROFILE_ID } from '../../demo/mollie/settings.ts';
import { MOLLIE_KEY } from '../help/stage.ts';
import type { KeySet } from './history.ts';

const SECOND_KEY = 'test_secondKeyOfTheVerySameProfile00';
export const OTHER_KEY = 'test_keyOfAnotherProfileAltogether00';
export const OTHER_PROFILE = 'pfl_other';

export const KEYS: Record<KeySet, readonly string[]> = {
  first: [MOLLIE_KEY],
  replaced: [SECOND_KEY, MOLLIE_KEY],
  elsewhere: [OTHER_KEY],
  all: [OTHER_KEY, SECOND_KEY, MOLLIE_KEY],
};

/** The profiles whose payments these keys show. */
export function profilesOf(keys: KeySet): Set<string> {
  return new Set(KEYS[keys].map((key) => (key === OTHER_KEY ? OTHER_PROFILE : PROFILE_ID)));
}
