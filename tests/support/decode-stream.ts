import type { FinishReason, Usage } from '#lib/core/chat/chat-events.ts';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiDialect } from '#lib/server/upstream/api-dialect.ts';
import { createReplyDecoder, type DecodedEvent } from '#lib/server/upstream/reply/decode-reply.ts';
import { readCompletionEvents } from '#lib/server/upstream/reply/read-completion-events.ts';
import { createKeyRemover } from '#lib/server/upstream/secrets/key-remover.ts';

type DecodedStream = {
  thinking: string;
  text: string;
  extras: ReplyExtra[];
  reason: FinishReason | null;
  usage: Usage | undefined;
  failure: StarlightError | null;
};

/** Decodes a streamed completion that arrives in these parts, as a visitor gets it. */
export function decodeStream(...parts: Uint8Array[]): Promise<DecodedStream> {
  return decodeStreamOf('chat', parts);
}

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
    failure: null,
  };
  const keep = (event: DecodedEvent) => {
    if (event.type === 'thinking') decoded.thinking += event.text;
    else if (event.type === 'delta') decoded.text += event.text;
    else if (event.type === 'done') {
      decoded.reason = event.reason;
      decoded.usage = event.usage;
    } else decoded.extras.push(event);
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
    keep(decoder.end(next.value));
  } catch (error) {
    if (!(error instanceof StarlightError)) throw error;
    decoder.flush().forEach(keep);
    decoded.failure = error;
  }
  return decoded;
}
