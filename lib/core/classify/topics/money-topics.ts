import type { Topic } from './topic.ts';
import {
  BILL,
  DAY,
  LACK,
  MODEL,
  MONEY,
  OTHER_WINDOW,
  OVERDUE,
  QUOTA,
  RATE,
  REACHED,
  SPENDING,
  TOP_UP,
} from './words.ts';

const PLAN =
  /\b(?:(?:free|paid|pro|plus|premium|higher|current|basic|starter|enterprise|coding|trial|developer) (?:plan|tier|account|accounts|users?|subscription|version)|plan|tiers?|account type|memberships?|trials|abonnement|subscriptions?|subscribe(?:rs?)?|upgrade|licen[cs]es?|package|packages)\b|套餐|订阅|会员|подписк|тариф|プラン|요금제|구독/;
const ZERO_LIMIT = /\blimit (?:0|is 0|of 0)\b(?! \d)|\bquota of 0\b/;
const KEY_LIMIT =
  /\b(?:(?:virtual key|api key|key) (?:total |monthly |daily |weekly |spend(?:ing)? |credit |usage )?(?:limit|budget|quota)|create a key with a higher|limit (?:set )?(?:on|for) (?:this|the|your) (?:api )?key|exceeded ?budget)\b/;

/** Units of a rate, which a spending limit never has. */
const RATE_UNIT =
  /\b(?:\d{1,12} tokens|rate|requests?|tokens per|tpm|rpm|max tokens|per minute|concurrent)\b/;
/** What comes back by itself is a limit of a window, not credit. */
const RESETS = /\b(?:resets?|refresh(?:es|ed)?|renews?) (?:in|after|at|on) \d/;
const WINDOW =
  /\b(?:per (?:second|minute|hour|day|week|month)|hourly|daily|weekly|rpm|tpm|rpd|tpd|minutes?)\b|每分钟|每小时|每日|每天|每周/;
const CREDIT = /\b(?:balance|credits)\b/;
const NOT_OR_ONLY =
  /\b(?:not|no|only|requires?|need|needs|isnt|exclusive|restricted|unavailable|limited|required|nest pas|restreint)\b|不|未|仅|需要|не |доступн/;

