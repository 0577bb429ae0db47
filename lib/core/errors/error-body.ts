import * as z from 'zod/mini';
import { MODEL_ID } from '../chat/model-id.ts';
import { isRecord } from '../json/is-record.ts';
import { CERTAINTIES, type ErrorKind, isErrorKind } from './error-kinds.ts';

const count = z.number().check(z.nonnegative(), z.maximum(1e12));
const slug = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/));

/**
 * What a banner may use in addition to the kind: typed numbers, and names that match a narrow
 * pattern. No other upstream text gets through, because an upstream message can quote a key.
 */
export const errorDetailsSchema = z.partial(
  z.object({
    /** The limit that was hit, in tokens, how much of it is used, and how much the request needs. */
    limitTokens: count,
    usedTokens: count,
    requestedTokens: count,
    /** A limit that is not in tokens (requests, bytes, messages) and how much of it is used. */
    limit: count,
    used: count,
    /** What `limit` counts. */
    limitUnit: z.enum(['requests', 'tokens', 'bytes', 'messages', 'characters', 'replies', 'usd']),
    /** The window of a limit. */
    limitWindow: z.enum(['minute', 'hour', 'day', 'week', 'month']),
    /** The request parameter the upstream named. */
    parameter: z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_.[\]]{0,63}$/)),
    /** A model ID. */
    model: z.string().check(z.regex(MODEL_ID)),
    /** The path of an invalid field, such as `messages[0].content`. */
    field: z.string().check(z.regex(/^[A-Za-z_$][\w$.[\]-]{0,99}$/)),
    /** One of Starlight's own values that distinguish causes of a kind, such as `line_break`. */
    reason: slug,
    /** The OpenAI host to use instead. */
    host: z.string().check(z.regex(/^([a-z0-9-]{1,30}\.)?api\.openai\.com$/)),
    /** A permission the key lacks, such as `model.request`. */
    scope: z.string().check(z.regex(/^[a-z][a-z0-9_.]{0,59}$/)),
    /** The name (never the value) of an environment variable. */
    variable: z.string().check(z.regex(/^[A-Z][A-Z0-9_]{0,59}$/)),
    /** 1-based position of the invalid character in the key. Operator only. */
    position: count,
    /** Unicode code point of the invalid character, such as 8220. Operator only. */
    codePoint: count,
    /** The key's public prefix (`sk-proj-`), length and last two characters. Operator only. */
    keyPrefix: z.string().check(z.regex(/^[A-Za-z]{1,8}([-_][A-Za-z0-9]{0,9}){0,3}[-_./]?$/)),
    keyLength: count,
    keyEnd: z.string().check(z.regex(/^[\x21-\x7e]{2}$/)),
  }),
);

export type ErrorDetails = z.infer<typeof errorDetailsSchema>;

const OPERATOR_ONLY_DETAILS = [
  'position',
  'codePoint',
  'keyPrefix',
  'keyLength',
  'keyEnd',
  'variable',
  'scope',
  'host',
] as const;

/** What exactly is wrong with the site's set-up is the operator's business. */
const HIDES_REASON: ReadonlySet<ErrorKind> = new Set([
  'key_malformed',
  'not_configured',
  'store_unavailable',
]);

const BUDGET_AMOUNTS = [
  'limit',
  'limitUnit',
  'limitWindow',
  'limitTokens',
  'used',
  'usedTokens',
] as const;

/** The longest wait a failure may state; nobody waits longer than a month. */
export const MAX_RETRY_AFTER_MS = 31 * 24 * 3600 * 1000;

/** One failure as sent to the browser. Its text comes from the catalog, never from the wire. */
export const errorBodySchema = z.object({
  kind: z.custom<ErrorKind>(isErrorKind),
  /** Older servers don't send it. */
  certainty: z.optional(z.enum(CERTAINTIES)),
  status: z.number().check(z.int(), z.minimum(0), z.maximum(999)),
  requestId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  upstreamRequestId: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))),
  retryAfterMs: z.optional(z.number().check(z.nonnegative(), z.maximum(MAX_RETRY_AFTER_MS))),
  details: z.optional(errorDetailsSchema),
});

export type ErrorBody = z.infer<typeof errorBodySchema>;

/**
 * Parses an error body from the server, which may be newer than this tab. A kind this build does not
 * know becomes `unknown`, and invalid details are dropped individually. `null` if it is not an error body.
 */
export function parseErrorBody(value: unknown): ErrorBody | null {
  if (!isRecord(value) || typeof value['kind'] !== 'string') return null;
  const candidate = {
    ...value,
    kind: isErrorKind(value['kind']) ? value['kind'] : 'unknown',
    details: keepValidDetails(value['details']),
  };
  const parsed = errorBodySchema.safeParse(candidate);
  return parsed.success ? parsed.data : null;
}

/** Keeps the details that match the schema and drops the others; `undefined` if none remain. */
export function keepValidDetails(details: unknown): ErrorDetails | undefined {
  if (!isRecord(details)) return undefined;
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(details)) {
    const field = Object.hasOwn(errorDetailsSchema.shape, name)
      ? errorDetailsSchema.shape[name as keyof typeof errorDetailsSchema.shape]
      : undefined;
    if (value !== undefined && field?.safeParse(value).success) kept[name] = value;
  }
  return Object.keys(kept).length > 0 ? (kept as ErrorDetails) : undefined;
}

/** Removes what only the operator may see. */
export function redactForVisitor(body: ErrorBody): ErrorBody {
  if (!body.details) return body;
  const details: ErrorDetails = { ...body.details };
  for (const name of OPERATOR_ONLY_DETAILS) delete details[name];
  if (HIDES_REASON.has(body.kind)) delete details.reason;
  // Visitors may know that the day's budget is spent, but not how large it is.
  if (body.kind === 'budget_spent') for (const name of BUDGET_AMOUNTS) delete details[name];
  const { details: _, ...rest } = body;
  return Object.keys(details).length > 0 ? { ...rest, details } : rest;
}
