import 'server-only';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';

/** Writes a reply in one of OpenAI's formats: what a client gets of what the upstream sent. */
export type ReplyWriter = {
  /** An event of the upstream, or its one document, as server-sent events; empty if none is passed on. */
  event: (value: unknown) => string;
  /** A reply that was not requested as a stream. */
  document: (value: unknown) => object;
  /** The last events of a complete stream. */
  end: () => string;
  /** The last events of a stream that fails. */
  failure: (error: unknown, body: ErrorBody) => string;
};
