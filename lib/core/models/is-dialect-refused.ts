import type { Failure } from '../errors/starlight-error.ts';
import type { ApiDialect } from './choose-dialect.ts';

// "Not found" and "gone": what servers say at a path they do not have. Some say it with a bad request.
const NO_SUCH_PATH = [404, 410];
const BAD_REQUEST = 400;
// "Method not allowed" and "not implemented" are about the path and the method, whatever the words.
const NOT_SERVED = [405, 501];
/** What only the other API's body has: a server that asks for it expects the other API. */
const MEMBERS_OF_OTHER: Record<ApiDialect, readonly string[]> = {
  chat: ['input'],
  responses: ['messages'],
};
/** The reason of a model that is served in the API that was asked: the other would not help. */
const REASON_FOR_ASKED: Record<ApiDialect, string> = {
  chat: 'chat_only',
  responses: 'responses_only',
};

/**
 * Whether an HTTP error refused a request because of the API it was sent in: the upstream has no such path,
 * or does not serve the model there. That the model does not exist is no such refusal, whatever its status.
 *
 * @param failure what the error was classified as
 */
export function isDialectRefused(
  { kind, status = 0, details, certainty }: Failure,
  asked: ApiDialect,
): boolean {
  if (NOT_SERVED.includes(status)) return true;
  switch (kind) {
    case 'wrong_url':
      return (
        (NO_SUCH_PATH.includes(status) || (status === BAD_REQUEST && certainty !== 'guessed')) &&
        details?.reason !== 'api_version' &&
        details?.reason !== 'https_required'
      );
    case 'refused':
      return details?.reason === 'not_found';
    case 'model_wrong_endpoint':
      return details?.reason !== REASON_FOR_ASKED[asked];
    case 'bad_request':
    case 'unsupported_parameter':
      return (
        details?.reason === 'tools_with_reasoning' ||
        MEMBERS_OF_OTHER[asked].includes(rootOf(details?.parameter))
      );
    default:
      return false;
  }
}

/** `messages` of `messages[0].content`. */
function rootOf(parameter = ''): string {
  return parameter.split(/[.[]/, 1)[0] ?? '';
}
