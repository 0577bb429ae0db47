import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { WebSearchMethod } from '#lib/core/models/web-search-methods.ts';
import { providerOfHost } from '#lib/core/providers/find-provider.ts';
import type { ApiDialect } from './api-dialect.ts';
import { batchesOf, createReplyDecoder } from './reply/decode-reply.ts';
import type { EventBatch } from './reply/read-completion-events.ts';
import { readReply } from './reply/read-reply.ts';
import { type ReplyDeadlines, startReplyDeadlines } from './reply/reply-deadlines.ts';
import type { ReplyEnd } from './reply/reply-outcome.ts';
import { type ApiRequest, dialectsFor, toApiRequest } from './request/api-request.ts';
import { startAutomaticRetries } from './request/automatic-retries.ts';
import { dialectMemory } from './request/dialect-memory.ts';
import { blameSetting, mayAskInOther, moreInformative } from './request/dialect-refusal.ts';
import { learnEffort } from './request/learn-effort.ts';
import { type NextAttempt, openCompletion, type Remedies } from './request/open-completion.ts';
import { createOpenAiTransport } from './request/openai-transport.ts';
import { refusalMemoryOf } from './request/refusal-memory.ts';
import { createKeyDetector, type KeyDetector } from './secrets/key-detector.ts';
import { createKeyRemover, type KeyRemover } from './secrets/key-remover.ts';
import { requestIdOf } from './secrets/request-id-of.ts';
import { toFinalError } from './secrets/to-final-error.ts';
import { withFinalErrors } from './secrets/with-final-errors.ts';
import type { UpstreamCall, UpstreamEvent, UpstreamOptions, UpstreamRequest } from './upstream.ts';

/** A completion in OpenAI's format, for API clients. Disposing it ends the request. */
export type CompletionReply = Disposable & {
  upstreamRequestId: string | undefined;
  /** How it ended, if it arrived as one document; null for a stream. */
  end: ReplyEnd | null;
  /** The content: chunks, or the one document. */
  batches: AsyncGenerator<EventBatch, ReplyEnd>;
  /** The batches are exactly what the upstream wrote; these keep the key out of what is relayed. */
  holdsKey: KeyDetector;
  keyRemover: KeyRemover;
  /** Call when all of it has been read, to keep the connection for the next request. */
  finish: ReplyDeadlines['finish'];
};

export type Upstream = {
  /** Answers a chat request as events. See `UpstreamEvent` for what it yields and throws. */
  stream: (request: UpstreamRequest, call: UpstreamCall) => AsyncGenerator<UpstreamEvent, void>;
  /**
   * Opens a completion from a body in OpenAI's format, in the API it is for. Throws what `stream` throws;
   * never retries.
   */
  complete: (
    request: ApiRequest,
    call: UpstreamCall & { nextAttempt?: NextAttempt | undefined },
  ) => Promise<CompletionReply>;
};

/** The return value of a batch generator that is closed early. */
export const UNREAD: ReplyEnd = { reason: 'stop' };

