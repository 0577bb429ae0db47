import 'server-only';
import path from 'node:path';
import type { Config } from './config.ts';
import type { ConfigReader } from './config-reader.ts';

type StoreSettings = Pick<Config, 'redisUrl' | 'stateFile'>;

const STATE_FILE = 'STARLIGHT_STATE_FILE';
const MAX_PATH_LENGTH = 1000;
const UNPRINTABLE = /\p{C}/u;
const SERVED_FOLDERS = ['public', '.next'];
const REDIS_SCHEMES = new Set(['redis:', 'rediss:']);

/**
 * Where limits are counted. The demo counts in memory, since it costs nothing.
 *
 * @param site whether it has anything to spend, and the name of a host that runs several instances
 */
export function readStore(
  reader: ConfigReader,
  site: { demo: boolean; host: string | null },
): StoreSettings {
  const redisUrl = readRedisUrl(reader);
  const stateFile = readStateFile(reader, { ...site, isShared: redisUrl !== null });
  if (site.demo) return { redisUrl: null, stateFile: null };
  if (site.host !== null && redisUrl === null) warnAboutInstances(reader, site.host);
  return { redisUrl, stateFile };
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

/** Unused beside Redis, and where each instance has files of its own, for minutes. */
function readStateFile(
  reader: ConfigReader,
  { host, isShared }: { host: string | null; isShared: boolean },
): string | null {
  const text = reader.text(STATE_FILE);
  if (text === null) return null;
  const file = path.resolve(text);
  if (text.length > MAX_PATH_LENGTH || UNPRINTABLE.test(text)) {
    reader.report(STATE_FILE, text, {
      reason: 'not_a_path',
      problem: "It isn't the path of a file, so chat is off.",
      fix: 'Set it to a path on a disk that outlives the process, such as /var/lib/starlight/state.db.',
    });
    return null;
  }
  if (SERVED_FOLDERS.some((folder) => file.startsWith(path.resolve(folder) + path.sep))) {
    reader.error(
      STATE_FILE,
      'served',
      'The file is in a folder that is served to everyone, or that each build replaces, so chat is off.',
      'Set it to a path outside of the project, such as /var/lib/starlight/state.db.',
    );
    return null;
  }
  if (!isShared && host === null) return file;
  reader.warn(
    STATE_FILE,
    'unused',
    isShared
      ? "It isn't used, because REDIS_URL is set: limits are counted there."
      : `It isn't used: on ${host}, each instance has files of its own, for minutes.`,
    'Remove it.',
  );
  return null;
}

function warnAboutInstances(reader: ConfigReader, host: string): void {
  reader.warn(
    'REDIS_URL',
    'instances_count_apart',
    `${host} runs several instances, and without a store each counts on its own: rates, daily caps, concurrent replies, wrong codes and ended sessions hold only within one, and it forgets them when it stops. N instances allow N times as much.`,
    host === 'Vercel'
      ? 'Add a Redis database to the project (Storage, for example Upstash), set REDIS_URL to its rediss:// address, and redeploy.'
      : 'Create a Redis database in the same region, set REDIS_URL to its rediss:// address, and redeploy.',
  );
}
