import * as z from 'zod/mini';

/** A request of another program, as it came. */
export type Arrival = {
  method: string;
  /** With the query. */
  path: string;
  /** Names in lower case; a name that came twice is there twice. */
  headers: readonly (readonly [name: string, value: string])[];
  body: string;
};

const arrivalReportSchema = z.object({
  ok: z.boolean(),
  /** Who sent it, as a reader would say it: `axios`, `curl`, `PostmanRuntime`. */
  client: z.string(),
  /** `POST /v1/chat/completions from axios`. */
  summary: z.string(),
  /** What was looked at: `Authorization: Bearer with a token that starts with …`. */
  facts: z.array(z.string()),
  /** What would keep an API from answering. */
  problems: z.array(z.string()),
  /** What works and is unwise all the same. */
  cautions: z.array(z.string()),
  /** How this client sends its key right, in a sentence; null where the key arrived in order. */
  correction: z.nullable(z.string()),
  /** The corrected call, as code for this client; null where nothing is wrong. */
  call: z.nullable(z.string()),
});

/**
 * What arrived, without a secret, what is wrong with it, and how this client sends it right. Holds
 * of a token its public prefix, length and last two characters at most.
 */
export type ArrivalReport = z.infer<typeof arrivalReportSchema>;

const listenEventSchema = z.discriminatedUnion('type', [
  /** `url` is to be used as the base URL of another program. */
  z.object({ type: z.literal('listening'), url: z.url() }),
  z.object({ type: z.literal('arrival'), atMs: z.number(), arrival: arrivalReportSchema }),
]);

/** What the page is told while it listens: the address once, then each request. */
export type ListenEvent = z.infer<typeof listenEventSchema>;

/** Requests that are kept, where they wait to be shown and where they are shown. */
export const MAX_ARRIVALS = 20;

/** Reads one event from outside; null for anything else. */
export function parseListenEvent(value: unknown): ListenEvent | null {
  const parsed = listenEventSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
