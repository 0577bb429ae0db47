import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { createReplyDecoder, type DecodedEvent } from '#lib/server/upstream/reply/decode-reply.ts';
import { readCompletionEvents } from '#lib/server/upstream/reply/read-completion-events.ts';
import { createKeyRemover } from '#lib/server/upstream/secrets/key-remover.ts';

export const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const encoder = new TextEncoder();

type Part = string | Uint8Array | Error;

/** A source of bytes that ends with the first `undefined` and breaks with the first error. */
export function bytesOf(next: () => Part | undefined, release = () => {}) {
  return {
    release,
    async next() {
      const part = next();
      if (part instanceof Error) throw part;
      return typeof part === 'string' ? encoder.encode(part) : (part ?? null);
    },
  };
}

/** Decodes a streamed reply as the server does for a visitor, without the key. */
export async function* decodeBytes(
  bytes: ReturnType<typeof bytesOf>,
): AsyncGenerator<DecodedEvent, void> {
  const decoder = createReplyDecoder(createKeyRemover(KEY));
  const batches = readCompletionEvents(bytes);
  try {
    let next = await batches.next();
    for (; !next.done; next = await batches.next()) yield* decoder.take(next.value);
    yield* decoder.flush();
    yield decoder.end(next.value);
  } catch (error) {
    yield* decoder.flush();
    throw error;
  } finally {
    await batches.return({ reason: 'stop' });
  }
}

/** Returns what was decoded, and the failure that ended it. */
export async function decode(
  ...parts: Part[]
): Promise<{ text: string; events: DecodedEvent[]; failure: StarlightError | null }> {
  const events: DecodedEvent[] = [];
  const textOf = () => events.map((each) => (each.type === 'delta' ? each.text : '')).join('');
  try {
    for await (const each of decodeBytes(bytesOf(() => parts.shift()))) events.push(each);
    return { text: textOf(), events, failure: null };
  } catch (error) {
    if (!(error instanceof StarlightError)) throw error;
    return { text: textOf(), events, failure: error };
  }
}
