import type { LogQuery } from '../store.ts';

const PREFIX = 'invoice-pay';

/**
 * What changes together must share a hash tag, and one tag for everything would keep a cluster from spreading. A fixed
 * number, so that the log of a realm and the due index are merged from few places.
 * https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
 */
export const SHARDS = 16;

/** The first character of a slug is as good as a hash: a slug is one. */
export function shardOf(key: string): number {
  return key.charCodeAt(0) % SHARDS;
}

const tag = (shard: number) => `${PREFIX}:{${shard}}`;

export const documentKey = (key: string) => `${tag(shardOf(key))}:document:${key}`;

export const dueKey = (shard: number) => `${tag(shard)}:due`;

/** The log of a key or of a realm: only a realm's name has a slash. */
export const logKey = (shard: number, name: string) => `${tag(shard)}:log:${name}`;

/** The logs that are asked for, each with its shard. */
export function logKeysOf(query: LogQuery): [shard: number, key: string][] {
  if ('key' in query) return [[shardOf(query.key), logKey(shardOf(query.key), query.key)]];
  return Array.from({ length: SHARDS }, (_, shard) => [shard, logKey(shard, query.realm)]);
}
