import 'server-only';
import { readList, readNumber } from './read-numbers.ts';
import type { RedisConnection } from './redis-connection.ts';

const KEYS_PER_STEP = '500';
/** Enough for ten thousand keys of any kind; only the operator's page asks, and a busier site gets less exact figures. */
const MAX_STEPS = 20;

/** How many clients are counted under keys that start like this, and the most that one of them has used. */
export async function findBusiest(
  { command }: RedisConnection,
  keyStart: string,
  limit: number,
): Promise<{ active: number; most: number }> {
  const found = { active: 0, most: 0 };
  let cursor = '0';
  for (let step = 0; step < MAX_STEPS; step++) {
    const pattern = `${keyStart.replaceAll(/[[\]{}*?\\]/g, '\\$&')}*`;
    const answer = await command('SCAN', cursor, 'MATCH', pattern, 'COUNT', KEYS_PER_STEP);
    const [next, keys] = readList(answer);
    const names = readList(keys).map(String);
    if (names.length > 0) {
      const counts = readList(await command('MGET', ...names));
      // A key can expire in between.
      const used = counts.filter((count) => count !== null).map(readNumber);
      found.active += used.length;
      found.most = Math.max(found.most, ...used.map((count) => Math.min(count, limit)));
    }
    cursor = String(next);
    if (cursor === '0') break;
  }
  return found;
}
