import 'server-only';
import { CLOCK, toScript } from './script.ts';

/** KEYS: one per rate. ARGV: limit and window in ms of each. Returns count and ms left, up to the first over. */
export const COUNT_REQUEST = toScript(`
local found = {}
for at, key in ipairs(KEYS) do
  local used = redis.call('INCR', key)
  local left = redis.call('PTTL', key)
  if left < 0 then left = tonumber(ARGV[2 * at]); redis.call('PEXPIRE', key, left) end
  table.insert(found, used)
  table.insert(found, left)
  if used > tonumber(ARGV[2 * at - 1]) then break end
end
return found
`);

/** KEYS: a rate. Does nothing once its window has ended. */
export const UNCOUNT_REQUEST = toScript(`
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
return 0
`);

/** KEYS: one sorted set per place. ARGV: the holder's id, the lease in ms, the limit of each. */
export const TAKE_PLACES = toScript(`
${CLOCK}
for at, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  local isHeld = redis.call('ZSCORE', key, ARGV[1])
  if not isHeld and redis.call('ZCARD', key) >= tonumber(ARGV[at + 2]) then return at end
end
for _, key in ipairs(KEYS) do
  redis.call('ZADD', key, now + tonumber(ARGV[2]), ARGV[1])
  redis.call('PEXPIRE', key, ARGV[2])
end
return 0
`);

/** KEYS: the places held, each once per holder. ARGV: the lease in ms, then the holder of each. */
export const KEEP_PLACES = toScript(`
${CLOCK}
for at, key in ipairs(KEYS) do
  redis.call('ZADD', key, now + tonumber(ARGV[1]), ARGV[at + 1])
  redis.call('PEXPIRE', key, ARGV[1])
end
return 0
`);

/** KEYS: places. ARGV: their holder. */
export const GIVE_PLACES_BACK = toScript(`
for _, key in ipairs(KEYS) do redis.call('ZREM', key, ARGV[1]) end
return 0
`);
