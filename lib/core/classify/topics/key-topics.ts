import type { Topic } from './topic.ts';
import { ACCOUNT, EXPIRED, INVALID, KEY, MISSING, MODEL, SUSPENDED } from './words.ts';

/** A key that was sent, but is wrong. */
const WRONG_KEY =
  /\b(?:(?<!missing or )invalid|incorrect|wrong|expired|revoked|malformed|not valid)\b|无效|错误|不正确/;

/** The key, and the account behind it. */
export const KEY_TOPICS: readonly Topic[] = [
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
    all: [
      /\brequests (?:to this api|from)\b|\breferr?er\b|\bapi key (?:service|\w{1,12} app) blocked\b/,
      /\bblocked\b/,
    ],
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
      /\b(?:projects?|folder|work ?spaces?)\b/,
      /\b(?:should match|mismatch(?:ed)?|does not match|doesnt match|no such|not (?:be )?found|archived)\b/,
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
    id: 'access.within',
    kind: 'wrong_credential_type',
    all: [/\bcan only be used\b/, /\b(?:from within|from inside|within|inside)\b/],
    source: 'OpenCode (free tier can only be used from within OpenCode)',
  },
  {
    id: 'access.client',
    kind: 'wrong_credential_type',
    all: [
      /\bonly (?:available|usable|authorized|valid|allows?|be used|for use)\b/,
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
    none: [
      /\b(?:max (?:completion )?tokens|instead of max)\b/,
      MODEL,
      /\b(?:incorrect|invalid|model|function|parameter)\b/,
    ],
    when: (status) => status === undefined || [400, 401, 403, 429].includes(status),
    source: 'Gemini (multiple credentials), Anthropic (only authorized for use with …), Copilot',
  },
  {
    id: 'access.account_suspended',
    kind: 'account_deactivated',
    all: [ACCOUNT, SUSPENDED],
    none: [
      /\b(?:streaming|search|caching|feature|tools?|requests? were|connection|this key)\b/,
      /\b(?:rate|model|data policy|concurrency|api has not been|scopes|restricted api key|balance|credits?|recharge|payment|billing)\b/,
    ],
    refines: ['key_invalid', 'quota_exhausted'],
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
    none: [
      /\b(?:output|tool result|result|correcta|json)\b/,
      WRONG_KEY,
      MODEL,
      /\b(?:permissions?|scopes?|roles?|access to|version|verified)\b/,
    ],
    when: (status) => status === undefined || status < 404 || status >= 500,
    refines: ['key_invalid'],
    source: 'https://github.com/musistudio/claude-code-router/issues/227 ; FastAPI ; LiteLLM',
  },
  {
    id: 'access.key_invalid',
    kind: 'key_invalid',
    all: [KEY, INVALID],
    none: [
      /\b(?:stop token|token ids?|tokenizer|at position|in prompt|logit|json|tool result|output|backend|certificate|for a while|session)\b/,
      MODEL,
      /\b(?:permissions?|scopes?|roles?|authorized to|not authorized for|forbidden|parameter|tool|function)\b/,
    ],
    when: (status) => status === undefined || status < 404 || status >= 500,
    source: 'tests/fixtures/dialects, most providers',
  },
];