/** The account cannot pay, or may not spend more. */
export const MONEY_TOPICS: readonly Topic[] = [
  {
    id: 'money.zero_limit',
    kind: 'plan_excludes_model',
    all: [ZERO_LIMIT],
    source: 'https://github.com/continuedev/continue/issues/9570 (Gemini, free tier)',
  },
  {
    id: 'money.costly_request',
    kind: 'quota_exhausted',
    reason: 'costly_request',
    all: [
      /\b(?:can only afford|extra usage|fewer max tokens|lower max tokens|maximum cost|prompt tokens limit exceeded)\b/,
    ],
    source: 'https://github.com/Gitlawb/openclaude/issues/1125 (OpenRouter)',
  },
  {
    id: 'money.key_limit',
    kind: 'spend_limit_reached',
    reason: 'key',
    all: [KEY_LIMIT],
    none: [RATE_UNIT],
    source:
      'https://github.com/RooCodeInc/Roo-Code/issues/515 ; https://github.com/BerriAI/litellm/issues/14144',
  },
  {
    id: 'money.spend_limit',
    kind: 'spend_limit_reached',
    all: [
      SPENDING,
      /\b(?:limit|limits|budget|cap|threshold|exceeded|exceeds|alert)\b|上限|超/,
      REACHED,
    ],
    none: [/\b(?:schema|function|tools?)\b/, RATE_UNIT],
    source:
      'https://platform.openai.com/docs/guides/error-codes ; https://docs.litellm.ai/docs/proxy/users',
  },
  {
    id: 'money.usage_limit',
    kind: 'spend_limit_reached',
    all: [
      /\b(?:specified|api|monthly|your) (?:api )?(?:usage|spend|credit) limits?\b|\busage limit reached\b/,
      REACHED,
    ],
    none: [DAY, /\b(?:hourly|weekly|rate|requests|tokens|session|period|refresh\w{0,3})\b/],
    noneAnywhere: [/\btoo many requests\b|\btry again later\b/],
    source: 'Anthropic; Mistral: "Inactive subscription or usage limit reached"',
  },
  {
    id: 'money.trial_used',
    kind: 'quota_exhausted',
    all: [/\btrial\b/, /\bmonth\b/],
    source: 'Cohere: a trial key, limited to 1000 API calls / month',
  },
  {
    id: 'money.overdue',
    kind: 'billing_inactive',
    all: [OVERDUE],
    source: 'https://www.alibabacloud.com/help/en/model-studio/error-code (Arrearage)',
  },
  {
    id: 'money.payment_method',
    kind: 'billing_inactive',
    all: [
      /\b(?:payment (?:instrument|method|information|details)|credit card|invoices?)\b/,
      /\b(?:invalid|missing|must|no|required|requires?|declined|failed|expired|unpaid|add|valid|overdue|without)\b/,
    ],
    noneAnywhere: [/\brate limits?\b/],
    none: [/\b(?:tools?|function|service returned|exception)\b/],
    source: 'Bedrock (INVALID_PAYMENT_INSTRUMENT), Vercel AI Gateway',
  },
  {
    id: 'money.billing_inactive',
    kind: 'billing_inactive',
    all: [
      BILL,
      /\b(?:not active|inactive|failed|declined|expired|cancell?ed|ended|not (?:enabled|set up|configured|activated)|disabled|invalid|no|missing|add|verif\w{1,9}|must|required|requires?)\b|过期|失败|到期|истек/,
    ],
    none: [
      /\b(?:tools?|function|service returned|exception|timeout|check)\b/,
      CREDIT,
      MODEL,
      /\bkeys?\b/,
    ],
    noneAnywhere: [RATE],
    when: (status) => status !== 400,
    source: 'https://github.com/lifan0127/ai-research-assistant/issues/174',
  },
  {
    id: 'money.free_quota',
    kind: 'quota_exhausted',
    all: [
      /\bfree (?:trial|quota|tier|credits?|tokens?|allocat\w{0,6}|usage|allowance|models? quota)\b|\btrial quota\b|免费(?:额度|试用|配额|token)/,
      LACK,
    ],
    none: [/\b(?:rate limit)\b/, DAY, OTHER_WINDOW],
    noneAnywhere: [/\bresource ?exhausted\b/, RESETS],
    source: 'DashScope (AllocationQuota.FreeTierOnly), Volcengine, Tencent',
  },
  {
    id: 'money.credit',
    kind: 'quota_exhausted',
    all: [MONEY, LACK],
    none: [
      /\b(?:tools?|function|schema|load|group|pool|store|database|db|connection|queue)\b/,
      /\b(?:credentials?|rate)\b/,
    ],
    source:
      'DeepSeek, xAI, SiliconFlow, Together, Chutes, Moonshot, Z.ai: see tests/fixtures/dialects',
  },
  {
    id: 'money.plan_ended',
    kind: 'billing_inactive',
    all: [
      PLAN,
      /\b(?:expired|ended|renew(?:ing|al)?|inactive|not active|cancell?ed|lapsed|frozen|suspended|paused|no (?:active|valid)|(?:not|doesnt|dont|have) (?:have )?(?:an? )?(?:active|valid)|verify)\b|过期|到期|失效|истек/,
    ],
    none: [/\b(?:api key|key)\b/],
    source: 'Z.ai (1309), Volcengine (coding plan), Venice, Kimi',
  },
  {
    id: 'money.top_up',
    kind: 'quota_exhausted',
    all: [TOP_UP],
    noneAnywhere: [RATE],
    source: 'Zhipu, new-api: see tests/fixtures/dialects',
  },
  {
    id: 'money.plan_excludes_model',
    kind: 'plan_excludes_model',
    all: [
      PLAN,
      /\b(?:models?|account type|feature|context|include|access to|groupes?|groups?)\b|模型|权限|开放|модел|モデル|모델/,
      NOT_OR_ONLY,
    ],
    none: [/\b(?:iam|marketplace)\b/],
    noneAnywhere: [RATE],
    source: 'Vercel AI Gateway, Groq, Venice, Ollama: see tests/fixtures/dialects',
  },
  {
    id: 'money.quota',
    kind: 'quota_exhausted',
    all: [QUOTA, LACK],
    noneAnywhere: [RATE, WINDOW, /\bresource ?exhausted\b/, RESETS],
    none: [/\b(?:store|database|db|connection|redis|pool)\b/],
    source: 'one-api, new-api, Moonshot: see tests/fixtures/dialects',
  },
];
