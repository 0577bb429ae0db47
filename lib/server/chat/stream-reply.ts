import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { encodeChatEvent, type Usage } from '#lib/core/chat/chat-events.ts';
import { CLIENT_GONE_STATUS } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { classOf, toFullBody, toVisibleBody } from '../http/failure-response.ts';
import type { RequestLog } from '../log/log.ts';
import type { LogFields } from '../log/log-fields.ts';
import type { ReplyEvent } from './carry-reasoning.ts';
import { type BodyWrite, createPulledBody } from './pulled-body.ts';
import type { ReplyLifetime } from './reply-lifetime.ts';
import { createSilenceClock } from './silence-clock.ts';

type ReplyToStream = {
  events: AsyncGenerator<ReplyEvent, void>;
  lifetime: ReplyLifetime;
  log: RequestLog;
  requestId: string;
  model: string;
  audience: Audience;
  /** Whether the same request could get a higher output limit. */
  moreRoom: boolean;
  /** The most tokens that can be billed; null if nothing is. */
  worstCase: Usage | null;
  /** False for a simulated failure on a site with a model: its tokens would look like the model's. */
  countsTokens: boolean;
  /** When the request arrived, as a `performance.now()` value. */
  startedAt: number;
  /** Milliseconds an accepted upstream may be silent before the reply begins without its first word. */
  silenceMs: number;
  /** Milliseconds of silence within a started reply before a heartbeat is sent. */
  heartbeatMs: number;
};

/**
 * An SSE comment (WHATWG HTML, 9.2.6): keeps proxies from closing the connection while the model thinks,
 * and tells the page that the connection is alive.
 */
const HEARTBEAT = ': still thinking\n\n';
/** The logged reason when a reply ended while its client was not reading what had been written. */
export const CLIENT_NOT_READING = 'client_not_reading';

/**
 * Begins a reply: resolves with its body at the first thought or delta, or when an accepted upstream has been
 * silent for a while. A failure before that is thrown, to be answered with its HTTP status; a later
 * one becomes the body's last event. The log line is written when the body ends.
 */
export async function streamReply(reply: ReplyToStream): Promise<ReadableStream<Uint8Array>> {
  const { events, lifetime, log, requestId, model } = reply;
  let next: ReturnType<typeof events.next> | null = null;
  let unsent = encodeChatEvent({
    type: 'start',
    requestId,
    model,
    ...worstCaseFor(reply),
    ...(reply.moreRoom && { moreRoom: true }),
  });

  const finish = (fields: LogFields) => {
    log.end(fields);
    lifetime.end();
  };

  const toWrite = (result: IteratorResult<ReplyEvent, void> | 'silent'): BodyWrite => {
    if (result === 'silent') return { text: HEARTBEAT, end: false };
    next = null;
    if (result.done) throw new StarlightError('internal');
    const event = result.value;
    if (event.type === 'accepted') return { text: '', end: false };
    const text = encodeChatEvent(toShownEvent(event, reply));
    if (event.type === 'done') {
      finish({ finishReason: event.reason, ...event.usage });
      return { text, end: 'clean' };
    }
    if (log.fields.ttfbMs === undefined) log.set({ ttfbMs: elapsedSince(reply.startedAt) });
    return { text, end: false };
  };

  const endWithError = (error: unknown, reason?: string): BodyWrite => {
    if (lifetime.hasLeft()) {
      finish({ status: CLIENT_GONE_STATUS, reason });
      return { text: '', end: 'clean' };
    }
    const body = toVisibleBody(toFullBody(error, requestId), reply.audience);
    const { kind, certainty } = body;
    const usage = error instanceof StarlightError ? error.usage : undefined;
    finish({
      kind,
      certainty,
      reason: reason ?? body.details?.reason,
      errorClass: classOf(error),
      ...usage,
    });
    const event = { type: 'error' as const, error: body, ...(usage && { usage }) };
    return { text: encodeChatEvent(toShownEvent(event, reply)), end: 'clean' };
  };

  const nextWrite = async (): Promise<BodyWrite> => {
    const head = unsent;
    unsent = '';
    // After a silence, tell the visitor immediately that the request was accepted.
    if (head !== '' && isSilentAtStart) return { text: head, end: false };
    let write: BodyWrite;
    try {
      next ??= events.next();
      write = toWrite(await clock.wait(next));
    } catch (error) {
      write = endWithError(error);
    }
    return prepend(head, write);
  };

  const endUnread = async (): Promise<BodyWrite> => {
    // An event already read from the upstream goes before the failure.
    const pending = next ?? events.next();
    const end = endWithError(lifetime.signal.reason, CLIENT_NOT_READING);
    const event = await pending.then(({ value }) => value).catch(() => undefined);
    if (!event || event.type === 'accepted') return prepend(unsent, end);
    const head = unsent + encodeChatEvent(toShownEvent(event, reply));
    return event.type === 'done' ? { text: head, end: 'clean' } : prepend(head, end);
  };

  // Releases the upstream's connection and ignores anything it still sends.
  lifetime.held.defer(() => void events.return().catch(() => undefined));
  logAcceptance(await events.next(), log);
  next = events.next();
  const isSilentAtStart = await isSilentFor(reply.silenceMs, next);
  const clock = lifetime.held.use(createSilenceClock(reply.heartbeatMs));
  log.deferEnd();
  return createPulledBody({
    nextWrite,
    onCancel() {
      lifetime.leave();
      finish({ status: CLIENT_GONE_STATUS });
    },
    signal: lifetime.signal,
    endUnread,
  });
}

/** What a request costs is between the operator and the upstream. */
function worstCaseFor({ worstCase, audience }: ReplyToStream): { worstCase?: Usage } {
  return worstCase !== null && audience === 'operator' ? { worstCase } : {};
}

function toShownEvent<Event extends { type: string; usage?: Usage | undefined }>(
  event: Event,
  { audience, countsTokens }: ReplyToStream,
): Event {
  if (!event.usage || (countsTokens && audience === 'operator')) return event;
  const hidden = { costUsd: undefined, searchUsd: undefined };
  const usage = countsTokens ? { ...event.usage, ...hidden } : undefined;
  return { ...event, usage };
}

async function isSilentFor(ms: number, next: Promise<unknown>): Promise<boolean> {
  using clock = createSilenceClock(ms);
  return (await clock.wait(next)) === 'silent';
}

function prepend(head: string, write: BodyWrite): BodyWrite {
  return head === '' ? write : { text: head + write.text, end: write.end };
}

function logAcceptance(first: IteratorResult<ReplyEvent, void>, log: RequestLog): void {
  if (first.done || first.value.type !== 'accepted') throw new StarlightError('internal');
  log.set({ upstreamRequestId: first.value.upstreamRequestId });
}

function elapsedSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
