import * as z from 'zod/mini';
import { CLIENT_GONE_STATUS } from '../errors/error-kinds.ts';

const text = z.optional(z.string());
const count = z.optional(z.number());

/**
 * One request as the operator's log keeps it: the very fields of its log line, and no other. Texts
 * are short, on one line, and hold nothing like a key. Times are in milliseconds.
 */
const entrySchema = z.object({
  /** When it ended, in ISO 8601. */
  time: z.string(),
  requestId: z.string(),
  route: text,
  method: text,
  role: text,
  /** Short hash of the session. */
  visitor: text,
  /** Name of the team token. */
  teamToken: text,
  model: text,
  status: count,
  kind: text,
  reason: text,
  /** Class name of an error that was not ours. */
  errorClass: text,
  /** To the first event of the reply. */
  ttfbMs: count,
  durationMs: count,
  inputTokens: count,
  outputTokens: count,
  finishReason: text,
  retries: count,
  upstreamRequestId: text,
});

export type ResponseEntry = z.infer<typeof entrySchema>;

/** The fields of an entry in the order in which they are read; what is not here is never kept. */
export const RESPONSE_FIELDS = Object.keys(entrySchema.shape) as readonly (keyof ResponseEntry)[];

/**
 * How many responses of each class one server process keeps. Each has room of its own, so that what
 * anyone can cause never pushes out what was paid for or concerns a session; see `ResponseClass`.
 */
export const ROOMS = {
  turn: 500,
  account: 100,
  wrong_code: 100,
  refused: 200,
  stranger: 100,
} as const;

/** How many replies are kept. */
export const TURN_CAPACITY = ROOMS.turn;

/** How many sign-ins, refusals and the like are kept besides. */
export const OTHER_CAPACITY = ROOMS.account + ROOMS.wrong_code + ROOMS.refused + ROOMS.stranger;

const notKeptSchema = z.object({
  /** Requests to addresses that no route has. */
  unknownPaths: z.number(),
  /** Refusals that newer ones have taken the place of. */
  refusals: z.number(),
});

/** How many responses since the start of the process are counted and not kept. */
export type NotKept = z.infer<typeof notKeptSchema>;

const logSchema = z.object({
  /** False where STARLIGHT_RESPONSE_LOG is 0. */
  enabled: z.boolean(),
  /** How many replies are kept, and how many responses of other kinds. */
  capacity: z.number(),
  others: z.number(),
  /** Left out where one sees nothing but their own. */
  notKept: z.optional(notKeptSchema),
  instance: z.object({
    id: z.string(),
    startedAt: z.string(),
    /** The host runs several processes by itself. */
    oneOfSeveral: z.boolean(),
  }),
  /** A demo shows each visitor their own requests. */
  ownOnly: z.boolean(),
  /** Newest first. */
  entries: z.array(z.unknown()),
});

/** The memory of one server process, newest first. */
export type ResponseLog = Omit<z.infer<typeof logSchema>, 'entries'> & {
  entries: readonly ResponseEntry[];
};

/** Reads what `GET /api/log` answers; entries that do not fit are left out. `null`: no log at all. */
export function parseResponseLog(value: unknown): ResponseLog | null {
  const { data } = logSchema.safeParse(value);
  if (!data) return null;
  return { ...data, entries: data.entries.flatMap((entry) => parseResponseEntry(entry) ?? []) };
}

/** Reads one entry; fields that this build does not know are dropped. `null`: not an entry. */
export function parseResponseEntry(value: unknown): ResponseEntry | null {
  const parsed = entrySchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** The one who asked went away before the end, which is no failure of the site's. */
export function hasLeft({ status }: Pick<ResponseEntry, 'status'>): boolean {
  return status === CLIENT_GONE_STATUS;
}

/** A reply that broke off has a kind although its status is 200. */
export function isFailedResponse(entry: Pick<ResponseEntry, 'status' | 'kind'>): boolean {
  return !hasLeft(entry) && (entry.kind !== undefined || (entry.status ?? 0) >= 400);
}

/** What `kind=` asks for besides the kinds themselves: every failure. */
export const FAILURES = 'failures';

/** Tells whether an entry is asked for: by kind, `failures` for all of them, `null` for everything. */
export function isAskedFor(entry: ResponseEntry, kind: string | null): boolean {
  if (kind === null) return true;
  return kind === FAILURES ? isFailedResponse(entry) : entry.kind === kind;
}

/** Tells whether a text is an id that Starlight gives to a request. */
export function isRequestId(text: string): boolean {
  return /^sl_[0-9a-f]{20}$/.test(text);
}
