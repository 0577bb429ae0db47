import 'server-only';
import { createHash } from 'node:crypto';

/** A Lua script, and the name under which Redis keeps it. */
export type Script = { text: string; sha: string };

/** Prepares a script, each run of which is one atomic step. */
export function toScript(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/**
 * Makes `now` Redis's own clock, in milliseconds. Scripts replicate their effects (Redis 5 and newer), so they
 * may read it.
 */
export const CLOCK = `
local function clock()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local now = clock()
`;
