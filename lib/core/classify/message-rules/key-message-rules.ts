import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { MessageRule } from './message-rule.ts';

const REFUSED: readonly ErrorKind[] = ['key_invalid', 'missing_scopes', 'server_error'];

/** 401 and 403 whose code is null, or was dropped by a gateway. */
export const KEY_MESSAGE_RULES: readonly MessageRule[] = [
  {
    id: 'key.missing.openai',
    pattern: /You didn't provide an API key/,
    refines: [...REFUSED, 'bad_request'],
    kind: 'key_missing',
    source: 'https://github.com/intitni/CopilotForXcode/issues/573',
  },
  {
    id: 'key.missing.openrouter',
    pattern: /No (?:cookie )?auth credentials found|Missing Authentication header/,
    refines: REFUSED,
    kind: 'key_missing',
    source: 'https://github.com/musistudio/claude-code-router/issues/227',
  },
  {
    id: 'key.missing.fastapi',
    pattern: /^Not authenticated$/m,
    refines: REFUSED,
    kind: 'key_missing',
    source: 'https://github.com/lanqian528/chat2api/issues/4',
  },
  {
    id: 'key.missing.litellm',
    pattern: /No api key passed in/,
    refines: REFUSED,
    kind: 'key_missing',
    source: 'BerriAI/litellm, litellm/proxy/auth/user_api_key_auth.py',
  },
  {
    id: 'key.invalid.google',
    pattern: /API key not (?:valid|found)\. Please pass a valid API key/i,
    refines: ['bad_request'],
    kind: 'key_invalid',
    source: 'https://github.com/cequence-io/openai-scala-client/issues/109',
  },
  {
    id: 'key.admin',
    pattern: /\badmin(?:istration)? (?:API )?keys?\b/i,
    refines: REFUSED,
    kind: 'wrong_credential_type',
    reason: 'admin_key',
    source: 'unconfirmed: tests/fixtures/openai-errors.json, auth.admin_key',
  },
  {
    id: 'key.scopes',
    pattern: /Missing scopes?:|insufficient permissions for this operation/i,
    refines: REFUSED,
    kind: 'missing_scopes',
    source: 'https://github.com/microsoft/PowerToys/issues/32989',
  },
  {
    id: 'key.ip',
    pattern: /\bIP (?:address )?(?:is )?not (?:authorized|allowed)/i,
    refines: REFUSED,
    kind: 'ip_not_allowed',
    source: 'title of the entry in https://developers.openai.com/docs/guides/error-codes',
  },
  {
    id: 'key.ip.azure',
    pattern: /Access denied due to Virtual Network\/Firewall rules/,
    refines: REFUSED,
    kind: 'ip_not_allowed',
    source: 'https://github.com/Azure-Samples/azure-sql-db-chatbot/issues/3',
  },
  {
    id: 'key.organization',
    pattern: /must be a member of an organization to use the API/,
    refines: REFUSED,
    kind: 'organization_mismatch',
    reason: 'no_organization',
    source: 'https://github.com/OpenHands/OpenHands/issues/2562',
  },
  {
    id: 'key.organization_header',
    pattern: /OpenAI-Organization header should match organization/,
    refines: REFUSED,
    kind: 'organization_mismatch',
    reason: 'header_mismatch',
    source: 'https://github.com/openai/codex/issues/1000',
  },
  {
    id: 'key.project_header',
    pattern: /OpenAI-Project header should match project/,
    refines: REFUSED,
    kind: 'project_mismatch',
    reason: 'header_mismatch',
    source: 'unconfirmed: tests/fixtures/openai-errors.json, auth.mismatched_project',
  },
  {
    id: 'key.region_host',
    pattern: /incorrect regional hostname/,
    refines: REFUSED,
    kind: 'wrong_host',
    source: 'https://github.com/agent-ecosystem/skill-validator/issues/70',
  },
  {
    id: 'key.account_deactivated',
    pattern: /account associated with this API key has been deactivated/,
    refines: REFUSED,
    kind: 'account_deactivated',
    source: 'https://github.com/ChatGPTNextWeb/NextChat/issues/4175',
  },
  {
    id: 'key.region',
    pattern: /Country, region, or territory not supported/i,
    refines: [...REFUSED, 'network_blocked'],
    kind: 'region_unsupported',
    source: 'https://github.com/home-assistant/core/issues/120072',
  },
];
