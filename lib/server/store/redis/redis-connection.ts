import 'server-only';
import type { StoreFault } from '#lib/core/errors/store-faults.ts';
import { StoreUnavailableError } from '../store-failure.ts';
import { waitPatiently } from './patience.ts';
import type { RedisClient } from './redis-client.ts';
import { faultOf, isMissingScript, isRedisReply } from './redis-fault.ts';
import { createRedisLink } from './redis-link.ts';
import type { Script } from './script.ts';

/** A connection to Redis that fails in time, and mends itself. */
export type RedisConnection = {
  /** Runs a script. @throws `StoreUnavailableError` within what is left of the request's patience */
  run: (
    script: Script,
    keys: readonly string[],
    args: readonly (string | number)[],
  ) => Promise<unknown>;
  /** Sends a command. @throws the same */
  command: (...args: string[]) => Promise<unknown>;
  close: () => void;
};

type ConnectionOptions = {
  url: string;
  /** Called with null each time it becomes usable, and with what is wrong when that changes. */
  onChange: (fault: StoreFault | null) => void;
};

type Send = (client: RedisClient) => Promise<unknown>;

/** Connects in the background. */
export function createRedisConnection(options: ConnectionOptions): RedisConnection {
  const link = createRedisLink(options);

  const attempt = async (send: Send): Promise<unknown> => {
    const client = await link.ready();
    const sent = send(client);
    // It may fail after its time.
    sent.catch(() => undefined);
    return await waitPatiently(sent);
  };

  const explain = (error: unknown): StoreUnavailableError => {
    if (error instanceof StoreUnavailableError) {
      if (error.fault === 'timeout') link.suspend(error.fault);
      return error;
    }
    const fault = faultOf(error);
    if (fault === 'read_only') link.renew();
    return new StoreUnavailableError(fault);
  };

  const send = async (command: Send): Promise<unknown> => {
    try {
      return await attempt(command);
    } catch (error) {
      if (error instanceof StoreUnavailableError || isRedisReply(error)) throw explain(error);
      // The connection was lost, perhaps long ago while nobody used it. Every script can be repeated.
      return await attempt(command).catch((again: unknown) => {
        throw explain(again);
      });
    }
  };

  return {
    run(script, keys, args) {
      const parts = [String(keys.length), ...keys, ...args.map(String)];
      return send((client) =>
        client.sendCommand(['EVALSHA', script.sha, ...parts]).catch((error: unknown) => {
          if (!isMissingScript(error)) throw error;
          return client.sendCommand(['EVAL', script.text, ...parts]);
        }),
      );
    },
    command: (...args) => send((client) => client.sendCommand(args)),
    close: link.close,
  };
}
