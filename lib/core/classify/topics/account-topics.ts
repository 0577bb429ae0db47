import { isNotAuthStatus, type Topic } from './topic.ts';
import { PERMISSION, PLACE } from './words.ts';

/** Which account is asking, and from where. */
export const ACCOUNT_TOPICS: readonly Topic[] = [
  {
    id: 'access.verified',
    kind: 'organization_unverified',
    reason: 'stream',
    all: [/\bmust be verified to stream\b/],
    refines: ['unsupported_parameter', 'model_not_found', 'model_not_allowed', 'bad_request'],
    source: 'https://github.com/Lamb-Project/lamb/issues/27',
  },
  {
    id: 'access.verified_summary',
    kind: 'organization_unverified',
    reason: 'summary',
    all: [/\bmust be verified to (?:generate|use|get) reasoning summar(?:y|ies)\b/],
    refines: ['unsupported_parameter', 'model_not_found', 'model_not_allowed', 'bad_request'],
    source: 'https://github.com/OpenHands/software-agent-sdk/issues/987',
  },
  {
    id: 'access.verified_model',
    kind: 'organization_unverified',
    reason: 'model',
    all: [
      /\b(?:organi[sz]ation|account|identity)\b/,
      /\b(?:(?:must|needs? to|has to|have to) (?:be )?verif(?:y|ied)|(?:identity|organi[sz]ation|account|phone) verification|not (?:been |yet )?verified|verify (?:your |the )?(?:identity|organi[sz]ation|account|phone))\b|实名/,
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
    none: [/\b(?:use|access|invoke) (?:the |this )?model\b/],
    source: 'https://github.com/microsoft/PowerToys/issues/32989',
  },
  {
    id: 'access.ip',
    kind: 'ip_not_allowed',
    all: [
      /\bip(?: address| whitelist| allowlist)?\b|\bvirtual network\b|白名单|网段/,
      /\b(?:not|denied|blocked|forbidden|restricted|restriction|outside|allowlist|whitelist|rules|configured)\b|不在|未|只能|ありません|не /,
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
      /\b(?:not|unsupported|unavailable|restricted|blocked|prohibited|isnt|denied|nicht|pas|no esta|nao|sanction(?:ed|s))\b|不支持|限制|не |недоступ|利用できま|ご利用いただけ|지원(?:되지|하지)/,
    ],
    none: [
      /\b(?:user location country|search options|tools|parameter|field|failing over|us (?:east|west)|eu (?:west|central))\b/,
      /\b(?:api version|pricing tier|regional|model .{0,40}region|deployment)\b/,
      // Azure: the account may be used there, and so may the other API.
      /\b(?:responses|chat completions?) api\b/,
    ],
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
];

const DENIED =
  /\b(?:not|no|denied|forbidden|lacks?|missing|insufficient|without|doesnt|cannot|cant|isnt|refused|unauthorized|requires?|disallowed|sem|sin|sans|ohne|kein\w{0,2}|na pas)\b|无|没有|拒绝|禁止|未|нет|запрещ|не |없|거부|拒否/;

/** Last of all about access, because models and requests share the words. */
export const PERMISSION_TOPICS: readonly Topic[] = [
  {
    id: 'access.permission',
    kind: 'missing_scopes',
    isGeneral: true,
    all: [PERMISSION, DENIED],
    none: [
      /\b(?:headers?|user agent|origin|cors|host)\b/,
      /\b(?:template|tried|role inference|secrets|secret)\b/,
      /\b(?:extra|additional|properties|inputs|field|parameter)\b/,
    ],
    when: isNotAuthStatus,
    source: 'https://github.com/microsoft/PowerToys/issues/32989',
  },
];
