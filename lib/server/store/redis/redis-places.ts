import 'server-only';
import { randomBytes } from 'node:crypto';
import type { Place, PlacesTaken } from '../store.ts';
import { GIVE_PLACES_BACK, KEEP_PLACES, TAKE_PLACES } from './limit-scripts.ts';
import { inBackground } from './patience.ts';
import { readNumber } from './read-numbers.ts';
import type { RedisConnection } from './redis-connection.ts';

type RedisPlaces = {
  take: (places: readonly Place[]) => Promise<PlacesTaken>;
  close: () => void;
};

type PlacesOptions = {
  connection: RedisConnection;
  toKey: (key: string) => string;
  leaseMs: number;
};

/**
 * Places in Redis. Each is held for a short lease, which this instance renews while it holds the place, so that
 * those of an instance that died are free soon.
 */
export function createRedisPlaces({ connection, toKey, leaseMs }: PlacesOptions): RedisPlaces {
  const held = new Map<string, readonly string[]>();
  let timer: NodeJS.Timeout | undefined;

  const renew = () => {
    if (held.size === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    const all = [...held].flatMap(([id, keys]) => keys.map((key) => ({ id, key })));
    const keys = all.map(({ key }) => key);
    const ids = all.map(({ id }) => id);
    // If it fails, the next time can still be early enough.
    inBackground(() => connection.run(KEEP_PLACES, keys, [leaseMs, ...ids])).catch(() => undefined);
  };

  const giveBack = (id: string, keys: readonly string[]) => {
    held.delete(id);
    // If it fails, the lease ends soon.
    inBackground(() => connection.run(GIVE_PLACES_BACK, keys, [id])).catch(() => undefined);
  };

  return {
    async take(places) {
      const id = randomBytes(9).toString('base64url');
      const keys = places.map(({ key }) => toKey(key));
      const limits = places.map(({ limit }) => limit);
      const answer = await connection
        .run(TAKE_PLACES, keys, [id, leaseMs, ...limits])
        .catch((error: unknown) => {
          giveBack(id, keys);
          throw error;
        });
      const full = readNumber(answer);
      if (full > 0) return { ok: false, full: full - 1 };
      held.set(id, keys);
      timer ??= setInterval(renew, leaseMs / 3).unref();
      const taken = new DisposableStack();
      taken.defer(() => giveBack(id, keys));
      return { ok: true, places: taken };
    },
    close: () => clearInterval(timer),
  };
}
