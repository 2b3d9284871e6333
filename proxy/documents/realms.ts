import type { FirstRelease } from '../invoice/stored.ts';
import type { Keys } from '../keys/index.ts';
import { DEFAULT_ACCOUNT, MODES, type Realm } from '../keys/realm.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import { toLookError } from '../mollie/to-proxy-error.ts';

/**
 * Which account and mode a record belongs to. What belongs to another than the running one sleeps: it is neither
 * shown, asked about, summed, told nor payable until that one runs again.
 */
export type Realms = {
  isRunning(realm: Realm): boolean;
  /**
   * That of a record of the first release, which knew one account, as far as it tells itself: by its slug, or by the
   * key of its first payment where the host's id was lost.
   */
  told(slug: string, document: FirstRelease): Promise<Realm | undefined>;
  /**
   * The same, where Mollie is asked for the payment's mode if need be. Undefined where no running key sees the payment.
   * @throws {ProxyError} `mollie_unavailable`
   */
  ofFirstRelease(slug: string, document: FirstRelease): Promise<Realm | undefined>;
};

export function createRealms({ realm, keys, mollie }: { realm: Realm; keys: Keys; mollie: Mollie }): Realms {
  async function told(slug: string, { facts, attempts }: FirstRelease): Promise<Realm | undefined> {
    for (const mode of MODES) {
      const candidate = { account: DEFAULT_ACCOUNT, mode };
      if ((await keys.slug(candidate, facts.sub)) === slug) return candidate;
    }
    // All keys that are in use are of one mode.
    const inUse = await mollie.credentials();
    return attempts[0] && inUse.includes(attempts[0].credential) ? realm : undefined;
  }

  return {
    isRunning: ({ account, mode }) => account === realm.account && mode === realm.mode,
    told,
    async ofFirstRelease(slug, document) {
      const [attempt] = document.attempts;
      const known = await told(slug, document);
      if (known || !attempt) return known;
      try {
        const { mode } = await mollie.get(attempt.id, { credential: attempt.credential });
        return MODES.filter((one) => one === mode).map((one) => ({ account: DEFAULT_ACCOUNT, mode: one }))[0];
      } catch (error) {
        if (error instanceof MollieError && error.failure === 'not_found') return undefined;
        throw toLookError(error);
      }
    },
  };
}
