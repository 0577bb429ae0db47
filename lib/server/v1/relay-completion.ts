import 'server-only';
import { CLIENT_GONE_STATUS } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { type BodyWrite, createPulledBody } from '../chat/pulled-body.ts';
import type { ReplyLifetime } from '../chat/reply-lifetime.ts';
import { CLIENT_NOT_READING } from '../chat/stream-reply.ts';
import { classOf, toFullBody, toVisibleBody } from '../http/failure-response.ts';
import type { BudgetOfRequest } from '../limits/reserve-budget.ts';
import type { RequestLog } from '../log/log.ts';
import type { LogFields } from '../log/log-fields.ts';
import { type CompletionReply, UNREAD } from '../upstream/create-upstream.ts';
import type { EventBatch } from '../upstream/reply/read-completion-events.ts';
import type { ReplyEnd } from '../upstream/reply/reply-outcome.ts';
import type { ReplyWriter } from './reply-writer.ts';

type CompletionToRelay = {
  reply: CompletionReply;
  writer: ReplyWriter;
  lifetime: ReplyLifetime;
  log: RequestLog;
  /** When the request arrived, as a `performance.now()` value. */
  startedAt: number;
  budget: BudgetOfRequest;
};

/** Answers with a reply as one document. Throws `not_an_api` if the upstream streams regardless. */
export async function relayDocument(completion: CompletionToRelay): Promise<Response> {
  const { reply, lifetime, log, budget } = completion;
  const { end, batches } = reply;
  if (!end) throw new StarlightError('not_an_api');
  const { value } = await batches.next();
  reply.finish();
  if (end.usage) budget.settle(end.usage);
  lifetime.end();
  log.set(toLogFields(end));
  return Response.json(completion.writer.document('events' in value ? value.events[0] : null));
}

/**
 * Answers with a reply as server-sent events in OpenAI's format. Resolves once the first event
 * arrives, so that an earlier failure is thrown and answered with its status. A later one becomes an
 * error event, after which the connection breaks: clients take a clean end for a complete reply.
 */
export async function relayStream(completion: CompletionToRelay): Promise<Response> {
  const { reply, writer, lifetime, log } = completion;
  const { batches } = reply;
  let next: ReturnType<typeof batches.next> | null = null;

  lifetime.held.defer(() => void batches.return(UNREAD).catch(() => undefined));
  const finish = (fields: LogFields) => {
    log.end(fields);
    lifetime.end();
  };

  const takeNext = async (): Promise<BodyWrite> => {
    const { done, value } = await (next ?? batches.next());
    next = null;
    if (!done) return { text: encodeBatch(value, writer), end: false };
    if (value.usage) completion.budget.settle(value.usage);
    reply.finish();
    finish(toLogFields(value));
    return { text: writer.end(), end: 'clean' };
  };

  /** Releases everything now; the returned function builds the last write after all earlier ones. */
  const failWith = (error: unknown, reason?: string): (() => BodyWrite) => {
    if (lifetime.hasLeft()) {
      finish({ status: CLIENT_GONE_STATUS, reason });
      return () => ({ text: '', end: 'clean' });
    }
    const body = toVisibleBody(toFullBody(error, log.requestId), 'visitor');
    const { kind, certainty } = body;
    finish({
      kind,
      certainty,
      reason: reason ?? body.details?.reason,
      errorClass: classOf(error),
    });
    return () => ({ text: writer.failure(error, body), end: 'broken' });
  };

  const endUnread = async (): Promise<BodyWrite> => {
    const pending = next;
    const lastWrite = failWith(lifetime.signal.reason, CLIENT_NOT_READING);
    const result = await pending?.catch(() => undefined);
    if (result?.done) return { text: writer.end(), end: 'clean' };
    const head = result ? encodeBatch(result.value, writer) : '';
    const { text, end } = lastWrite();
    return { text: head + text, end };
  };

  next = batches.next();
  await next;
  log.set({ ttfbMs: Math.round(performance.now() - completion.startedAt) });
  log.deferEnd();
  return new Response(
    createPulledBody({
      nextWrite: () => takeNext().catch((error: unknown) => failWith(error)()),
      onCancel() {
        lifetime.leave();
        finish({ status: CLIENT_GONE_STATUS });
      },
      signal: lifetime.signal,
      endUnread,
    }),
    {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    },
  );
}

function encodeBatch({ events }: EventBatch, { event }: ReplyWriter): string {
  return events.map(event).join('');
}

function toLogFields({ reason, usage }: ReplyEnd): LogFields {
  return { finishReason: reason, ...usage };
}
