import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { FinishReason } from '#lib/core/chat/chat-events.ts';
import type { Certainty, ErrorKind } from '#lib/core/errors/error-kinds.ts';

/** What is known about a request when it ends. Never a prompt, a reply, a header or an error's text. */
export type LogFields = {
  route?: string | undefined;
  method?: string | undefined;
  status?: number | undefined;
  kind?: ErrorKind | undefined;
  /** Whether the upstream's response said what failed, or only its status did. */
  certainty?: Certainty | undefined;
  /** A word of ours that tells the causes of a kind apart. */
  reason?: string | undefined;
  /** Class name of an unexpected error. */
  errorClass?: string | undefined;
  model?: string | undefined;
  role?: Audience | undefined;
  /** Short hash of the session, never its ID. */
  visitor?: string | undefined;
  /** Name of the team token that was used. */
  teamToken?: string | undefined;
  ttfbMs?: number | undefined;
  durationMs?: number | undefined;
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  /** The parts of `inputTokens` and `outputTokens` that were cached, and thinking. */
  cachedTokens?: number | undefined;
  reasoningTokens?: number | undefined;
  /** What the upstream says that the reply cost. */
  costUsd?: number | undefined;
  finishReason?: FinishReason | undefined;
  upstreamRequestId?: string | undefined;
  retries?: number | undefined;
  /** The kind of the first upstream's failure, if the second was asked, and the second with its model. */
  fallback?: ErrorKind | undefined;
  fallbackTo?: string | undefined;
};

/** A value that a log line may contain. */
export type LogValue = string | number | boolean | readonly string[] | undefined;

/** The fields of a log line. */
export type LogLine = Readonly<Record<string, LogValue>>;
