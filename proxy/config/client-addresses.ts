import { isLocal, parseAddress } from '../lib/networks.ts';
import type { Config } from './index.ts';

/** Whether all requests may come through a web server in front that is not trusted to name its clients. */
export function knowsNoClients({
  rateLimit,
  trustedProxies,
  host,
}: Pick<Config, 'rateLimit' | 'trustedProxies' | 'host'>): boolean {
  const address = parseAddress(host);
  return rateLimit > 0 && trustedProxies.length === 0 && (!address || isLocal(address));
}
