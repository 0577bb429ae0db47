import 'server-only';
import type { Config } from './config.ts';
import type { ConfigReader } from './config-reader.ts';

type StoreSettings = Pick<Config, 'redisUrl'>;

const REDIS_SCHEMES = new Set(['redis:', 'rediss:']);

/**
 * Where limits are counted. The demo counts in memory, since it costs nothing.
 *
 * @param site whether it runs on a host with many instances, and whether it has anything to spend
 */
export function readStore(
  reader: ConfigReader,
  site: { demo: boolean; onVercel: boolean },
): StoreSettings {
  const redisUrl = readRedisUrl(reader);
  if (site.onVercel && !site.demo && redisUrl === null) warnAboutInstances(reader);
  return { redisUrl: site.demo ? null : redisUrl };
}

function readRedisUrl(reader: ConfigReader): string | null {
  const text = reader.text('REDIS_URL');
  if (text === null) return null;
  const url = URL.parse(text);
  const isRedis = url !== null && REDIS_SCHEMES.has(url.protocol) && url.hostname !== '';
  if (isRedis && /^\/?\d{0,4}$/.test(url.pathname)) return text;
  const isHttp = url !== null && /^https?:$/.test(url.protocol);
  reader.report('REDIS_URL', text, {
    reason: 'not_a_redis_url',
    problem: isHttp
      ? "It's the address of a REST API. Starlight speaks Redis's own protocol, so chat is off."
      : "It isn't the address of a Redis server, so chat is off.",
    fix: 'Set it to redis://… or, with TLS, rediss://… as the provider shows it, such as rediss://default:PASSWORD@HOST:6379.',
  });
  return null;
}

function warnAboutInstances(reader: ConfigReader): void {
  reader.warn(
    'REDIS_URL',
    'instances_count_apart',
    'Vercel runs several instances, and without a store each counts on its own: rates, daily caps, concurrent replies, wrong codes and ended sessions hold only within one, and it forgets them when it stops. N instances allow N times as much.',
    'Add a Redis database to the project (Storage, for example Upstash), set REDIS_URL to its rediss:// address, and redeploy.',
  );
}
