import 'server-only';
import { CLOCK, toScript } from './script.ts';

/**
 * The ledger of a UTC day. KEYS[1] is a hash: \`epoch\` (changes when the store has lost something), \`seq\`
 * (grows with each change), \`opensAt\`, \`day\`, and for each spender its settled (s), reserved (r) and
 * taken over (b) tokens (t) and millionths of a dollar (u). It has no expiry, so that it is only lost as a whole.
 * KEYS[2] is a sorted set of reservations by the end of their lease.
 */
const LEDGER = `
${CLOCK}
local ledger, leases = KEYS[1], KEYS[2]
local DAY = 86400000
local function read(field) return tonumber(redis.call('HGET', ledger, field) or '0') end
local function add(field, amount)
  if amount ~= 0 then redis.call('HINCRBY', ledger, field, string.format('%.0f', amount)) end
end
local function settled(spender, unit) return read('s|' .. spender .. '|' .. unit) end
local function reserved(spender, unit) return read('r|' .. spender .. '|' .. unit) end
local function expire(until_)
  local ended = redis.call('ZRANGEBYSCORE', leases, '-inf', string.format('%.0f', until_), 'LIMIT', 0, 500)
  for _, lease in ipairs(ended) do
    local spender, tokens, usd = string.match(lease, '^[^\\n]*\\n([^\\n]*)\\n(%d+)\\n(%d+)$')
    redis.call('ZREM', leases, lease)
    if spender then
      add('r|' .. spender .. '|t', -tonumber(tokens)); add('s|' .. spender .. '|t', tonumber(tokens))
      add('r|' .. spender .. '|u', -tonumber(usd)); add('s|' .. spender .. '|u', tonumber(usd))
    end
  end
end
local function begin(day)
  expire(day * DAY - 1)
  for _, field in ipairs(redis.call('HKEYS', ledger)) do
    local start = string.sub(field, 1, 2)
    if start == 's|' or start == 'b|' then redis.call('HDEL', ledger, field) end
  end
  redis.call('HSET', ledger, 'day', string.format('%.0f', day))
end
-- Never goes back: setting the clock back would otherwise grant a day's budget again.
local function roll()
  local day = math.floor(now / DAY)
  if day > read('day') then begin(day) end
  expire(now)
end
local function amounts(state, spender, seq)
  return { state, seq, read('day'), (read('day') + 1) * DAY - now,
    settled(spender, 't'), settled(spender, 'u'), reserved(spender, 't'), reserved(spender, 'u') }
end
`;

/**
 * ARGV: the known epoch and seq, the lease's id, the spender, tokens, millionths of a dollar, the cap of each
 * (empty without one), the lease in ms.
 */
export const RESERVE = toScript(`
${LEDGER}
local epoch = redis.call('HGET', ledger, 'epoch')
if not epoch or epoch ~= ARGV[1] or read('seq') < tonumber(ARGV[2]) then return { 'other' } end
if now < read('opensAt') then return { 'opening', read('opensAt') - now } end
roll()
local spender, tokens, usd = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
local lease = ARGV[3] .. '\\n' .. spender .. '\\n' .. ARGV[5] .. '\\n' .. ARGV[6]
-- Sent again after a lost connection.
if redis.call('ZSCORE', leases, lease) then return amounts('ok', spender, read('seq')) end
local function exceeds(cap, unit, amount)
  return cap ~= '' and settled(spender, unit) + reserved(spender, unit) + amount > tonumber(cap)
end
if exceeds(ARGV[7], 't', tokens) then return amounts('tokens', spender, read('seq')) end
if exceeds(ARGV[8], 'u', usd) then return amounts('microUsd', spender, read('seq')) end
redis.call('ZADD', leases, string.format('%.0f', now + tonumber(ARGV[9])), lease)
add('r|' .. spender .. '|t', tokens)
add('r|' .. spender .. '|u', usd)
return amounts('ok', spender, redis.call('HINCRBY', ledger, 'seq', 1))
`);

/** ARGV: the lease's id, the spender, what was reserved, and what was used, in tokens and in dollars. */
export const SETTLE = toScript(`
${LEDGER}
roll()
local spender = ARGV[2]
local lease = ARGV[1] .. '\\n' .. spender .. '\\n' .. ARGV[3] .. '\\n' .. ARGV[4]
if redis.call('ZREM', leases, lease) == 0 then return amounts('gone', spender, read('seq')) end
add('r|' .. spender .. '|t', -tonumber(ARGV[3])); add('s|' .. spender .. '|t', tonumber(ARGV[5]))
add('r|' .. spender .. '|u', -tonumber(ARGV[4])); add('s|' .. spender .. '|u', tonumber(ARGV[6]))
return amounts('settled', spender, redis.call('HINCRBY', ledger, 'seq', 1))
`);

/** ARGV: the spender. */
export const READ_DAY = toScript(`
${LEDGER}
if redis.call('EXISTS', ledger) == 1 then roll() end
local found = amounts('day', ARGV[1], read('seq'))
if found[3] == 0 then found[4] = (math.floor(now / DAY) + 1) * DAY - now end
return found
`);

/**
 * Says what the ledger is now. If it was emptied, or has gone back in time (a restored copy, a replica that
 * lagged), it begins a new epoch, which opens after a while: until then, each instance adds what it knows.
 *
 * ARGV: an id for a new epoch, the known epoch and seq, how long a new epoch stays closed in ms, then for each
 * known spender: its name, the day, the tokens and the millionths of a dollar that were used and reserved.
 */
export const JOIN = toScript(`
${LEDGER}
roll()
local epoch, seq = redis.call('HGET', ledger, 'epoch'), read('seq')
local known, knownSeq = ARGV[2], tonumber(ARGV[3])
local function take(spender, unit, used)
  local more = used - read('b|' .. spender .. '|' .. unit)
  if more > 0 then add('b|' .. spender .. '|' .. unit, more); add('s|' .. spender .. '|' .. unit, more) end
end
if not epoch or seq < knownSeq then
  for _, field in ipairs(redis.call('HKEYS', ledger)) do
    local rest = string.match(field, '^r|(.*)$')
    if rest then add('s|' .. rest, read(field)); redis.call('HDEL', ledger, field) end
  end
  for _, field in ipairs(redis.call('HKEYS', ledger)) do
    local rest = string.match(field, '^s|(.*)$')
    if rest then redis.call('HSET', ledger, 'b|' .. rest, redis.call('HGET', ledger, field)) end
  end
  redis.call('DEL', leases)
  epoch, seq = ARGV[1], math.max(seq, knownSeq) + 1
  redis.call('HSET', ledger, 'epoch', epoch, 'seq', string.format('%.0f', seq),
    'opensAt', string.format('%.0f', now + tonumber(ARGV[4])))
end
if epoch ~= known then
  for at = 5, #ARGV, 4 do
    local day = tonumber(ARGV[at + 1])
    if day > read('day') then begin(day) end
    if day == read('day') then
      take(ARGV[at], 't', tonumber(ARGV[at + 2]))
      take(ARGV[at], 'u', tonumber(ARGV[at + 3]))
    end
  end
end
local found, seen = { epoch, seq, math.max(0, read('opensAt') - now), read('day') }, {}
for _, field in ipairs(redis.call('HKEYS', ledger)) do
  local spender = string.match(field, '^[sr]|(.*)|[tu]$')
  if spender and not seen[spender] then
    seen[spender] = true
    table.insert(found, spender)
    table.insert(found, settled(spender, 't') + reserved(spender, 't'))
    table.insert(found, settled(spender, 'u') + reserved(spender, 'u'))
  end
end
return found
`);
