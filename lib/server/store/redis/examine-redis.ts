import 'server-only';
import type { StoreExamination } from '#lib/core/doctor/store-facts.ts';
import type { StoreFault } from '#lib/core/errors/store-faults.ts';
import { StoreUnavailableError } from '../store-failure.ts';
import { COUNT_REQUEST } from './limit-scripts.ts';
import { createRedisConnection, type RedisConnection } from './redis-connection.ts';

const PROBE_KEY = '{starlight}:doctor';
const PROBE_WINDOW_MS = 1000;
const VERSION = /^\d{1,4}(\.\d{1,6}){0,3}$/;
const POLICY = /^[a-z-]{3,30}$/;

/** Connects to a store, writes to it, and asks what it is. Shows its host, and nothing else of its address. */
export async function examineRedis(
  url: string,
  now: () => number = () => performance.now(),
): Promise<StoreExamination> {
  const { host, protocol, password } = new URL(url);
  let seen: StoreFault | null = null;
  const connection = createRedisConnection({
    url,
    onChange: (fault) => {
      seen = fault;
    },
  });
  try {
    await connection.run(COUNT_REQUEST, [PROBE_KEY], [1, PROBE_WINDOW_MS]);
    const startedAt = now();
    await connection.command('PING');
    const ms = Math.round(now() - startedAt);
    const info = await readInfo(connection);
    return {
      ok: true,
      home: 'redis',
      host,
      ms,
      version: checked(info.get('valkey_version') ?? info.get('redis_version'), VERSION),
      policy: checked(info.get('maxmemory_policy'), POLICY),
      isLogged: info.has('aof_enabled') ? info.get('aof_enabled') === '1' : null,
      isEncrypted: protocol === 'rediss:',
      hasPassword: password !== '',
    };
  } catch (error) {
    const fault = error instanceof StoreUnavailableError ? error.fault : 'failed';
    return {
      ok: false,
      variable: 'REDIS_URL',
      host,
      fault: fault === 'unreachable' ? (seen ?? fault) : fault,
    };
  } finally {
    connection.close();
  }
}

/** Empty where the user may not ask. */
async function readInfo({ command }: RedisConnection): Promise<Map<string, string>> {
  const text = await command('INFO').catch(() => '');
  const lines = String(text)
    .split('\r\n')
    .flatMap((line): [string, string][] => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : [];
    });
  return new Map(lines);
}

function checked(text: string | undefined, pattern: RegExp): string | null {
  return text !== undefined && pattern.test(text) ? text : null;
}
