import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { isReplyDocument, outcomeOfDialect } from './outcome-of-dialect.ts';
import { type EventBatch, readCompletionEvents } from './read-completion-events.ts';
import type { ReplyPiece } from './read-message.ts';
import { refusalInDocument } from './refusal-in-document.ts';
import { openReplyBytes } from './reply-bytes.ts';
import type { ReplyDeadlines } from './reply-deadlines.ts';
import type { ReplyEnd } from './reply-outcome.ts';
import { detectReplyShape, readJsonDocument } from './reply-shape.ts';

/**
 * The content of a reply: a stream of events, or one document. `end` throws the failure that the
 * document describes, if any.
 */
export type ReplyContent =
  | { shape: 'events'; batches: AsyncGenerator<EventBatch, ReplyEnd> }
  | { shape: 'document'; value: unknown; piece: ReplyPiece; end: () => ReplyEnd };

type ReplyContext = {
  deadlines: ReplyDeadlines;
  /** Whose API it is, if that is known. */
  provider: ProviderId | null;
  /** The API that was asked. */
  dialect?: ApiDialect | undefined;
  /** See `createSseReader`. */
  onLostImage?: (() => void) | null;
};

/**
 * Reads the body of a 2xx. Resolves once its shape is known; a document is read to the end first.
 * Throws `reply_empty` for an empty body, `not_an_api` for anything but a reply or an error, the refusal of
 * the API that a document is (see `refusalInDocument`), and
 * whatever `openReplyBytes` and `readCompletionEvents` throw.
 */
export async function readReply(
  response: Response,
  { deadlines, provider, dialect = 'chat', onLostImage = null }: ReplyContext,
): Promise<ReplyContent> {
  const bytes = openReplyBytes(response.body, deadlines);
  const shape = await detectReplyShape(bytes);
  switch (shape) {
    case 'empty':
      throw new StarlightError('reply_empty');
    case 'html':
      throw new StarlightError('not_an_api');
    case 'json':
      deadlines.expectDocument();
      return toDocumentReply(await readJsonDocument(bytes, dialect), { provider, dialect });
    case 'events': {
      const isEventStream = response.headers.get('content-type')?.includes('event-stream') ?? false;
      const onEvent = deadlines.firstEvent;
      const options = { onEvent, isEventStream, provider, dialect, onLostImage };
      return { shape, batches: readCompletionEvents(bytes, options) };
    }
  }
}

function toDocumentReply(
  value: unknown,
  { provider, dialect }: { provider: ProviderId | null; dialect: ApiDialect },
): ReplyContent {
  const outcome = outcomeOfDialect(dialect, provider);
  const { thinking, text, extras = [] } = outcome.take(value);
  if (!isReplyDocument(dialect, value)) {
    const failure = outcome.failure() ?? new StarlightError('not_an_api');
    const refusal = refusalInDocument(value, failure, dialect);
    if (refusal || !outcome.failure()) throw refusal ?? failure;
  }
  const piece = { thinking, text, extras: [...extras, ...(outcome.rest?.() ?? [])] };
  return { shape: 'document', value, piece, end: outcome.end };
}
