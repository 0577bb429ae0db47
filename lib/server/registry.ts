import 'server-only';
import { randomBytes } from 'node:crypto';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Config } from './config/config.ts';

/** Ends one open reply with a typed error before the process exits. */
export type EndReply = (reason: 'server_restarting') => void;

/** State that belongs to the process. */
type Registry = {
  /** The configuration, and what it was read from (development re-reads when that changes). */
  config: { fingerprint: string; value: Config } | null;
  /** 32 random bytes that sign cookies where nothing better is configured. */
  readonly processSecret: Uint8Array;
  /** Rate limiters by name and size. */
  readonly limiters: Map<string, RateLimiterMemory>;
  /** Ids of the turns that are being answered. */
  readonly turnsInFlight: Set<string>;
  /** One function for each reply that is being streamed; whoever streams adds it and removes it. */
  readonly openReplies: Set<EndReply>;
  /** `draining`: the process has been told to stop and takes no new turns. */
  readonly shutdown: { draining: boolean; installed: boolean };
  /** Where a finished log line goes, newline included. */
  writeLine: (line: string) => void;
  /** When each hint for the operator was last written, ms since 1970. */
  readonly hintsWrittenAt: Map<string, number>;
  /** See `perProcess`. */
  readonly slots: Map<string, unknown>;
};

const KEY = Symbol.for('starlight.registry');

/**
 * The one registry of this process. It hangs on `globalThis` because Next gives pages, route
 * handlers, instrumentation and the proxy separate instances of every module.
 */
export function registry(): Registry {
  const holder = globalThis as { [KEY]?: Registry };
  holder[KEY] ??= createRegistry();
  return holder[KEY];
}

/** Forgets everything, for tests that need a fresh process. */
export function resetRegistry(): void {
  const holder = globalThis as { [KEY]?: Registry };
  delete holder[KEY];
}

/**
 * Something that must exist once in the process (a connection pool, a counter), made on first use.
 *
 * @param name unique in the project; the same name must always be asked for with the same type
 */
export function perProcess<T>(name: string, create: () => T): T {
  const { slots } = registry();
  if (!slots.has(name)) slots.set(name, create());
  // Only this function fills slots, and a name belongs to one caller, so the type is create's.
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
