import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { type ApiSetting, chooseDialect, otherDialect } from '#lib/core/models/choose-dialect.ts';
import type { WebSearchMethod } from '#lib/core/models/web-search-methods.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { type CompletionBody, toCompletionBody } from '../reply/completion-body.ts';
import { type ResponsesBody, toResponsesBody } from '../responses/responses-body.ts';
import type { UpstreamRequest } from '../upstream.ts';

/** A request in one of the two APIs. */
export type ApiRequest =
  | { dialect: 'chat'; body: CompletionBody }
  | { dialect: 'responses'; body: ResponsesBody };

/** Where and how an upstream is asked. `api`: the setting; `auto` by default. */
export type RequestOptions = {
  baseUrl: string;
  systemPrompt?: string | null | undefined;
  api?: ApiSetting | undefined;
};

/**
 * The APIs in which a request for a model may be sent: the first choice, and what is tried if it is refused.
 *
 * @param search how the request asks for a search of the web, which decides the first choice
 */
export function dialectsFor(
  model: string,
  { baseUrl, api = 'auto' }: RequestOptions,
  search: WebSearchMethod | null = null,
): readonly [ApiDialect, ...ApiDialect[]] {
  if (search && api === 'auto') return [search.dialect, otherDialect(search.dialect)];
  const { dialect, why } = chooseDialect(model, { baseUrl, api });
  return why === 'set' ? [dialect] : [dialect, otherDialect(dialect)];
}

/** Converts a chat request to what is sent; without its search in an API that does not take it. */
export function toApiRequest(
  dialect: ApiDialect,
  request: UpstreamRequest,
  options: RequestOptions,
  search: WebSearchMethod | null = null,
): ApiRequest {
  const taken = search?.dialect === dialect ? search : null;
  return dialect === 'chat'
    ? { dialect, body: toCompletionBody(request, options, taken) }
    : { dialect, body: toResponsesBody(request, options, taken) };
}

/** The effort that a request asks for; undefined if it leaves it to the model. */
export function effortOf({ dialect, body }: ApiRequest): unknown {
  return dialect === 'chat' ? body['reasoning_effort'] : fieldOf(body['reasoning'], 'effort');
}
