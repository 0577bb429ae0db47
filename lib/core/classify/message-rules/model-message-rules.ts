import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { MessageRule } from './message-rule.ts';

const UNTOLD: readonly ErrorKind[] = [
  'wrong_url',
  'bad_request',
  'missing_scopes',
  'key_invalid',
  'server_error',
];

/** Models: dialects without codes, and OpenAI's one code for three different refusals. */
export const MODEL_MESSAGE_RULES: readonly MessageRule[] = [
  {
    id: 'model.verify_to_stream',
    says: /must be verified to stream\b/,
    refines: ['unsupported_parameter', ...UNTOLD],
    kind: 'organization_unverified',
    reason: 'stream',
    source: 'https://github.com/Lamb-Project/lamb/issues/27',
  },
  {
    id: 'model.verify',
    says: /organization must be verified to\b/,
    refines: ['unsupported_parameter', 'model_not_found', 'model_not_allowed', ...UNTOLD],
    kind: 'organization_unverified',
    reason: 'model',
    source:
      'https://github.com/danny-avila/LibreChat/issues/7323 (404) ; https://github.com/receptron/mulmocast-app/issues/1090 (403)',
  },
  {
    id: 'model.responses_only',
    says: /only supported in v1\/responses/,
    refines: ['model_not_found', ...UNTOLD],
    kind: 'model_wrong_endpoint',
    reason: 'responses_only',
    source: 'https://github.com/sigoden/aichat/pull/1318 (o1-pro, o3-pro)',
  },
  {
    id: 'model.not_chat',
    says: /not a chat model|is a chat model and not supported in/,
    refines: ['model_not_found', ...UNTOLD],
    kind: 'model_wrong_endpoint',
    source: 'https://github.com/micz/ThunderAI/issues/570',
  },
  {
    id: 'model.azure_operation',
    says: /operation does not work with the specified model/,
    refines: UNTOLD,
    kind: 'model_wrong_endpoint',
    source: 'https://github.com/langchain-ai/langchain/issues/6363',
  },
  {
    id: 'model.no_access',
    says: /\bdoes not have access to model\b/,
    refines: ['model_not_found', ...UNTOLD],
    kind: 'model_not_allowed',
    source: 'https://github.com/Aider-AI/aider/issues/604',
  },
  {
    id: 'model.not_found.openai',
    says: /\bmodel:? [`'"][^`'"\n]{1,120}[`'"] (?:does not exist|has been deprecated)/i,
    refines: UNTOLD,
    kind: 'model_not_found',
    source:
      'https://github.com/skorokithakis/sysaidmin/issues/6, the oldest bodies without a code; vLLM',
  },
  {
    id: 'model.not_found.ollama',
    says: /\bmodel [`'"][^`'"\n]{1,120}[`'"] not found/i,
    refines: UNTOLD,
    kind: 'model_not_found',
    source: 'https://github.com/stackblitz-labs/bolt.diy/issues/434',
  },
  {
    id: 'model.not_found.openrouter',
    says: /\bis not a valid model ID\b|\bNo endpoints found for\b/,
    refines: UNTOLD,
    kind: 'model_not_found',
    source:
      'https://github.com/OpenRouterTeam/openrouter-examples/issues/74 ; https://github.com/Alishahryar1/free-claude-code/issues/166',
  },
  {
    id: 'model.not_found.litellm',
    says: /\bInvalid model name passed in\b/,
    refines: UNTOLD,
    kind: 'model_not_found',
    source: 'https://github.com/BerriAI/litellm/issues/8821',
  },
  {
    id: 'model.not_found.one_api',
    says: /无可用渠道|No available channels? for model/,
    refines: ['overloaded', ...UNTOLD],
    kind: 'model_not_found',
    source: 'https://github.com/songquanpeng/one-api/issues/1494',
  },
  {
    id: 'route.invalid_url',
    says: /\bInvalid URL \((?:GET|POST) /,
    refines: ['model_not_found', ...UNTOLD],
    kind: 'wrong_url',
    source: 'https://github.com/Chanzhaoyu/chatgpt-web/issues/737',
  },
];
