import 'server-only';
import type { FinishReason, Notice, Usage } from '#lib/core/chat/chat-events.ts';
import type { ChatRequestMessage } from '#lib/core/chat/chat-request.ts';
import type { RetryClock } from './request/retry-clock.ts';

/** A chat request that has passed every guard: the model is offered, the output limit clamped. */
export type UpstreamRequest = {
  messages: ChatRequestMessage[];
  model: string;
  temperature?: number | undefined;
  topP?: number | undefined;
  maxOutputTokens: number;
};

export type UpstreamCall = {
  /** Aborts the upstream at once, also before its first byte. */
  signal: AbortSignal;
  /** Sent as `X-Client-Request-Id`, so that the upstream's support can find the request. */
  clientRequestId: string;
  /** Told each time that the request is sent once more, repaired or as it was: 1, then 2, … */
  onSentAgain?: ((times: number) => void) | undefined;
  /**
   * Asked before a request is sent once more although the attempt before may be billed: sets aside
   * what another one can come to. False: there is no room for it, and it is not sent.
   */
  reserveRetry?: (() => boolean) | undefined;
};

/**
 * What an upstream's reply is made of: `accepted` once its 200 came, deltas, and exactly one `done`.
 * Anything else that happens is thrown as a `StarlightError`; an abort throws the signal's reason.
 */
export type UpstreamEvent =
  | { type: 'accepted'; upstreamRequestId?: string | undefined }
  | { type: 'delta'; text: string }
  | {
      type: 'done';
      reason: FinishReason;
      usage?: Usage | undefined;
      notices?: Notice[] | undefined;
    };

/** Milliseconds an upstream may take: to its first event, between bytes, and for the whole reply. */
export type UpstreamDeadlines = { ttfbMs: number; idleMs: number; totalMs: number };

/** Where an upstream is, what opens it, and how long it may take. */
export type UpstreamOptions = {
  apiKey: string;
  /** Without a trailing slash. */
  baseUrl: string;
  organization: string | null;
  project: string | null;
  /** `upstreamFetch`, or the demo's. */
  fetch: typeof fetch;
  deadlines: UpstreamDeadlines;
  /** Sent before the messages of every chat request; never shown to visitors. */
  systemPrompt?: string | null | undefined;
  /** Lets `stream` send again what failed before the reply, where that helps. Without it nothing is. */
  retries?: RetryClock | undefined;
};
