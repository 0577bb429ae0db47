import 'server-only';
import {
  isAskedFor,
  OTHER_CAPACITY,
  parseResponseEntry,
  type ResponseEntry,
  type ResponseLog,
  TURN_CAPACITY,
} from '#lib/core/response-log/response-log.ts';
import type { Config } from '../config/config.ts';
import { requireOperator } from '../doctor/require-operator.ts';
import type { ApiContext } from '../http/api-route.ts';
import { visitorRateLimited } from '../limits/limit-visitor-rate.ts';
import { consumePoint, limiterFor } from '../limits/rate-limiter.ts';
import { responseMemory } from '../log/keep-response.ts';
import { clientBucket } from '../session/client-bucket.ts';
import { readSession } from '../session/read-session.ts';
import { type Session, visitorHash } from '../session/session-token.ts';
import { type LogQuery, readLogQuery } from './read-log-query.ts';
import { requireSameOriginRead } from './require-same-origin-read.ts';

const READS_PER_MINUTE = 120;

/**
 * `GET /api/log`, for the operator in every mode of the site: this process's last responses, newest
 * first, as JSON or as a JSON lines download. In a public demo, where everyone counts as operator, each
 * session sees only its own. Responds with 304 if the `ETag` still matches.
 */
export async function readLog({ request, config, log }: ApiContext): Promise<Response> {
  requireSameOriginRead(request, config);
  const { seesKey } = await requireOperator(request, config);
  log.set({ role: 'operator' });
  const session = await readSession(request.headers, config);
  const query = readLogQuery(request);
  // Without a session, a demo shows no entries, so strangers at one address need not share a limit.
  if (seesKey || session) await limitReads(session?.sid ?? clientBucket(request.headers, config));
  const isVisible = seesKey ? () => true : ownedBy(session);
  const entries = config.responseLog ? readEntries(query).filter(isVisible) : [];
  const responseLog = toLog(entries, { config, ownOnly: !seesKey });
  return query.asLines ? respondWithLines(responseLog) : respondWithLog(responseLog, request);
}

async function limitReads(reader: string): Promise<void> {
  const own = await consumePoint(limiterFor('log', READS_PER_MINUTE), reader);
  if (!own.ok) throw visitorRateLimited(READS_PER_MINUTE, own.retryAfterMs);
}

function ownedBy(session: Session | null): (entry: ResponseEntry) => boolean {
  if (!session) return () => false;
  const own = visitorHash(session);
  return ({ visitor }) => visitor === own;
}

function readEntries({ kind, requestId }: LogQuery): ResponseEntry[] {
  return responseMemory()
    .lines.newestFirst()
    .flatMap((line) => parseResponseEntry(JSON.parse(line)) ?? [])
    .filter((entry) => isAskedFor(entry, kind))
    .filter((entry) => requestId === null || entry.requestId === requestId);
}

function toLog(
  entries: readonly ResponseEntry[],
  { config, ownOnly }: { config: Config; ownOnly: boolean },
): ResponseLog {
  const { id, startedAt, lines } = responseMemory();
  return {
    enabled: config.responseLog,
    capacity: TURN_CAPACITY,
    others: OTHER_CAPACITY,
    // A public demo does not reveal how many requests others sent.
    ...(!ownOnly && { notKept: lines.notKept() }),
    instance: { id, startedAt, oneOfSeveral: config.onVercel },
    ownOnly,
    entries,
  };
}

function respondWithLog(log: ResponseLog, request: Request): Response {
  const etag = etagOf(log);
  const headers = { etag, vary: 'Cookie, Accept' };
  if (request.headers.get('if-none-match') === etag) {
    return new Response(null, { status: 304, headers });
  }
  return Response.json(log, { headers });
}

/**
 * Entries never change, and are only dropped for a new one, so the newest ID, the number of entries and
 * the counts of those not kept identify the state.
 */
function etagOf({ enabled, ownOnly, instance, entries, notKept }: ResponseLog): string {
  const counts = [notKept?.unknownPaths, notKept?.refusals];
  const state = [instance.id, enabled, ownOnly, entries[0]?.requestId, entries.length, ...counts];
  return `W/"${state.join('-')}"`;
}

function respondWithLines({ instance, entries, notKept }: ResponseLog): Response {
  const timestamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const hasCounts = notKept && (notKept.unknownPaths > 0 || notKept.refusals > 0);
  const counts = hasCounts ? [{ notKept, since: instance.startedAt }] : [];
  return new Response([...entries, ...counts].map((line) => `${JSON.stringify(line)}\n`).join(''), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="starlight-log-${timestamp}-${instance.id}.jsonl"`,
      vary: 'Cookie, Accept',
    },
  });
}
