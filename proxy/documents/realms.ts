import type { Accounts } from '../accounts/index.ts';
import type { FirstRelease } from '../invoice/stored.ts';
import type { Keys } from '../keys/index.ts';
import { DEFAULT_ACCOUNT, MODES, type Realm } from '../keys/realm.ts';
import { MollieError } from '../mollie/errors.ts';
import { toLookError } from '../mollie/to-proxy-error.ts';

/** Which account and mode an invoice of the first release belongs to, which knew one account. */
export type Realms = {
  /**
   * As far as the invoice tells: by its slug, or, where the host's id was lost, by the key of its first payment.
   */
  told(slug: string, document: FirstRelease): Promise<Realm | undefined>;
  /**
   * The same; if need be, Mollie is asked for the payment's mode. Undefined where no running key sees the payment.
   * @throws {ProxyError} `mollie_unavailable`
   */
  ofFirstRelease(slug: string, document: FirstRelease): Promise<Realm | undefined>;
};

export function createRealms({ keys, accounts }: { keys: Keys; accounts: Accounts }): Realms {
  async function told(slug: string, { facts, attempts }: FirstRelease): Promise<Realm | undefined> {
    for (const mode of MODES) {
      const candidate = { account: DEFAULT_ACCOUNT, mode };
      if (keys.slug(candidate, facts.sub) === slug) return candidate;
    }
    // All keys that are in use are of one mode.
    const { realm, mollie } = await accounts.of(DEFAULT_ACCOUNT);
    const isOurs = attempts[0] && mollie.credentials.includes(attempts[0].credential);
    return isOurs && realm ? realm : undefined;
  }

  return {
    told,
    async ofFirstRelease(slug, document) {
      const [attempt] = document.attempts;
      const known = await told(slug, document);
      if (known || !attempt) return known;
      const { realm, mollie } = await accounts.of(DEFAULT_ACCOUNT);
      if (!realm) return undefined;
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
