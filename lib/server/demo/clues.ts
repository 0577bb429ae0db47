import 'server-only';
import type { ErrorKind } from '#lib/core/error-kinds.ts';
import type { CluePattern } from './clue-pattern.ts';
import type { Subject } from './topic.ts';

/** A pattern in a question, lower case, and how much it says about the topic. */
export type Clue = readonly [pattern: CluePattern, weight: number];

/** What gives a subject away. Of equal scores the first subject wins. */
export const SUBJECT_CLUES: readonly (readonly [Subject, readonly Clue[]])[] = [
  ['pasted_key', [[/\bsk-(proj-|svcacct-|admin-)?[a-z0-9_-]{20}/, 50]]],
  [
    'axios',
    [
      [/\baxios\b/, 5],
      [[/\b(authori[sz]ation|bearer)\b/, /\bheaders?\b/], 6],
      [[/\bheaders?\b/, /\b(authori[sz]ation|bearer)\b/], 6],
      [/\bauthori[sz]ation\b|\bbearer\b/, 3],
      [/\.post\(|\{ ?headers ?\}/, 3],
    ],
  ],
  [
    'rate_or_quota',
    [
      [[/rate.?limit/, /\bquota\b/], 9],
      [[/\bquota\b/, /rate.?limit/], 9],
      [[/rate_limit_exceeded/, /insufficient_quota/], 20],
      [[/insufficient_quota/, /rate_limit_exceeded/], 20],
    ],
  ],
  [
    'backoff',
    [
      [/\bback-?off\b|\bretry logic\b|\bexponential\b/, 6],
      [[/\b(how|when)\b/, /\b(retry|retries|retrying)\b/], 6],
    ],
  ],
  [
    'key_safety',
    [
      [
        [
          /\bkey\b/,
          /\b(safe|secure|leak\w{0,9}|stolen|steal|expos\w{0,9}|visible|secret|public|hidden)\b/,
        ],
        6,
      ],
      [[/\b(safe|secure|leak\w{0,9}|stolen|steal|expos\w{0,9}|see|read|hide)\b/, /\bkey\b/], 6],
      [/\b(from|in) (the |a )?(browser|front-?end|react|client)\b/, 4],
      [/\bnext_public/, 4],
    ],
  ],
  [
    'test_key',
    [
      [[/\b(test|check|verify|validate|try)\b/, /\bkey\b/], 6],
      [[/\bkey\b/, /\b(works?|working|valid)\b/], 6],
      [/\bdoctor\b/, 5],
    ],
  ],
  [
    'deploy',
    [
      [/\bvercel\b/, 6],
      [/\bdeploy|\bself-?host|\bin production\b|\bdocker\b/, 4],
    ],
  ],
  [
    'set_key',
    [
      [[/\b(set|put|add|configure|use|enter|change|where|get|need|include)\b/, /\bkey\b/], 5],
      [/\bopenai_api_key\b/, 4],
      [/\.env\b|\benv(ironment)? (file|variables?)\b/, 4],
      [/\bset ?-?up\b|\binstall\b|\bget started\b/, 3],
    ],
  ],
  [
    'storage',
    [
      [
        [
          /\b(messages?|conversations?|chats?|history|data)\b/,
          /\b(kept|stored?|saved?|go|keep|sent)\b/,
        ],
        5,
      ],
      [
        [
          /\b(keep|store|save|delete|remove|export)\b/,
          /\b(messages?|conversations?|chats?|history|data)\b/,
        ],
        5,
      ],
      [/\bprivacy\b|\bprivate\b|\bindexeddb\b|\bgdpr\b/, 5],
    ],
  ],
  [
    'other_programs',
    [
      [/\/v1\b|\bteam[ _-]?tokens?\b|\bstarlight_team_tokens\b/, 5],
      [/\bother (programs?|apps?|clients?|tools?)\b|\b(my own|another) (program|app|script)\b/, 5],
      [/\bpython\b|\bcurl\b|\blangchain\b|\bbase.?url\b/, 4],
    ],
  ],
  ['markdown', [[/\bmarkdown\b/, 6]]],
  [
    'model',
    [
      [[/\bare you\b/, /\b(real|chatgpt|gpt\S{0,20}|ai|bot|human|llm|model)\b/], 6],
      [/\b(which|what) (model|llm|gpt)\b|\bwho are you\b|\bsimulated\b|\bthis demo\b/, 5],
    ],
  ],
  [
    'cost',
    [
      [/\bcosts?\b|\bpric(e|es|ing)\b|\bhow much\b|\bfor free\b|\bis (it|this) free\b/, 5],
      [/\bspend(ing)? (cap|limit)\b/, 4],
    ],
  ],
  ['simulate_help', [[/\bsimulat(e|ing|ion)\b/, 4]]],
  [
    'starlight',
    [
      [[/\bwhat('s| is| are| does)\b/, /\b(starlight|this (site|page|app|thing))\b/], 6],
      [/\b(about|explain) starlight\b|\bhow does (starlight|this|it) work\b/, 6],
      [/\bstarlight\b/, 2],
    ],
  ],
  [
    'abilities',
    [
      [/\bwhat (can|do) you (do|know|answer)\b|\bwhat can i ask\b/, 6],
      [/^\W{0,20}(help|menu|\?)\W{0,20}$/, 6],
      [/\bcan you help\b|\bhelp me\b/, 3],
    ],
  ],
  ['thanks', [[/\b(thanks|thank you|thx|cheers)\b/, 3]]],
  ['hello', [[/^\W*(hello|hi|hey|good (morning|afternoon|evening)|greetings)\b/, 3]]],
];

/** How upstreams and people call a kind, besides its own name. */
export const KIND_CLUES: readonly (readonly [ErrorKind, RegExp])[] = [
  [
    'quota_exhausted',
    /insufficient_quota|exceeded your current quota|out of (credit|quota)|\bquota\b/,
  ],
  ['billing_inactive', /billing_not_active|billing is not active/],
  ['spend_limit_reached', /(project|organization)_(spend|usage)_limit|spend limit/],
  ['rate_limited', /rate_limit_exceeded|rate.?limit(s|ed|ing)?\b|requests per min|tokens per min/],
  ['rate_limited_daily', /requests per day|\brpd\b|daily rate limit/],
  ['overloaded', /overloaded|server_is_overloaded|slow_down/],
  ['key_invalid', /invalid_api_key|incorrect api key|(invalid|revoked|wrong) (api )?key/],
  ['key_missing', /didn't provide an api key|missing credentials|(no|missing) (api )?key/],
  ['account_deactivated', /account_deactivated|account .{0,80}deactivated/],
  ['organization_mismatch', /mismatched_organization|no_organization|member of an organization/],
  ['project_mismatch', /mismatched_project/],
  ['ip_not_allowed', /ip_not_authorized|ip not authorized/],
  ['missing_scopes', /missing scopes?|insufficient permissions/],
  ['wrong_host', /incorrect_hostname/],
  ['region_unsupported', /unsupported_country|country, region/],
  ['organization_unverified', /must be verified/],
  ['model_not_found', /model_not_found|model .{0,80}does not exist/],
  [
    'context_too_long',
    /context_length_exceeded|context (length|window)|maximum context|too many tokens/,
  ],
  ['unsupported_parameter', /unsupported_parameter|unsupported parameter|unsupported_value/],
  ['content_flagged', /content_policy|invalid_prompt|flagged/],
  ['payload_too_large', /payload too large|entity too large/],
  ['dns_failure', /enotfound|eai_again|getaddrinfo/],
  ['connection_refused', /econnrefused|connection refused/],
  ['connection_lost', /econnreset|socket hang up|und_err_socket/],
  ['tls_failure', /self.signed|certificate|ssl_wrong_version/],
  ['upstream_timeout', /etimedout|und_err_(headers|connect)_timeout|timed? ?out/],
  ['reply_truncated', /finish_reason.{0,80}length|cut off|max_tokens/],
  ['reply_filtered', /content_filter/],
  ['server_error', /internal server error|had an error while processing/],
];
