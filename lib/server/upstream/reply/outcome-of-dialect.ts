import 'server-only';
import { isResponseObject } from '#lib/core/chat/last-response-of.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { createResponsesOutcome } from '../responses/responses-outcome.ts';
import { readCompletionChunk } from './completion-chunk.ts';
import { createReplyOutcome, type ReplyOutcome } from './reply-outcome.ts';

/** What reads the events of a reply in this dialect, or its one document. */
export function outcomeOfDialect(dialect: ApiDialect, provider: ProviderId | null): ReplyOutcome {
  return dialect === 'chat' ? createReplyOutcome(provider) : createResponsesOutcome(provider);
}

/** Whether a document is a reply in this dialect, complete or not. */
export function isReplyDocument(dialect: ApiDialect, value: unknown): boolean {
  return dialect === 'chat' ? readCompletionChunk(value) !== null : isResponseObject(value);
}
