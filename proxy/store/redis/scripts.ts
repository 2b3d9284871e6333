/**
 * Document, due time and log lines in one script; 0 where the version is another.
 * KEYS: document, due index, log of the key, logs of realms…
 * ARGV: expected version ("" for none), value, due ("" for none), key, length of a realm's log, and for each line its
 * entry and the place in KEYS of its realm's log (0 for none)
 *
 * Redis does not undo what a failing script wrote. Only a key of a foreign type or a server that takes no writes can
 * make it fail: ZCARD and XLEN find the one before anything is written, and the first write fails by the other.
 */
export const WRITE = `
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

/**
 * The keys that are due, each leased.
 * KEYS: due index. ARGV: now, leased until, limit
 *
 * ZREM removes nothing: a server that takes no writes fails by it even while nothing is due.
 */
export const LEASE = `
  redis.call('ZREM', KEYS[1], '')
  local keys = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
  for _, key in ipairs(keys) do redis.call('ZADD', KEYS[1], ARGV[2], key) end
  return keys
`;
