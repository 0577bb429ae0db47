import 'server-only';
import { apiRoute } from '../http/api-route.ts';
import type { OpenAiError } from './openai-error.ts';

const UNKNOWN_PATH: OpenAiError = {
  error: {
    message: 'Under /v1, Starlight only serves POST /v1/chat/completions and GET /v1/models.',
    type: 'invalid_request_error',
    code: 'unknown_url',
    param: null,
  },
};

/** Any other address below `/v1`: a 404 that OpenAI's clients can read. It asks nothing and tells nothing. */
export const handleUnknownPath = apiRoute('/v1/*', async () =>
  Response.json(UNKNOWN_PATH, { status: 404, headers: { 'x-should-retry': 'false' } }),
);
