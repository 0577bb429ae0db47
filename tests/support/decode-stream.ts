import type { FinishReason, Usage } from '#lib/core/chat/chat-events.ts';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiDialect } from '#lib/server/upstream/api-dialect.ts';
import type { CarriedReasoning } from '#lib/server/upstream/reasoning/carried-reasoning.ts';
import { createReplyDecoder, type DecodedEvent } from '#lib/server/upstream/reply/decode-reply.ts';
import { readCompletionEvents } from '#lib/server/upstream/reply/read-completion-events.ts';
import { createKeyRemover } from '#lib/server/upstream/secrets/key-remover.ts';

type DecodedStream = {
  thinking: string;
  text: string;
  extras: ReplyExtra[];
  reason: FinishReason | null;
  usage: Usage | undefined;
  /** What the reply is to be sent back with. */
  reasoning: CarriedReasoning | undefined;
  failure: StarlightError | null;
};

/** Decodes a streamed reply of this API that arrives in these parts, as a visitor gets it. */
export async function decodeStreamOf(
  dialect: ApiDialect,
  parts: Uint8Array[],
): Promise<DecodedStream> {
  const decoded: DecodedStream = {
    thinking: '',
    text: '',
    extras: [],
    reason: null,
    usage: undefined,
    reasoning: undefined,
    failure: null,
  };
  const keep = (event: DecodedEvent) => {
    if (event.type === 'thinking') decoded.thinking += event.text;
    else if (event.type === 'delta') decoded.text += event.text;
    else if (event.type === 'done') {
      decoded.reason = event.reason;
      decoded.usage = event.usage;
    } else if (event.type === 'reasoning') decoded.reasoning = event.reasoning;
    else decoded.extras.push(event);
  };
  const decoder = createReplyDecoder(createKeyRemover(''));
  try {
    const batches = readCompletionEvents(
      { next: async () => parts.shift() ?? null, release() {} },
      { dialect },
    );
    let next = await batches.next();
    for (; !next.done; next = await batches.next()) decoder.take(next.value).forEach(keep);
    decoder.flush().forEach(keep);
    decoder.reasoning(next.value).forEach(keep);
    keep(decoder.end(next.value));
  } catch (error) {
    if (!(error instanceof StarlightError)) throw error;
    decoder.flush().forEach(keep);
    decoded.failure = error;
  }
  return decoded;
}
