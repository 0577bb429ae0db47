import 'server-only';
import type { FinishReason, Notice, Usage } from '#lib/core/chat/chat-events.ts';
import type { ChatRequestMessage } from '#lib/core/chat/chat-request.ts';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import type { ApiSetting } from '#lib/core/models/choose-dialect.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import type { WebSearchMethod } from '#lib/core/models/web-search-methods.ts';
import type { CarriedReasoning } from './reasoning/carried-reasoning.ts';
import type { RetryClock } from './request/retry-clock.ts';

/** A message of the conversation. `reasoning`: what this model thought for it, on a reply. */
export type UpstreamMessage = Omit<ChatRequestMessage, 'reasoning'> & {
  reasoning?: CarriedReasoning | undefined;
};

/** A chat request that has passed every guard: its model is offered and its output limit clamped. */
export type UpstreamRequest = {
  messages: UpstreamMessage[];
  /** The visitor's own, which follow the operator's system prompt. */
  instructions?: string | undefined;
  model: string;
  temperature?: number | undefined;
  topP?: number | undefined;
  maxOutputTokens: number;
  reasoningEffort?: ReasoningEffort | undefined;
  /** Let the provider search the web. */
  webSearch?: boolean | undefined;
};

export type UpstreamCall = {
  /** Aborts the upstream immediately, even before its first byte. */
  signal: AbortSignal;
  /** Sent as `X-Client-Request-Id`, so that the upstream's support can find the request. */
  clientRequestId: string;
  /** Milliseconds until the first event, if less than usual. */
  ttfbMs?: number | undefined;
  /** Called each time the request is resent, repaired or unchanged: with 1, then 2, … */
  onSentAgain?: ((times: number) => void) | undefined;
  /**
   * Called before a retry when the previous attempt may be billed: reserves budget for the worst case
   * of another one. False: the budget has no room, and the request is not resent.
   */
  reserveRetry?: (() => Promise<boolean>) | undefined;
};

/**
 * The events of an upstream's reply: `accepted` once its 200 arrives, deltas, thinking and extras, what is
 * to be carried, and exactly one `done`.
 * Any failure is thrown as a `StarlightError`; an abort throws the signal's reason.
 */
export type UpstreamEvent =
  | { type: 'accepted'; upstreamRequestId?: string | undefined }
  | { type: 'delta'; text: string }
  | { type: 'thinking'; text: string }
  | ReplyExtra
  /** To be sent back with this reply in later requests. */
  | { type: 'reasoning'; reasoning: CarriedReasoning }
  | {
      type: 'done';
      reason: FinishReason;
      usage?: Usage | undefined;
      notices?: Notice[] | undefined;
    };

/** Milliseconds an upstream may take: until its first event, between bytes, and for the whole reply. */
export type UpstreamDeadlines = { ttfbMs: number; idleMs: number; totalMs: number };

/** An upstream's address, credentials and deadlines. */
export type UpstreamOptions = {
  apiKey: string;
  /** Without a trailing slash. */
  baseUrl: string;
  organization: string | null;
  project: string | null;
  /** `upstreamFetch`, or the demo's. */
  fetch: typeof fetch;
  /** In which of OpenAI's APIs it is asked; `auto`, the default, is by model. */
  api?: ApiSetting | undefined;
  deadlines: UpstreamDeadlines;
  /** Sent before the messages of every chat request; never shown to visitors. */
  systemPrompt?: string | null | undefined;
  /** Lets `stream` retry failures before the reply, if that helps. Without it, nothing is retried. */
  retries?: RetryClock | undefined;
  /** Without it, no model searches the web. */
  webSearch?: WebSearchAccess | undefined;
};

/** Which models search the web on request, and what was learned about it. */
export type WebSearchAccess = {
  /** null for a model that may not or cannot search; such a request is sent without it. */
  methodFor: (model: string) => WebSearchMethod | null;
  /** Called once the upstream has refused a search and accepted the same request without it. */
  noteRefused: (model: string) => void;
};
