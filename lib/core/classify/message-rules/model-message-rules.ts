import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { MessageRule } from './message-rule.ts';

const UNDECIDED: readonly ErrorKind[] = [
  'wrong_url',
  'bad_request',
  'missing_scopes',
  'key_invalid',
  'server_error',
];

/** For dialects without codes for model errors, and for OpenAI's one code for three different refusals. */
export const MODEL_MESSAGE_RULES: readonly MessageRule[] = [
  {
    id: 'model.verify_to_stream',
    pattern: /must be verified to stream\b/,
    refines: ['unsupported_parameter', ...UNDECIDED],
    kind: 'organization_unverified',
    reason: 'stream',
    source: 'https://github.com/Lamb-Project/lamb/issues/27',
  },
  {
    id: 'model.verify',
    pattern: /organization must be verified to\b/,
    refines: ['unsupported_parameter', 'model_not_found', 'model_not_allowed', ...UNDECIDED],
    kind: 'organization_unverified',
    reason: 'model',
    source:
      'https://github.com/danny-avila/LibreChat/issues/7323 (404) ; https://github.com/receptron/mulmocast-app/issues/1090 (403)',
  },
  {
    id: 'model.responses_only',
    pattern: /only supported in v1\/responses/,
    refines: ['model_not_found', ...UNDECIDED],
    kind: 'model_wrong_endpoint',
    reason: 'responses_only',
    source: 'https://github.com/sigoden/aichat/pull/1318 (o1-pro, o3-pro)',
  },
  {
    id: 'model.not_chat',
    pattern: /not a chat model|is a chat model and not supported in/,
    refines: ['model_not_found', ...UNDECIDED],
    kind: 'model_wrong_endpoint',
    source: 'https://github.com/micz/ThunderAI/issues/570',
  },
  {
    id: 'model.azure_operation',
    pattern: /operation does not work with the specified model/,
    refines: UNDECIDED,
    kind: 'model_wrong_endpoint',
    source: 'https://github.com/langchain-ai/langchain/issues/6363',
  },
  {
    id: 'model.no_access',
    pattern: /\bdoes not have access to model\b/,
    refines: ['model_not_found', ...UNDECIDED],
    kind: 'model_not_allowed',
    source: 'https://github.com/Aider-AI/aider/issues/604',
  },
  {
    id: 'model.not_found.openai',
    pattern: /\bmodel:? [`'"][^`'"\n]{1,120}[`'"] (?:does not exist|has been deprecated)/i,
    refines: UNDECIDED,
    kind: 'model_not_found',
    source:
      'https://github.com/skorokithakis/sysaidmin/issues/6, the oldest bodies without a code; vLLM',
  },
  {
    id: 'model.not_found.ollama',
    pattern: /\bmodel [`'"][^`'"\n]{1,120}[`'"] not found/i,
    refines: UNDECIDED,
    kind: 'model_not_found',
    source: 'https://github.com/stackblitz-labs/bolt.diy/issues/434',
  },
  {
    id: 'model.not_found.openrouter',
    pattern: /\bis not a valid model ID\b|\bNo endpoints found for\b/,
    refines: UNDECIDED,
    kind: 'model_not_found',
    source:
      'https://github.com/OpenRouterTeam/openrouter-examples/issues/74 ; https://github.com/Alishahryar1/free-claude-code/issues/166',
  },
  {
    id: 'model.not_found.litellm',
    pattern: /\bInvalid model name passed in\b/,
    refines: UNDECIDED,
    kind: 'model_not_found',
    source: 'https://github.com/BerriAI/litellm/issues/8821',
  },
  {
    id: 'model.not_found.one_api',
    pattern: /无可用渠道|No available channels? for model/,
    refines: ['overloaded', ...UNDECIDED],
    kind: 'model_not_found',
    source: 'https://github.com/songquanpeng/one-api/issues/1494',
  },
  {
    id: 'route.invalid_url',
    pattern: /\bInvalid URL \((?:GET|POST) /,
    refines: ['model_not_found', ...UNDECIDED],
    kind: 'wrong_url',
    source: 'https://github.com/Chanzhaoyu/chatgpt-web/issues/737',
  },
];
