import { type StoreWarning, UnfitStore } from '../store.ts';

/**
 * What the server says of itself. https://redis.io/docs/latest/commands/info
 * @throws {UnfitStore} where it may drop keys when its memory is full.
 */
export function inspect(info: string): StoreWarning[] {
  const said = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1];
  const policy = said('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    throw new UnfitStore(`it evicts: maxmemory-policy is ${policy}, expected noeviction`);
  }
  const warnings: StoreWarning[] = [];
  if (policy === undefined) {
    const message =
      'Redis does not tell whether it evicts; make sure that its maxmemory-policy is noeviction';
    warnings.push({ code: 'store_eviction_unknown', message });
  }
  if (said('aof_enabled') === '0') {
    const message = 'Redis may lose its newest writes when it stops; turn appendonly on';
    warnings.push({ code: 'store_not_durable', message });
  }
  return warnings;
}
