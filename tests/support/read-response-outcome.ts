import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { createResponsesOutcome } from '#lib/server/upstream/responses/responses-outcome.ts';
import { ended } from './response-events.ts';

type JsonObject = Record<string, unknown>;

/** What events say, and how they end. */
export function readOutcome(...events: readonly unknown[]) {
  const outcome = createResponsesOutcome();
  const pieces = events.map(outcome.take);
  const said = {
    thinking: pieces.map(({ thinking }) => thinking).join(''),
    text: pieces.map(({ text }) => text).join(''),
    extras: pieces.flatMap(({ extras = [] }): readonly ReplyExtra[] => extras),
  };
  try {
    return { ...said, end: outcome.end(), failure: null };
  } catch (error) {
    if (!(error instanceof StarlightError)) throw error;
    return { ...said, end: null, failure: error };
  }
}

/** A response that ended with these items. */
export const output = (...items: readonly JsonObject[]) => ended({ output: items });
export const itemDone = (item: JsonObject, output_index?: number) => ({
  type: 'response.output_item.done',
  ...{ output_index, item },
});
export const annotated = (annotation: JsonObject, at: JsonObject = {}) => ({
  type: 'response.output_text.annotation.added',
  ...{ item_id: 'msg_1', output_index: 0, content_index: 0, annotation, ...at },
});
export const citation = (start_index: unknown, end_index: unknown, url = 'https://a.example/') => ({
  ...{ type: 'url_citation', url, title: 'A', start_index, end_index },
});
export const sourcesOf = (extras: readonly ReplyExtra[]) =>
  extras.flatMap((extra) => (extra.type === 'sources' ? extra.sources : []));
