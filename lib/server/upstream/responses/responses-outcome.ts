import 'server-only';
import { classifyErrorEvent, isErrorPayload } from '#lib/core/classify/classify-error-event.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import type { ReplyOutcome } from '../reply/reply-outcome.ts';
import { createUsageTally } from '../reply/usage-tally.ts';

/** Reads the events of `POST /responses`, or its one document, as `createReplyOutcome` reads chunks. */
export function createResponsesOutcome(provider: ProviderId | null = null): ReplyOutcome {
  const tally = createUsageTally();
  let written = 0;
  let finished = false;
  let failure: StarlightError | null = null;

  return {
    take(event) {
      const piece = { thinking: '', text: '' };
      if (!isRecord(event)) return piece;
      const { type, delta } = event;
      if (type === 'error' || (type === undefined && isErrorPayload(event))) {
        failure ??= new StarlightError(classifyErrorEvent(event, provider));
      }
      if (type === 'response.output_text.delta' && typeof delta === 'string') {
        piece.text = delta;
        written += delta.length;
      }
      if (type === 'response.completed') {
        tally.take(fieldOf(event['response'], 'usage'));
        finished = true;
      }
      return piece;
    },
    failure: () => failure,
    isFinished: () => finished,
    isOver: () => finished,
    end() {
      if (failure) throw failure;
      if (!finished) throw new StarlightError('reply_interrupted');
      const usage = tally.end(written);
      return { reason: 'stop', ...(usage && { usage }) };
    },
  };
}
