import type { StoreFault } from '../../errors/store-faults.ts';

type StoreFaultMessage = {
  /** A sentence without its period. */
  title: string;
  /** What to do, in one or two sentences. */
  fix: string;
};

/** What the operator reads about a store that cannot be used, in the banner and from the doctor. */
export const STORE_FAULT_MESSAGES: Record<StoreFault, StoreFaultMessage> = {
  unreachable: {
    title: "Redis can't be reached",
    fix: 'Start it, or correct the host and port in REDIS_URL. Hosted databases usually need TLS: rediss:// instead of redis://.',
  },
  timeout: {
    title: 'Redis answers too slowly',
    fix: 'Look for slow commands with redis-cli SLOWLOG GET, and for swapping. It belongs in the same network or region as this server.',
  },
  full: {
    title: 'Redis is out of memory',
    fix: 'Raise maxmemory, or move other data out of this database. Keep maxmemory-policy at noeviction.',
  },
  read_only: {
    title: 'Redis refuses to write',
    fix: "If REDIS_URL names a replica, set it to the primary. On the primary, look for a failed save in Redis's own log.",
  },
  login: {
    title: 'Redis refuses the name or password in REDIS_URL',
    fix: 'Copy the whole address again from where the database is managed. Its user must be allowed to read, write and run scripts.',
  },
  loading: {
    title: 'Redis is starting',
    fix: 'Wait until it has loaded its data.',
  },
  emptied: {
    title: 'Redis has lost what was counted',
    fix: 'Chat continues within seconds, from what the running instances remember. Turn on persistence (appendonly yes), and set maxmemory-policy to noeviction.',
  },
  failed: {
    title: "Redis refuses Starlight's requests",
    fix: "It must be Redis 6 or newer, or Valkey, let its user run scripts (EVALSHA), and be within its plan's limits.",
  },
};
