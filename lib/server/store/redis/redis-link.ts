import 'server-only';
import type { StoreFault } from '#lib/core/errors/store-faults.ts';
import { StoreUnavailableError } from '../store-failure.ts';
import { waitPatiently } from './patience.ts';
import { createRedisClient, type RedisClient } from './redis-client.ts';
import { faultOf } from './redis-fault.ts';

/** Keeps one client connected to Redis, and knows whether it can be used. */
type RedisLink = {
  /** The client to use now; waits for the first connection, and after one was lost. @throws `StoreUnavailableError` */
  ready: () => Promise<RedisClient>;
  /** Redis has not answered in time: nothing more is sent until it answers again. */
  suspend: (fault: StoreFault) => void;
  /** The address may lead to another server by now. */
  renew: () => void;
  close: () => void;
};

/** `connecting`: nothing has failed yet, so a request waits. */
type State = 'connecting' | 'ready' | StoreFault;

type LinkOptions = {
  url: string;
  /** Called with null each time it becomes usable, and with what is wrong when that changes. */
  onChange: (fault: StoreFault | null) => void;
};

const CHECK_EVERY_MS = 250;
const SILENT_AFTER_MS = 3000;

/** Connects in the background. */
export function createRedisLink({ url, onChange }: LinkOptions): RedisLink {
  let client: RedisClient | null = null;
  let isClosed = false;
  let state: State = 'connecting';
  let settled = Promise.withResolvers<void>();
  /** When the client was opened, or last known to be connected. */
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let asked: RedisClient | null = null;

  const change = (next: State) => {
    const before = state;
    state = next;
    if (before === next || isClosed) return;
    if (next === 'connecting') settled = Promise.withResolvers();
    else {
      settled.resolve();
      onChange(next === 'ready' ? null : next);
    }
    if (next !== 'ready') startChecking();
  };

  const open = () => {
    since = performance.now();
    let own: RedisClient | null = null;
    const onError = (error: unknown) => {
      if (own !== client || own?.isReady === true) return;
      // The first error is that of the connection that was lost; the client is about to open the next one.
      change(state === 'ready' ? 'connecting' : faultOf(error));
    };
    createRedisClient(url, { onReady: () => change('ready'), onError }).then(
      (created) => {
        own = created;
        client = created;
        if (!isClosed) created.connect().catch(onError);
      },
      () => change('failed'),
    );
  };

  const reopen = () => {
    client?.destroy();
    client = null;
    if (state === 'ready') change('connecting');
    if (!isClosed) open();
  };

  const ask = (of: RedisClient) => {
    asked = of;
    const forget = () => {
      if (asked === of) asked = null;
    };
    of.sendCommand(['PING']).then(() => {
      forget();
      if (of === client) change('ready');
    }, forget);
  };

  /** Until Redis answers again: asks it, and replaces a connection that stays silent. */
  const check = () => {
    if (state === 'ready' || isClosed) {
      clearInterval(timer);
      timer = undefined;
    } else if (performance.now() - since > SILENT_AFTER_MS) {
      reopen();
    } else if (client?.isReady === true && asked !== client) {
      ask(client);
    }
  };
  const startChecking = () => {
    timer ??= setInterval(check, CHECK_EVERY_MS).unref();
  };

  startChecking();
  open();
  return {
    async ready() {
      if (state === 'connecting') await waitPatiently(settled.promise);
      if (state === 'ready' && client !== null) return client;
      throw new StoreUnavailableError(faultIn(state));
    },
    suspend(fault) {
      since = performance.now();
      change(fault);
    },
    renew() {
      if (performance.now() - since > SILENT_AFTER_MS) reopen();
    },
    close() {
      isClosed = true;
      clearInterval(timer);
      client?.destroy();
      settled.resolve();
    },
  };
}

function faultIn(state: State): StoreFault {
  return state === 'ready' || state === 'connecting' ? 'unreachable' : state;
}
