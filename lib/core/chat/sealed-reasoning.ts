import * as z from 'zod/mini';

/** The longest reasoning of one reply that is kept, in characters: about 10,000 tokens, encrypted. */
export const MAX_REASONING_LENGTH = 64_000;
/** The most reasoning of earlier replies that one request carries, in bytes. */
export const MAX_CARRIED_BYTES = 128_000;

/**
 * What a model thought for a reply, encrypted or signed by its provider, which wants it back with the
 * conversation. The server alone reads `data`, and `seal` tells it that it wrote it, for which model.
 */
export const sealedReasoningSchema = z.strictObject({
  data: z.string().check(z.minLength(1), z.maxLength(MAX_REASONING_LENGTH)),
  seal: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
});
export type SealedReasoning = z.infer<typeof sealedReasoningSchema>;
