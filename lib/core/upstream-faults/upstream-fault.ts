import type { ErrorKind } from '../errors/error-kinds.ts';

/** One thing an upstream is known to do, in the bytes it does it with, and what we must call it. */
export type UpstreamFault = {
  /** The row of tests/fixtures/openai-errors.json, then the variant after a colon. */
  id: string;
  kind: ErrorKind;
  /** False where the source was not seen word for word. */
  confirmed: boolean;
  wire:
    | { type: 'response'; status: number; headers: Record<string, string>; body: string }
    /** An SSE 200 in OpenAI's bytes, then how it ends. */
    | { type: 'stream'; chunks: readonly string[]; ending: 'close' | 'reset' | 'stall' }
    /** `error.cause.code` of what fetch throws; `TimeoutError`: the name, which has no code. */
    | { type: 'connection'; code: string };
};
