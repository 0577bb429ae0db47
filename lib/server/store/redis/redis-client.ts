import 'server-only';

/** The part of the client's API that is used. */
export type RedisClient = {
  readonly isReady: boolean;
  connect: () => Promise<unknown>;
  destroy: () => void;
  sendCommand: (args: string[]) => Promise<unknown>;
};

type RedisListeners = { onReady: () => void; onError: (error: unknown) => void };

const CONNECT_TIMEOUT_MS = 2000;
const MAX_RECONNECT_MS = 1000;

/**
 * Creates a client that reconnects by itself until it is destroyed, and rejects commands while there is no
 * connection. The package is loaded here, and only here: sites without Redis never do.
 */
export async function createRedisClient(
  url: string,
  { onReady, onError }: RedisListeners,
): Promise<RedisClient> {
  const { createClient } = await import('@redis/client');
  const client = createClient({
    url,
    // What Redis 6, Valkey and Upstash speak alike.
    RESP: 2,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 10), MAX_RECONNECT_MS),
    },
  });
  client.on('ready', onReady);
  client.on('error', onError);
  return client;
}
