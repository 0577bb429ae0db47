import type { StoreFault } from '../../errors/store-faults.ts';

type StoreFaultMessage = {
  /** A sentence without its period. */
  title: string;
  /** What to do, in one or two sentences. */
  fix: string;
};

/** What the operator reads about a store that cannot be used, in the banner and from the doctor. */
export function storeFaultMessage(
  fault: StoreFault,
  variable: string | undefined,
): StoreFaultMessage {
  return variable === 'STARLIGHT_STATE_FILE' ? FILE_FAULTS[fault] : REDIS_FAULTS[fault];
}

const UNUSABLE_FILE: StoreFaultMessage = {
  title: 'STARLIGHT_STATE_FILE names a file that is damaged or something else',
  fix: 'Move it away, or set another path. A new file starts the day at zero.',
};

const FILE_FAULTS: Record<StoreFault, StoreFaultMessage> = {
  unreachable: {
    title: "The file in STARLIGHT_STATE_FILE can't be opened",
    fix: 'Create its folder, and let the user that runs Starlight read and write there.',
  },
  timeout: {
    title: 'Another process keeps the file in STARLIGHT_STATE_FILE locked',
    fix: 'Let only one server use it. For several, set REDIS_URL.',
  },
  full: {
    title: 'The disk with the file in STARLIGHT_STATE_FILE is full',
    fix: 'Free some space on it.',
  },
  read_only: {
    title: "The file in STARLIGHT_STATE_FILE can't be written",
    fix: 'Let the user that runs Starlight write to it and to its folder.',
  },
  emptied: {
    title: 'The file in STARLIGHT_STATE_FILE was removed or replaced',
    fix: 'Put it back. Or stop Starlight and start it again, with a new file that begins the day at zero.',
  },
  login: UNUSABLE_FILE,
  loading: UNUSABLE_FILE,
  failed: UNUSABLE_FILE,
};

const REDIS_FAULTS: Record<StoreFault, StoreFaultMessage> = {
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
    fix: "It must be Redis 6 or newer, or Valkey, and no cluster. Its user must be allowed to run scripts (EVALSHA), and its plan's limits must not be used up.",
  },
};
