import 'server-only';
import { randomBytes } from 'node:crypto';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Config } from './config/config.ts';

/** Ends one open reply with a typed error before the process exits. */
export type EndReply = (reason: 'server_restarting') => void;

/** State that belongs to the process. */
type Registry = {
  /** The configuration, and a fingerprint of its source (development reloads when that changes). */
  config: { fingerprint: string; value: Config } | null;
  /** 32 random bytes that sign cookies when no secret is configured. */
  readonly processSecret: Uint8Array;
  /** Rate limiters by name and size. */
  readonly limiters: Map<string, RateLimiterMemory>;
  /** Ids of the turns being answered. */
  readonly turnsInFlight: Set<string>;
  /** One function per reply being streamed; the streaming code adds and removes it. */
  readonly openReplies: Set<EndReply>;
  /** `draining`: the process is shutting down and takes no new turns. */
  readonly shutdown: { draining: boolean; installed: boolean };
  /** Where a finished log line goes, newline included. */
  writeLine: (line: string) => void;
  /** When each operator hint was last written, in ms since the epoch. */
  readonly hintsWrittenAt: Map<string, number>;
  /** See `perProcess`. */
  readonly slots: Map<string, unknown>;
};

const KEY = Symbol.for('starlight.registry');

/**
 * The one registry of this process. It lives on `globalThis` because Next gives pages, route
 * handlers, instrumentation and the proxy separate instances of every module.
 */
export function registry(): Registry {
  const holder = globalThis as { [KEY]?: Registry };
  holder[KEY] ??= createRegistry();
  return holder[KEY];
}

/** Clears everything, for tests that need a fresh process. */
export function resetRegistry(): void {
  const holder = globalThis as { [KEY]?: Registry };
  delete holder[KEY];
}

/**
 * A per-process singleton (a connection pool, a counter), created on first use.
 *
 * @param name unique in the project; a name must always be used with the same type
 */
export function perProcess<T>(name: string, create: () => T): T {
  const { slots } = registry();
  if (!slots.has(name)) slots.set(name, create());
  // Only this function fills slots, and each name belongs to one caller, so T is what `create` returned.
  return slots.get(name) as T;
}

function createRegistry(): Registry {
  return {
    config: null,
    processSecret: randomBytes(32),
    limiters: new Map(),
    turnsInFlight: new Set(),
    openReplies: new Set(),
    shutdown: { draining: false, installed: false },
    writeLine: (line) => process.stdout.write(line),
    hintsWrittenAt: new Map(),
    slots: new Map(),
  };
}
