import { isNotAuthStatus, type Topic } from './topic.ts';
import {
  ACCOUNT,
  EXPIRED,
  INVALID,
  KEY,
  MISSING,
  MODEL,
  NOT,
  PERMISSION,
  PLACE,
  SUSPENDED,
} from './words.ts';

const DENIED =
  /\b(?:not|no|denied|forbidden|lacks?|missing|insufficient|without|doesnt|cannot|cant|isnt|refused|unauthorized|requires?|disallowed|sem|sin|sans|ohne|kein\w{0,2}|na pas)\b|无|没有|拒绝|禁止|未|нет|запрещ|не |없|거부|拒否/;

/** Who is asking, from where, and whether they may. */
export const ACCESS_TOPICS: readonly Topic[] = [
  {
    id: 'access.verified',
    kind: 'organization_unverified',
    reason: 'stream',
    all: [/\bmust be verified to stream\b/],
    refines: ['unsupported_parameter', 'model_not_found', 'model_not_allowed', 'bad_request'],
    source: 'https://github.com/Lamb-Project/lamb/issues/27',
  },
  {
    id: 'access.verified_model',
    kind: 'organization_unverified',
    reason: 'model',
    all: [
      /\b(?:organi[sz]ation|account|identity)\b/,
      /\bmust be verified\b|\b(?:verify|verification)\b|实名/,
    ],
    refines: ['unsupported_parameter', 'model_not_found', 'model_not_allowed', 'bad_request'],
    source: 'https://github.com/danny-avila/LibreChat/issues/7323',
  },
  {
    id: 'access.scope',
    kind: 'missing_scopes',
    all: [
      /\b(?:missing scopes?|permissions? (?:is |are )?(?:required|needed|missing)|(?:required|requires?|needs?) (?:the )?permissions?|insufficient (?:permissions?|scopes?)|no permission|authorization failed|not accessible by|not authorized to (?:perform|access|invoke))\b/,
    ],
    source: 'https://github.com/microsoft/PowerToys/issues/32989',
  },
  {
    id: 'access.ip',
    kind: 'ip_not_allowed',
    all: [
      /\bip(?: address| whitelist| allowlist)?\b|\bvirtual network\b|白名单|网段/,
      /\b(?:not|denied|blocked|forbidden|restricted|outside|allowlist|whitelist|rules|configured)\b|不在|未|只能|ありません|не /,
    ],
    source: 'https://github.com/Azure-Samples/azure-sql-db-chatbot/issues/3',
  },
  {
    id: 'access.private_network',
    kind: 'ip_not_allowed',
    reason: 'private_network',
    all: [
      /\b(?:public (?:network )?access|private (?:endpoint|link|network))\b/,
      /\b(?:disabled|denied|configure|only|not)\b/,
    ],
    source: 'Azure: Public access is disabled. Please configure private endpoint.',
  },
  {
    id: 'access.host',
    kind: 'wrong_host',
    all: [/\bincorrect (?:regional )?hostname\b/],
    source: 'https://github.com/agent-ecosystem/skill-validator/issues/70',
  },
  {
    id: 'access.place',
    kind: 'region_unsupported',
    all: [
      PLACE,
      /\b(?:not|unsupported|unavailable|restricted|blocked|prohibited|isnt|denied|sanction(?:ed|s))\b|不支持|限制|не |недоступ|利用できま|지원(?:되지|하지)/,
    ],
    none: [/\b(?:api version|pricing tier|regional|model .{0,40}region|deployment)\b/],
    source: 'OpenAI, Gemini (User location is not supported), Anthropic',
  },
  {
    id: 'access.role',
    kind: 'missing_scopes',
    reason: 'role',
    all: [
      /\b(?:principal|iam|identity based policy|assumed role|service account|not authorized to perform)\b/,
      /\b(?:not|no|denied|lacks?|missing|doesnt|insufficient)\b/,
    ],
    none: [/\b(?:folder|certification|authentication)\b/],
    source: 'https://github.com/microsoft/PromptWizard/issues/18 ; Bedrock',
  },
  {
    id: 'access.api_disabled',
    kind: 'setting_required',
    reason: 'api_disabled',
    all: [
      /\b(?:apis?|service|features?|capability|messages api|beta)\b/,
      /\b(?:has not been used|enable it|(?:is |not )enabled|(?:is|been) disabled|service disabled|disabled explicitly|activate|turn(?:ed)? on)\b|未开通|开通|не включ/,
    ],
    none: [PLACE, /\bkey\b/],
    source: 'https://github.com/google-gemini/deprecated-generative-ai-python/issues/10',
  },
  {
    id: 'access.link_account',
    kind: 'setting_required',
    all: [
      /\b(?:bind|link|connect) your\b|\bopt in\b|\breal name\b|\bnot (?:been |yet )?(?:purchased|activated|opened|subscribed to)\b|\bhas not activated\b|\bnot ?activated\b|绑定|实名|未(?:购买|开通|激活)/,
    ],
    source: 'ModelScope (bind your Alibaba Cloud account), OpenCode Zen (opt in)',
  },
  {
    id: 'access.data_policy',
    kind: 'setting_required',
    reason: 'data_policy',
    all: [
      /\b(?:data policy|privacy|data retention|zero data|zdr|guardrail restrictions|data collection|training)\b/,
      /\b(?:no endpoints|matching|settings?|configure|not allowed|disabled|opt)\b/,
    ],
    source: 'https://openrouter.ai/docs/guides/privacy/data-collection',
  },
  {
    id: 'access.key_leaked',
    kind: 'key_invalid',
    reason: 'leaked',
    all: [KEY, /\b(?:leaked|compromised|exposed)\b|泄露/],
    source: 'https://github.com/continuedev/continue/issues/10513',
  },
  {
    id: 'access.key_blocked',
    kind: 'missing_scopes',
    all: [/\brequests to this api\b|\bapi key service blocked\b/, /\bblocked\b/],
    source: 'https://github.com/continuedev/continue/issues/12781',
  },
  {
    id: 'access.organization_missing',
    kind: 'organization_mismatch',
    reason: 'no_organization',
    all: [/\bmust be a member of an organi[sz]ation\b|\bno organi[sz]ation\b/],
    source: 'https://github.com/OpenHands/OpenHands/issues/2562',
  },
  {
    id: 'access.organization_header',
    kind: 'organization_mismatch',
    reason: 'header_mismatch',
    all: [
      /\borgani[sz]ation\b/,
      /\b(?:should match|mismatch(?:ed)?|does not match|doesnt match|no such|not found|invalid)\b/,
    ],
    none: [MODEL],
    source: 'https://github.com/openai/codex/issues/1000',
  },
  {
    id: 'access.project_header',
    kind: 'project_mismatch',
    reason: 'header_mismatch',
    all: [
      /\b(?:projects?|folder)\b/,
      /\b(?:should match|mismatch(?:ed)?|does not match|doesnt match|no such|not found|archived)\b/,
    ],
    none: [MODEL, /\bregion\b/],
    source: 'unconfirmed: tests/fixtures/openai-errors.json, auth.mismatched_project',
  },
  {
    id: 'access.key_turned_off',
    kind: 'wrong_credential_type',
    all: [
      /\b(?:key|local) (?:based )?auth\w{0,12}\b/,
      /\b(?:disabled|not (?:allowed|enabled|supported))\b/,
    ],
    source: 'Azure (AuthenticationTypeDisabled)',
  },
  {
    id: 'access.tenant',
    kind: 'wrong_credential_type',
    all: [/\btenants?\b/, /\b(?:does not match|doesnt match|mismatch)\b/],
    source: 'Azure: Token tenant … does not match resource tenant',
  },
  {
    id: 'access.client',
    kind: 'wrong_credential_type',
    all: [
      /\bonly (?:available|usable|authorized|valid|be used|for use)\b/,
      /\b(?:agents?|cli|clients?|claude code|ide|editors?)\b/,
    ],
    source: 'Kimi For Coding, Anthropic (Claude Code tokens)',
  },
  {
    id: 'access.admin_key',
    kind: 'wrong_credential_type',
    reason: 'admin_key',
    all: [/\badmin(?:istration)? (?:api )?keys?\b/],
    source: 'unconfirmed: tests/fixtures/openai-errors.json, auth.admin_key',
  },
  {
    id: 'access.credential_type',
    kind: 'wrong_credential_type',
    all: [
      /\bplan (?:\w{1,12} )?(?:api )?key\b|\bkeys?\b|\btokens?\b|\bcredentials?\b|\boauth\b/,
      /仅限|\b(?:plan api key is required|plan (?:\w{1,12} )?api key is not allowed|only (?:be )?(?:authorized|used|valid|supported|works?)|not supported|unsupported|instead of|wrong type|type of credential|personal access tokens? are not|expected oauth|oauth .{0,30}not|multiple authentication credentials|tenant|audience|mismatch)\b/,
    ],
    none: [MODEL, /\b(?:incorrect|invalid|model|function|parameter)\b/],
    when: (status) => status === undefined || status === 400 || status === 401 || status === 403,
    source: 'Gemini (multiple credentials), Anthropic (only authorized for use with …), Copilot',
  },
  {
    id: 'access.account_suspended',
    kind: 'account_deactivated',
    all: [ACCOUNT, SUSPENDED],
    none: [/\b(?:rate|model|data policy|concurrency|api has not been|scopes|restricted api key)\b/],
    refines: ['key_invalid'],
    source: 'Groq (Organization has been restricted), Gemini (Consumer … has been suspended)',
  },
  {
    id: 'access.terminated',
    kind: 'account_deactivated',
    all: [/\baccess (?:was |has been )?terminated\b/],
    none: [/\bquota\b/],
    source: 'Kimi, OpenAI 2023',
  },
  {
    id: 'access.key_expired',
    kind: 'key_invalid',
    reason: 'expired',
    all: [KEY, EXPIRED],
    none: [MODEL],
    source: 'https://github.com/SamuelSchmidgall/AgentLaboratory/issues/33',
  },
  {
    id: 'access.key_missing',
    kind: 'key_missing',
    all: [KEY, MISSING],
    none: [INVALID_KEY(), MODEL, /\b(?:permissions?|scopes?|roles?|access to|version|verified)\b/],
    when: (status) => status === undefined || status < 404 || status >= 500,
    refines: ['key_invalid'],
    source: 'https://github.com/musistudio/claude-code-router/issues/227 ; FastAPI ; LiteLLM',
  },
  {
    id: 'access.not_authenticated',
    kind: 'key_missing',
    all: [/^not authenticated$|\bdidnt provide an api key\b|\bno (?:cookie )?auth credentials\b/],
    source: 'https://github.com/lanqian528/chat2api/issues/4',
  },
  {
    id: 'access.key_invalid',
    kind: 'key_invalid',
    all: [KEY, INVALID],
    none: [
      MODEL,
      /\b(?:permissions?|scopes?|roles?|authorized to|not authorized for|forbidden|parameter|tool|function)\b/,
    ],
    when: (status) => status === undefined || status < 404 || status >= 500,
    source: 'every provider',
  },
];

