import { jsonFault, openAiFault, unconfirmed } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

const GEMINI_PAGE = 'https://ai.google.dev/gemini-api/docs/rate-limits';
const FREE_TIER = 'generativelanguage.googleapis.com/generate_content_free_tier';

/** What plans, settings, memory and unknown rules of a provider don't allow. */
export const REFUSAL_FAULTS: readonly UpstreamFault[] = [
  gemini('shape.gemini.limit_zero', 'plan_excludes_model', 429, 'RESOURCE_EXHAUSTED', {
    message: `You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: ${GEMINI_PAGE}. To monitor your current usage, head to: https://ai.dev/rate-limit. \n* Quota exceeded for metric: ${FREE_TIER}_requests, limit: 0, model: gemini-3-pro\n* Quota exceeded for metric: ${FREE_TIER}_input_token_count, limit: 0, model: gemini-3-pro\nPlease retry in 45.578569677s.`,
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.Help',
        links: [{ description: 'Learn more about Gemini API quotas', url: GEMINI_PAGE }],
      },
    ],
  }),
  gemini('shape.gemini.service_disabled', 'setting_required', 403, 'PERMISSION_DENIED', {
    message:
      'Generative Language API has not been used in project 123456789012 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/generativelanguage.googleapis.com/overview?project=123456789012 then retry.',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'SERVICE_DISABLED',
        domain: 'googleapis.com',
      },
    ],
  }),
  jsonFault('shape.openrouter.data_policy', 'setting_required', 404, {
    error: {
      message:
        'No endpoints found matching your data policy (Paid model training). Configure: https://openrouter.ai/settings/privacy',
      code: 404,
    },
  }),
  jsonFault('shape.ollama.memory', 'model_unavailable', 500, {
    error: {
      message: 'model requires more system memory (5.3 GiB) than is available (3.3 GiB)',
      type: 'api_error',
      param: null,
      code: null,
    },
  }),
  jsonFault('shape.localai.load', 'model_unavailable', 500, {
    error: {
      code: 500,
      message:
        'could not load model: rpc error: code = Unavailable desc = error reading from server: EOF',
      type: '',
    },
  }),
  jsonFault('shape.llamacpp.mmproj', 'image_not_supported', 500, {
    error: {
      code: 500,
      message:
        'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
      type: 'server_error',
    },
  }),
  openAiFault('req.max_tokens_too_large', 'output_limit_too_large', 400, {
    message:
      'max_tokens is too large: 8192. This model supports at most 4096 completion tokens, whereas you provided 8192.',
    type: 'invalid_request_error',
    param: 'max_tokens',
  }),
  // Made up, so that no rule can know them.
  unexplained('shape.unexplained:403', 'refused', 403, {
    message: 'Denied by workspace rule 7b.',
    type: 'workspace_rule',
    code: 'WR-7B',
  }),
  unexplained('shape.unexplained:403_bare', 'refused', 403, { message: 'Forbidden' }),
  unexplained('shape.unexplained:400', 'bad_request', 400, {
    message: 'Declined: E-4107.',
    type: 'declined',
    code: 'E-4107',
  }),
];

type GeminiError = { message: string; details: readonly unknown[] };

/** Gemini's OpenAI endpoint wraps its error into a list. */
function gemini(
  id: string,
  kind: UpstreamFault['kind'],
  code: number,
  status: string,
  { message, details }: GeminiError,
): UpstreamFault {
  return jsonFault(id, kind, code, [{ error: { code, message, status, details } }]);
}

function unexplained(
  id: string,
  kind: UpstreamFault['kind'],
  status: number,
  error: Record<string, string>,
): UpstreamFault {
  return unconfirmed(jsonFault(id, kind, status, { error }));
}
