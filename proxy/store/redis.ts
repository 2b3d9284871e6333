import type { Redis } from 'ioredis';
import redisDriver from 'unstorage/drivers/redis';
import { readEntry } from './pages.ts';
import { type Change, type Store, type StoreWarning, UNREADABLE, UnfitStore } from './store.ts';
import { parseStored, readable, updateByVersion, type Versioned } from './versions.ts';

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
// A script that fails keeps what it wrote before. Only a key of a foreign type or a server that takes no writes
// can make it fail; the counts find the one, and the first write the other.
const WRITE = `
  local version = redis.call('HGET', KEYS[1], 'version') or ''
  if version ~= ARGV[1] then return 0 end
  redis.call('ZCARD', KEYS[2])
  redis.call('XLEN', KEYS[3])
  redis.call('XLEN', KEYS[4])
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

  /** Where the next round of work begins, so that no shard waits for another's backlog. */
  let nextShard = 0;

  return {
    kind: 'redis',
    async get(key) {
      return readable((await read(redis, key))?.value);
    },
    update: (key, change) =>
      updateByVersion(
        () => read(redis, key),
        (version, changed) => write(redis, key, version, changed),
        change,
      ),
    async due(now, limit, lease) {
      const found: string[] = [];
      for (let asked = 0; asked < SHARDS && found.length < limit; asked++) {
        const keys = await redis.eval(LEASE, 1, dueKey(nextShard), now, now + lease, limit - found.length);
        found.push(...(keys as string[]));
        nextShard = (nextShard + 1) % SHARDS;
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
          return found.map(([id, fields]) => ({ id, shard, entry: readEntry(fields[1] ?? '') }));
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
    async inspect() {
      return inspect(await redis.info().catch(nothingWhereRefused));
    },
    async close() {
      redis.disconnect();
    },
  };
}

async function read(redis: Redis, key: string): Promise<Versioned> {
  const [version, value] = await redis.hmget(documentKey(key), 'version', 'value');
  if (!version && !value) return undefined;
  return { version: version ?? '', value: version && value ? parseStored(value) : UNREADABLE };
}

/** Some services do not let their customers ask. */
function nothingWhereRefused(error: Error): string {
  if (error.name !== 'ReplyError') throw error;
  return '';
}

/**
 * What the server says of itself. https://redis.io/docs/latest/commands/info
 * @throws {UnfitStore} where it may drop keys when its memory is full.
 */
function inspect(info: string): StoreWarning[] {
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