/** A key that was sent, but is wrong. */
function INVALID_KEY(): RegExp {
  return /\b(?:(?<!missing or )invalid|incorrect|wrong|expired|revoked|malformed|not valid)\b|无效|错误|不正确/;
}

/** The general ones, which come after those about models and requests. */
export const PERMISSION_TOPICS: readonly Topic[] = [
  {
    id: 'access.permission',
    kind: 'missing_scopes',
    all: [PERMISSION, DENIED],
    none: [/\b(?:extra|additional|properties|inputs|field|parameter)\b/],
    when: isNotAuthStatus,
    source: 'https://github.com/microsoft/PowerToys/issues/32989',
  },
];
void NOT;

/** Before content: terms and policies share their words. */
export const TERMS_TOPICS: readonly Topic[] = [
  {
    id: 'access.terms',
    kind: 'setting_required',
    reason: 'terms',
    all: [
      /\b(?:terms(?: of (?:use|service))?|agreement|use case|license|licence|eula|gated|marketplace)\b|协议/,
      /\b(?:accept|accepted|agree|agreed|submit(?:ted)?|required|require|sign(?:ed)?|must|approval|request access|awaiting)\b|同意|签署/,
    ],
    none: [/\bviolat/],
    source: 'Groq (model_terms_required), Bedrock (use case details), Hugging Face (gated)',
  },
];
