import type { ErrorKind } from '../errors/error-kinds.ts';

/** A failure that upstreams are known to cause, as the bytes they send and the kind it must get. */
export type UpstreamFault = {
  /** The ID of its row in tests/fixtures/openai-errors.json, then a colon and the variant. */
  id: string;
  kind: ErrorKind;
  /** False if the exact wording has not been seen. */
  confirmed: boolean;
  wire:
    | { type: 'response'; status: number; headers: Record<string, string>; body: string }
    /** A 200 with OpenAI's SSE events, and how it ends. */
    | { type: 'stream'; chunks: readonly string[]; ending: 'close' | 'reset' | 'stall' }
    /** The `error.cause.code` that fetch throws; `TimeoutError` is a name, because it has no code. */
    | { type: 'connection'; code: string };
};
