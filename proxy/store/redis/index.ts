import type { Redis } from 'ioredis';
import type { Clock } from '../../lib/clock.ts';
import { type Change, type Store, UNREADABLE } from '../store.ts';
import { parseStored, readable, updateByVersion, type Versioned } from '../versions.ts';
import { inspect } from './inspect.ts';
import { documentKey, dueKey, logKey, SHARDS, shardOf } from './keys.ts';
import { readLogPage } from './log-page.ts';
import { LEASE, WRITE } from './scripts.ts';

/** Log lines kept of each realm, per shard; the lines of one invoice are all kept. */
const REALM_LOG_LENGTH = 10_000;

/** Milliseconds. A server that does not answer is an error, not a wait. */
const CONNECT_TIMEOUT = 2000;
const COMMAND_TIMEOUT = 2000;

/** The longest between two tries to connect. Milliseconds. */
const RETRY_PAUSE = 500;

/** The answer of a command, or the most telling error. */
type Ask = <T>(command: Promise<T>) => Promise<T>;

/** What is used of the package `ioredis`, which not every installation has. */
type Client = Pick<typeof import('ioredis'), 'Redis'>;

/**
 * Redis 6 or newer, with one script per atomic write. The first release kept
 * one log of all, whose lines do not tell their key: nobody can claim them, and the log of a realm begins anew.
 */
export function createRedisStore(client: Client, url: string, clock: Clock): Store {
  const redis = connect(client, url);
  const ask = createAsk(redis);
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
        clock,
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
    recent: (query) =>
      readLogPage(query, (stream, from, count) => ask(redis.xrevrange(stream, from, '-', 'COUNT', count))),
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

function connect(client: Client, url: string): Redis {
  return new client.Redis(url, {
    maxRetriesPerRequest: 1,
    connectTimeout: CONNECT_TIMEOUT,
    commandTimeout: COMMAND_TIMEOUT,
    // A command whose answer was lost is not sent again after reconnecting: it could undo a newer write.
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(times * 50, RETRY_PAUSE),
    maxLoadingRetryTime: RETRY_PAUSE,
  });
}

/** The connection's own error tells more than that of a command which fails by it. */
function createAsk(redis: Redis): Ask {
  let trouble: Error | undefined;
  // Without a listener the connection's errors would end the process.
  redis.on('error', (error) => {
    trouble = error;
  });
  redis.on('ready', () => {
    trouble = undefined;
  });
  return (command) =>
    command.catch((error) => {
      throw error.name === 'ReplyError' ? error : (trouble ?? error);
    });
}

async function read(redis: Redis, key: string): Promise<Versioned> {
  const [version, value] = await redis.hmget(documentKey(key), 'version', 'value');
  if (!version && !value) return undefined;
  return { version: version ?? '', value: version && value ? parseStored(value) : UNREADABLE };
}

async function write(
  redis: Redis,
  key: string,
  version: string | undefined,
  change: Change<unknown>,
): Promise<boolean> {
  const shard = shardOf(key);
  const realms = [...new Set(change.log.flatMap(({ realm }) => realm ?? []))];
  const logs = realms.map((realm) => logKey(shard, realm));
  const keys = [documentKey(key), dueKey(shard), logKey(shard, key), ...logs];
  const placeOf = (realm = '') => keys.indexOf(logKey(shard, realm)) + 1;
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

/** Some services refuse INFO to their customers. */
function nothingWhereRefused(error: Error): string {
  if (error.name !== 'ReplyError') throw error;
  return '';
}
