import * as z from 'zod/mini';

/** A request from another program, as received. */
export type Arrival = {
  method: string;
  /** Including the query. */
  path: string;
  /** Names in lower case; a repeated header appears twice. */
  headers: readonly (readonly [name: string, value: string])[];
  body: string;
};

const arrivalReportSchema = z.object({
  ok: z.boolean(),
  /** The sender's common name: `axios`, `curl`, `PostmanRuntime`. */
  client: z.string(),
  /** `POST /v1/chat/completions from axios`. */
  summary: z.string(),
  /** What was examined: `Authorization: Bearer with a token that starts with …`. */
  facts: z.array(z.string()),
  /** What would keep an API from responding. */
  problems: z.array(z.string()),
  /** What works but is unwise. */
  cautions: z.array(z.string()),
  /** How this client sends its key correctly, in a sentence; null if the key arrived correctly. */
  correction: z.nullable(z.string()),
  /** The corrected call, as code for this client; null if nothing is wrong. */
  call: z.nullable(z.string()),
});

/**
 * What arrived, without secrets, what is wrong with it, and how this client sends it correctly. Contains
 * at most the public prefix, length and last two characters of a token.
 */
export type ArrivalReport = z.infer<typeof arrivalReportSchema>;

const listenEventSchema = z.discriminatedUnion('type', [
  /** `url` is the base URL for another program. */
  z.object({ type: z.literal('listening'), url: z.url() }),
  z.object({ type: z.literal('arrival'), atMs: z.number(), arrival: arrivalReportSchema }),
]);

/** The events for the page while it listens: the address once, then each request. */
export type ListenEvent = z.infer<typeof listenEventSchema>;

/** How many requests are kept, both in the queue and on the page. */
export const MAX_ARRIVALS = 20;

/** Parses an event from outside; null for anything else. */
export function parseListenEvent(value: unknown): ListenEvent | null {
  const parsed = listenEventSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
