import type { Brand } from '../../../shared/api.ts';
import type { Accounts } from '../../accounts/index.ts';
import type { Config } from '../../config/index.ts';
import type { ConnectionChanges } from '../../connection/change.ts';
import type { Connection } from '../../connection/index.ts';
import type { OfferedMethods } from '../../connection/offered-methods.ts';
import type { ProxyError } from '../../errors.ts';
import type { Assets } from '../../http/assets.ts';
import type { AppContext } from '../../http/context.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Exposition } from '../../metrics/index.ts';
import type { Pages } from '../../pages/index.ts';
import type { Payments } from '../../payments/index.ts';
import type { CompletenessCheck } from '../../resync/completeness.ts';
import type { OpenStore } from '../../store/index.ts';
import type { VerifyToken } from '../../token/index.ts';

/** What the routes work with. */
export type Services = {
  config: Config;
  /** The path of PUBLIC_URL, without a slash at its end. */
  prefix: string;
  store: OpenStore;
  payments: Payments;
  completeness: Pick<CompletenessCheck, 'assertNotLost'>;
  accounts: Accounts;
  connection: Connection;
  methods: OfferedMethods;
  connectionChanges: ConnectionChanges;
  verify: VerifyToken;
  /** The pages in an account's look. */
  pages: (brand: Brand) => Promise<Pages>;
  assets: () => Promise<Assets>;
  clock: Clock;
  /** What Prometheus asks for, where anything is measured. */
  exposition: Exposition | undefined;
  /** Tells the process's log of what was thrown; answers the error for the caller, who may have asked too often. */
  refuse: (c: AppContext, thrown: unknown) => Promise<ProxyError>;
  /** Tells the process's log of errors within an answer. */
  note: (c: AppContext, errors: readonly ProxyError[]) => Promise<void>;
  /**
   * Counts a request for something that exists and that everybody may have.
   * @throws {ProxyError} `rate_limited`
   */
  admit: (c: AppContext, name: string) => Promise<void>;
};