/** An upstream that speaks one of OpenAI's two APIs, or both: OpenAI, a compatible server, or the demo. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const transport = createOpenAiTransport(options);
  const holdsKey = createKeyDetector(options.apiKey);
  const provider = providerOfHost(new URL(options.baseUrl).host)?.id ?? null;

  const open = async (
    request: ApiRequest,
    upstreamCall: UpstreamCall,
    deadlines: ReplyDeadlines,
    remedies: Remedies,
    onLostImage: (() => void) | null = null,
  ) => {
    if (!request.body.stream) deadlines.expectDocument();
    const call = { ...upstreamCall, signal: deadlines.signal };
    const refusals = refusalMemoryOf(options.baseUrl);
    const opened = await openCompletion(transport, request, call, { refusals, ...remedies });
    if (!opened.request.body.stream) deadlines.expectDocument();
    const { response, notices } = opened;
    const { dialect } = opened.request;
    const context = { deadlines, provider, dialect, onLostImage };
    // Only after a reply: a server that has no such API may answer with a page.
    const noteReplied = (first: ApiDialect) => {
      if (dialect === first) return;
      dialectMemory().remember(options.baseUrl, request.body.model, dialect);
    };
    const read = () => readReply(response, context);
    return { response, notices, dialect, read, noteReplied };
  };
  const noteFailed = (error: unknown, model: string) => {
    if (!(error instanceof StarlightError) || error.kind !== 'not_an_api') return;
    dialectMemory().forget(options.baseUrl, model);
  };
  /** The request in the API to ask first, and in the one to ask if that is refused. */
  const requestsFor = (request: UpstreamRequest, search: WebSearchMethod | null) => {
    const [chosen, alternative] = dialectsFor(request.model, options, search);
    const isKnown =
      !search && dialectMemory().recall(options.baseUrl, request.model) === alternative;
    const [first, other] = alternative && isKnown ? [alternative, chosen] : [chosen, alternative];
    return {
      request: toApiRequest(first, request, options, search),
      inOtherDialect: other ? () => toApiRequest(other, request, options, search) : null,
    };
  };
  const { totalMs } = options.deadlines;
  const startRetries = ({ signal, ttfbMs }: ReplyDeadlines) =>
    options.retries
      ? startAutomaticRetries(options.retries, { deadlineMs: Math.min(ttfbMs, totalMs), signal })
      : null;

  return {
    async *stream(request, call) {
      using deadlines = startReplyDeadlines(options.deadlines, call);
      const decoder = createReplyDecoder(createKeyRemover(options.apiKey));
      let upstreamRequestId: string | undefined;
      const search = request.webSearch
        ? (options.webSearch?.methodFor(request.model) ?? null)
        : null;
      try {
        const { request: first, inOtherDialect } = requestsFor(request, search);
        const remedies: Remedies = {
          waitToRetry: startRetries(deadlines),
          onRepaired: (refused, error) => learnEffort(options.baseUrl, refused, error),
        };
        let opened = await open(
          first,
          call,
          deadlines,
          { ...remedies, inOtherDialect },
          decoder.loseImage,
        );
        upstreamRequestId = requestIdOf(opened.response, holdsKey);
        yield { type: 'accepted', upstreamRequestId };
        const content = await opened.read().catch(async (error: unknown) => {
          // The answer was a 200, but said that there is no such API.
          const isRefused = error instanceof StarlightError && mayAskInOther(error, first.dialect);
          if (!isRefused || !inOtherDialect || opened.dialect !== first.dialect) throw error;
          call.onSentAgain?.(1);
          const other = inOtherDialect();
          try {
            opened = await open(other, call, deadlines, remedies, decoder.loseImage);
            return await opened.read();
          } catch (second) {
            throw second instanceof StarlightError
              ? moreInformative(error, second, other.dialect)
              : second;
          }
        });
        await using batches = batchesOf(content);
        let next = await batches.next();
        for (; !next.done; next = await batches.next()) yield* decoder.take(next.value);
        yield* decoder.flush();
        const isLost = request.webSearch && opened.dialect !== search?.dialect;
        const notices = isLost ? [DROPPED, ...opened.notices] : opened.notices;
        if (search && notices.includes(DROPPED)) options.webSearch?.noteRefused(request.model);
        const end = decoder.end(next.value, notices);
        const reasoning = decoder.reasoning(next.value);
        deadlines.finish();
        opened.noteReplied(first.dialect);
        yield* reasoning;
        yield end;
      } catch (error) {
        yield* decoder.flush();
        noteFailed(error, request.model);
        throw toFinalError(blameSetting(error, options.api), upstreamRequestId, holdsKey);
      }
    },

    async complete(request, call) {
      using opening = new DisposableStack();
      const deadlines = opening.use(startReplyDeadlines(options.deadlines, call));
      let upstreamRequestId: string | undefined;
      try {
        const opened = await open(request, call, deadlines, {
          nextAttempt: call.nextAttempt,
          // API clients use SDKs that retry automatically; two layers of retries would multiply.
          waitToRetry: null,
        });
        upstreamRequestId = requestIdOf(opened.response, holdsKey);
        const content = await opened.read();
        const end = content.shape === 'document' ? content.end() : null;
        const toFinal = (error: unknown) => toFinalError(error, upstreamRequestId, holdsKey);
        const resources = opening.move();
        return {
          upstreamRequestId,
          end,
          batches: withFinalErrors(batchesOf(content), toFinal),
          holdsKey,
          keyRemover: createKeyRemover(options.apiKey),
          finish: deadlines.finish,
          [Symbol.dispose]: () => resources.dispose(),
        };
      } catch (error) {
        throw toFinalError(error, upstreamRequestId, holdsKey);
      }
    },
  };
}

const DROPPED: Notice = 'dropped_web_search';
