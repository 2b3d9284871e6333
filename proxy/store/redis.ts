import type { Redis } from 'ioredis';
import redisDriver from 'unstorage/drivers/redis';
import { type Change, type LogEntry, MAX_CONFLICTS, type Store, StoreError } from './store.ts';

const PREFIX = 'invoice-pay';

/**
 * What changes together must share a hash tag, and one tag for everything would keep a cluster from
 * spreading. A fixed number, so that the global log and the due index are merged from few places.
 */
const SHARDS = 16;

/** Log lines kept for the whole integration, per shard; the lines of one invoice are all kept. */
const GLOBAL_LOG_LENGTH = 10_000;

/** Milliseconds. A server that does not answer is an error, not a wait. */
const CONNECT_TIMEOUT = 2000;
const COMMAND_TIMEOUT = 2000;

// KEYS: document, due index, log of the shard, log of the key
// ARGV: expected version ("" for none), value, due ("" for none), key, log length, entries…
const WRITE = `
  local version = redis.call('HGET', KEYS[1], 'version') or ''
  if version ~= ARGV[1] then return 0 end
  redis.call('HSET', KEYS[1], 'version', (tonumber(version) or 0) + 1, 'value', ARGV[2])
  if ARGV[3] == '' then redis.call('ZREM', KEYS[2], ARGV[4]) else redis.call('ZADD', KEYS[2], ARGV[3], ARGV[4]) end
  for i = 6, #ARGV do
    local id = redis.call('XADD', KEYS[4], '*', 'entry', ARGV[i])
    redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[5], '*', 'entry', ARGV[i])
  end
  return 1
`;

// KEYS: due index. ARGV: now, leased until, limit
const LEASE = `
  local keys = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
  for _, key in ipairs(keys) do redis.call('ZADD', KEYS[1], ARGV[2], key) end
  return keys
`;

type StreamRow = [id: string, fields: string[]];

/** Redis 6 or newer, on the instance of unstorage's own driver, with one script per atomic write. */
export function createRedisStore(url: string): Store {
  const driver = redisDriver({
    url,
    preConnect: true,
    maxRetriesPerRequest: 1,
    connectTimeout: CONNECT_TIMEOUT,
    commandTimeout: COMMAND_TIMEOUT,
    // A command whose answer was lost is not sent again after reconnecting: it could undo a newer write.
    autoResendUnfulfilledCommands: false,
  });
  const redis = driver.getInstance!() as Redis;
  // Each failing command rejects by itself; without a listener the connection's errors would end the process.
  redis.on('error', () => {});

  return {
    kind: 'redis',
    async get(key) {
      return (await read(redis, key))?.value;
    },
    async update<T>(key: string, change: (current: unknown) => Change<T> | undefined) {
      for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
        const current = await read(redis, key);
        const changed = change(current?.value);
        if (!changed) return current?.value as T | undefined;
        if (await write(redis, key, current?.version, changed)) return changed.value;
      }
      throw new StoreError('too many writers of one document');
    },
    async due(now, limit, lease) {
      const found: string[] = [];
      for (let shard = 0; shard < SHARDS && found.length < limit; shard++) {
        const keys = await redis.eval(LEASE, 1, dueKey(shard), now, now + lease, limit - found.length);
        found.push(...(keys as string[]));
      }
      return found;
    },
    async recent({ key, limit, before }) {
      const cursor = before === undefined ? undefined : parseCursor(before);
      if (cursor === null) return null;
      const shards = key === undefined ? Array.from({ length: SHARDS }, (_, shard) => shard) : [shardOf(key)];
      const rows = await Promise.all(
        shards.map(async (shard) => {
          const stream = key === undefined ? logKey(shard) : logOfKey(shard, key);
          // Lines of two shards can bear one id; within it the higher shard comes first.
          const from = cursor ? (shard < cursor.shard ? cursor.id : `(${cursor.id}`) : '+';
          const found = (await redis.xrevrange(stream, from, '-', 'COUNT', limit + 1)) as StreamRow[];
          return found.map(([id, fields]) => ({ id, shard, entry: JSON.parse(fields[1]!) as LogEntry }));
        }),
      );
      const sorted = rows.flat().sort((a, b) => compareIds(b.id, a.id) || b.shard - a.shard);
      const page = sorted.slice(0, limit);
      const last = page.at(-1);
      return {
        entries: page.map(({ entry }) => entry),
        before: sorted.length > limit && last ? `${last.id}-${last.shard}` : null,
      };
    },
    async close() {
      redis.disconnect();
    },
  };
}

async function read(redis: Redis, key: string): Promise<{ version: string; value: unknown } | undefined> {
  const [version, value] = await redis.hmget(documentKey(key), 'version', 'value');
  return version && value ? { version, value: JSON.parse(value) } : undefined;
}

async function write(
  redis: Redis,
  key: string,
  version: string | undefined,
  change: Change<unknown>,
): Promise<boolean> {
  const shard = shardOf(key);
  const keys = [documentKey(key), dueKey(shard), logKey(shard), logOfKey(shard, key)];
  const written = await redis.eval(
    WRITE,
    keys.length,
    ...keys,
    version ?? '',
    JSON.stringify(change.value),
    change.due ?? '',
    key,
    GLOBAL_LOG_LENGTH,
    ...change.log.map((entry) => JSON.stringify(entry)),
  );
  return written === 1;
}

/** The first character of a slug is as good as a hash: a slug is one. */
function shardOf(key: string): number {
  return key.charCodeAt(0) % SHARDS;
}

const tag = (shard: number) => `${PREFIX}:{${shard}}`;
const documentKey = (key: string) => `${tag(shardOf(key))}:document:${key}`;
const dueKey = (shard: number) => `${tag(shard)}:due`;
const logKey = (shard: number) => `${tag(shard)}:log`;
const logOfKey = (shard: number, key: string) => `${tag(shard)}:log:${key}`;

function parseCursor(text: string): { id: string; shard: number } | null {
  const match = /^(\d{1,15}-\d{1,15})-(\d{1,2})$/.exec(text);
  return match && { id: match[1]!, shard: Number(match[2]) };
}

/** Stream ids are `milliseconds-sequence`. */
function compareIds(a: string, b: string): number {
  const [aTime = 0, aSequence = 0] = a.split('-').map(Number);
  const [bTime = 0, bSequence = 0] = b.split('-').map(Number);
  return aTime - bTime || aSequence - bSequence;
}
