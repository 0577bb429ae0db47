import 'server-only';
import type { FinishReason } from '#lib/core/chat/chat-events.ts';
import { lastResponseOf } from '#lib/core/chat/last-response-of.ts';
import { errorOfEvent, hasError } from '#lib/core/classify/error-of-response-event.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import { createItemsCollector } from '../reasoning/collect-reasoning-items.ts';
import type { ReplyPiece } from '../reply/read-message.ts';
import type { ReplyOutcome } from '../reply/reply-outcome.ts';
import { failureOfEnding, isBrokenOff, type UpstreamEnding } from '../reply/upstream-ending.ts';
import { createUsageTally } from '../reply/usage-tally.ts';
import { createOutputReader } from './output-reader.ts';
import { readResponseEnding } from './response-ending.ts';
import { toResponseFailure } from './to-response-failure.ts';

type JsonObject = Record<string, unknown>;

const NOTHING: ReplyPiece = { thinking: '', text: '' };

/**
 * Reads the events of `POST /responses`, or its one document, as `createReplyOutcome` reads those of a chat
 * completion. Only `response.completed`, `response.incomplete` and `response.failed` end a stream.
 *
 * A failed response may not say why. Azure writes the reason into an `error` event after it
 * (maximhq/bifrost#6652), so that one still counts; if none follows, it is a `server_error`.
 */
export function createResponsesOutcome(provider: ProviderId | null = null): ReplyOutcome {
  const output = createOutputReader();
  const tally = createUsageTally();
  const items = createItemsCollector();
  let ending: UpstreamEnding | null = null;
  let failure: StarlightError | null = null;
  /** The response failed, and did not say why. */
  let unexplained: StarlightError | null = null;

  const usage = () => tally.end(output.written()) ?? undefined;

  const fail = (error: { error: unknown }): StarlightError => {
    const failed = toResponseFailure(error, provider);
    failed.usage = usage();
    return failed;
  };

  const endWith = (response: JsonObject) => {
    tally.take(response['usage']);
    const found = readResponseEnding(response);
    if (found !== 'failed') {
      ending = found;
      return;
    }
    const { error } = response;
    if (hasError(error)) failure = fail({ error });
    else unexplained = fail({ error: {} });
  };

  const reason = (): FinishReason => {
    if (ending !== 'stop' && !isBrokenOff(ending)) return ending ?? 'unknown';
    if (output.isRefused()) return 'refusal';
    return output.hasCalls() ? 'tool_calls' : 'stop';
  };

  return {
    take(value) {
      const response = lastResponseOf(value);
      if (response) {
        const piece = unexplained ? NOTHING : output.complete(response);
        endWith(response);
        items.complete(response);
        return piece;
      }
      const error = errorOfEvent(value);
      if (error) failure ??= fail(error);
      if (error || !isRecord(value)) return NOTHING;
      items.take(value);
      return output.take(value);
    },
    failure: () => failure,
    isFinished: () => ending !== null || unexplained !== null,
    isOver: () => ending !== null,
    end() {
      const failed = failure ?? unexplained;
      if (failed) throw failed;
      if (ending === null) throw new StarlightError('reply_interrupted');
      const counted = usage();
      if (isBrokenOff(ending)) {
        const brokenOff = new StarlightError(failureOfEnding(ending));
        brokenOff.usage = counted;
        throw brokenOff;
      }
      const reasoning = items.end();
      return {
        reason: reason(),
        ...(counted && { usage: counted }),
        ...(reasoning && { reasoning }),
      };
    },
  };
}
