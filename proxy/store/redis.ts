import type { Redis } from 'ioredis';
import redisDriver from 'unstorage/drivers/redis';
import { readEntry } from './pages.ts';
import {
  type Change,
  type LogQuery,
  type Store,
  type StoreWarning,
  UNREADABLE,
  UnfitStore,
} from './store.ts';
import { parseStored, readable, updateByVersion, type Versioned } from './versions.ts';

const PREFIX = 'invoice-pay';

/**
 * What changes together must share a hash tag, and one tag for everything would keep a cluster from
 * spreading. A fixed number, so that the log of a realm and the due index are merged from few places.
 */
const SHARDS = 16;

/** Log lines kept of each realm, per shard; the lines of one invoice are all kept. */
const REALM_LOG_LENGTH = 10_000;

/** Milliseconds. A server that does not answer is an error, not a wait. */
const CONNECT_TIMEOUT = 2000;
const COMMAND_TIMEOUT = 2000;

/** The longest between two tries to connect. */
const RETRY_PAUSE = 500;

// KEYS: document, due index, log of the key, logs of realms…
// ARGV: expected version ("" for none), value, due ("" for none), key, length of a realm's log, and for each line its
// entry and the place in KEYS of its realm's log (0 for none)
// A script that fails keeps what it wrote before. Only a key of a foreign type or a server that takes no writes
// can make it fail; the counts find the one, and the first write the other.
const WRITE = `
  local version = redis.call('HGET', KEYS[1], 'version') or ''
  if version ~= ARGV[1] then return 0 end
  redis.call('ZCARD', KEYS[2])
  for i = 3, #KEYS do redis.call('XLEN', KEYS[i]) end
  redis.call('HSET', KEYS[1], 'version', (tonumber(version) or 0) + 1, 'value', ARGV[2])
  if ARGV[3] == '' then redis.call('ZREM', KEYS[2], ARGV[4]) else redis.call('ZADD', KEYS[2], ARGV[3], ARGV[4]) end
  for i = 6, #ARGV, 2 do
    redis.call('XADD', KEYS[3], '*', 'entry', ARGV[i])
    local realm = KEYS[tonumber(ARGV[i + 1])]
    if realm then redis.call('XADD', realm, 'MAXLEN', '~', ARGV[5], '*', 'entry', ARGV[i]) end
  end
  return 1
`;

// KEYS: due index. ARGV: now, leased until, limit
// The first removes nothing: a server that takes no writes says so, also while nothing is due.
const LEASE = `
  redis.call('ZREM', KEYS[1], '')
  local keys = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
  for _, key in ipairs(keys) do redis.call('ZADD', KEYS[1], ARGV[2], key) end
  return keys
`;

type StreamRow = [id: string, fields: string[]];

/**
 * Redis 6 or newer, on the instance of unstorage's own driver, with one script per atomic write. The first release kept
 * one log of all, whose lines do not tell their key: nobody can claim them, and the log of a realm begins anew.
 */
export function createRedisStore(url: string): Store {
  const driver = redisDriver({
    url,
    maxRetriesPerRequest: 1,
    connectTimeout: CONNECT_TIMEOUT,
    commandTimeout: COMMAND_TIMEOUT,
    // A command whose answer was lost is not sent again after reconnecting: it could undo a newer write.
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(times * 50, RETRY_PAUSE),
    maxLoadingRetryTime: RETRY_PAUSE,
  });
  const redis = driver.getInstance!() as Redis;
  // Without a listener the connection's errors would end the process. They tell more than a command that fails by them.
  let trouble: Error | undefined;
  redis.on('error', (error) => {
    trouble = error;
  });
  redis.on('ready', () => {
    trouble = undefined;
  });

  function ask<T>(command: Promise<T>): Promise<T> {
    return command.catch((error) => {
      throw error.name === 'ReplyError' ? error : (trouble ?? error);
    });
  }

  /** Where the next round of work begins, so that no shard waits for another's backlog. */
  let nextShard = 0;

  return {
    kind: 'redis',
    async get(key) {
      return readable((await ask(read(redis, key)))?.value);
    },
    update: (key, change) =>
      updateByVersion(
        () => ask(read(redis, key)),
        (version, changed) => ask(write(redis, key, version, changed)),
        change,
      ),
    async due(now, limit, lease) {
      const found: string[] = [];
      for (let asked = 0; asked < SHARDS && found.length < limit; asked++) {
        const left = limit - found.length;
        const keys = await ask(redis.eval(LEASE, 1, dueKey(nextShard), now, now + lease, left));
        found.push(...(keys as string[]));
        nextShard = (nextShard + 1) % SHARDS;
      }
      return found;
    },
    async recent(query) {
      const { limit, before } = query;
      const cursor = before === undefined ? undefined : parseCursor(before);
      if (cursor === null) return null;
      const rows = await Promise.all(
        streamsOf(query).map(async ([shard, stream]) => {
          // Lines of two shards can bear one id; within it the higher shard comes first.
          const from = cursor ? (shard < cursor.shard ? cursor.id : `(${cursor.id}`) : '+';
          const asked = redis.xrevrange(stream, from, '-', 'COUNT', limit + 1);
          const found = (await ask(asked)) as StreamRow[];
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
      return inspect(await ask(redis.info()).catch(nothingWhereRefused));
    },
    async close() {
      // What was begun is answered first, where there is somebody to answer.
      if (redis.status === 'ready') await redis.quit().catch(() => {});
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
  const realms = [...new Set(change.log.flatMap(({ realm }) => realm ?? []))];
  const logs = realms.map((realm) => logOf(shard, realm));
  const keys = [documentKey(key), dueKey(shard), logOf(shard, key), ...logs];
  const placeOf = (realm = '') => keys.indexOf(logOf(shard, realm)) + 1;
  const written = await redis.eval(
    WRITE,
    keys.length,
    ...keys,
    version ?? '',
    JSON.stringify(change.value),
    change.due ?? '',
    key,
    REALM_LOG_LENGTH,
    ...change.log.flatMap((entry) => [JSON.stringify(entry), placeOf(entry.realm)]),
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
/** Of a key or of a realm: only a realm's name has a slash. */
const logOf = (shard: number, name: string) => `${tag(shard)}:log:${name}`;

/** The streams that are asked, each with its shard. */
function streamsOf(query: LogQuery): [shard: number, stream: string][] {
  if ('key' in query) return [[shardOf(query.key), logOf(shardOf(query.key), query.key)]];
  return Array.from({ length: SHARDS }, (_, shard) => [shard, logOf(shard, query.realm)]);
}

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
