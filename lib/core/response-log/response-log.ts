import * as z from 'zod/mini';
import { CLIENT_GONE_STATUS } from '../errors/error-kinds.ts';

const text = z.optional(z.string());
const count = z.optional(z.number());

/**
 * One request in the operator's log, with exactly the fields of its log line. Strings are short, on one
 * line, and contain nothing like a key. Times are in milliseconds.
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
  /** `guessed` if only the status of the upstream's response said what failed. */
  certainty: text,
  reason: text,
  /** Class name of an unexpected error. */
  errorClass: text,
  /** Time to the first event of the reply. */
  ttfbMs: count,
  durationMs: count,
  inputTokens: count,
  outputTokens: count,
  cachedTokens: count,
  reasoningTokens: count,
  costUsd: count,
  finishReason: text,
  retries: count,
  /** Why the second upstream was asked, and which that is. */
  fallback: text,
  fallbackTo: text,
  upstreamRequestId: text,
});

export type ResponseEntry = z.infer<typeof entrySchema>;

/** The fields of an entry in reading order; no other field is ever kept. */
export const RESPONSE_FIELDS = Object.keys(entrySchema.shape) as readonly (keyof ResponseEntry)[];

/**
 * How many responses of each class one server process keeps. Each class has its own room, so that
 * requests anyone can send never push out those that cost money or belong to a session; see
 * `ResponseClass`.
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

/** How many sign-ins, rejections and the like are kept in addition. */
export const OTHER_CAPACITY = ROOMS.account + ROOMS.wrong_code + ROOMS.refused + ROOMS.stranger;

const notKeptSchema = z.object({
  /** Requests to unknown paths. */
  unknownPaths: z.number(),
  /** Rejections that newer ones replaced. */
  refusals: z.number(),
});

/** How many responses since the start of the process were counted but not kept. */
export type NotKept = z.infer<typeof notKeptSchema>;

const logSchema = z.object({
  /** False if STARLIGHT_RESPONSE_LOG is 0. */
  enabled: z.boolean(),
  /** How many replies are kept, and how many responses of other kinds. */
  capacity: z.number(),
  others: z.number(),
  /** Omitted if viewers see only their own requests. */
  notKept: z.optional(notKeptSchema),
  instance: z.object({
    id: z.string(),
    startedAt: z.string(),
    /** The host automatically runs several processes. */
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

/** Parses the response of `GET /api/log`, dropping invalid entries. `null`: not a log. */
export function parseResponseLog(value: unknown): ResponseLog | null {
  const { data } = logSchema.safeParse(value);
  if (!data) return null;
  return { ...data, entries: data.entries.flatMap((entry) => parseResponseEntry(entry) ?? []) };
}

/** Parses one entry, dropping fields that this build does not know. `null`: not an entry. */
export function parseResponseEntry(value: unknown): ResponseEntry | null {
  const parsed = entrySchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Whether the client disconnected before the end, which is not a failure of the site. */
export function hasLeft({ status }: Pick<ResponseEntry, 'status'>): boolean {
  return status === CLIENT_GONE_STATUS;
}

/** Whether a response failed; an interrupted reply has a kind although its status is 200. */
export function isFailedResponse(entry: Pick<ResponseEntry, 'status' | 'kind'>): boolean {
  return !hasLeft(entry) && (entry.kind !== undefined || (entry.status ?? 0) >= 400);
}

/** The value of `kind=` for all failures. */
export const FAILURES = 'failures';

/** Whether an entry matches a filter: a kind, `failures` for all failures, `null` for everything. */
export function isAskedFor(entry: ResponseEntry, kind: string | null): boolean {
  if (kind === null) return true;
  return kind === FAILURES ? isFailedResponse(entry) : entry.kind === kind;
}

/** Whether a string is a request ID that Starlight generates. */
export function isRequestId(text: string): boolean {
  return /^sl_[0-9a-f]{20}$/.test(text);
}
