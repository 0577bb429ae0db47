import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { FinishReason } from '#lib/core/chat/chat-events.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';

/** What is known of a request when it ends. Never a prompt, a reply, a header or an error's text. */
export type LogFields = {
  route?: string | undefined;
  method?: string | undefined;
  status?: number | undefined;
  kind?: ErrorKind | undefined;
  /** Our own word that tells causes of a kind apart. */
  reason?: string | undefined;
  /** Class name of an error that was not ours. */
  errorClass?: string | undefined;
  model?: string | undefined;
  role?: Audience | undefined;
  /** Short hash of the session, never its id. */
  visitor?: string | undefined;
  /** Name of the team token that was used. */
  teamToken?: string | undefined;
  ttfbMs?: number | undefined;
  durationMs?: number | undefined;
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  finishReason?: FinishReason | undefined;
  upstreamRequestId?: string | undefined;
  retries?: number | undefined;
};

/** A value that can stand in a log line. */
export type LogValue = string | number | boolean | readonly string[] | undefined;

/** What a log line says. */
export type LogLine = Readonly<Record<string, LogValue>>;
