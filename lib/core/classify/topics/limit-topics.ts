import type { Topic } from './topic.ts';
import { CAPACITY, DAY, LACK, OTHER_WINDOW, QUOTA, RATE, REACHED } from './words.ts';

/** Too much at a time: the account's own limits, and the provider's. */
export const LIMIT_TOPICS: readonly Topic[] = [
  {
    id: 'limit.request_too_large',
    kind: 'request_too_large',
    all: [/\b(?:request|body|message) too large\b/, /\b(?:too large for|tokens)\b/],
    source:
      'https://github.com/DrShushen/climb/issues/13 ; GitHub Models (Request body too large for … model)',
  },
  {
    id: 'limit.shared_pool',
    kind: 'rate_limited',
    reason: 'shared_pool',
    all: [
      /\b(?:rate ?limited upstream|rate limited upstream|free models? (?:pool|tier) (?:is )?(?:shared|congested))\b/,
    ],
    source: 'https://openrouter.ai/docs (temporarily rate-limited upstream)',
  },
  {
    id: 'limit.day',
    kind: 'rate_limited_daily',
    all: [
      DAY,
      /\b(?:limit(?:s|ed)?|quota|requests?|tokens?|allocation|neurons|usage|rate|models?|free|exceeded|reached)\b|限|额|次数|用量|лимит|квот|제한|上限/,
    ],
    refines: ['rate_limited'],
    none: [/\b(?:maintenance|incident|error rates|fail today|all models)\b/],
    source: 'OpenAI (RPD), Groq, OpenRouter, Gemini, GitHub Models, Workers AI',
  },
  {
    id: 'limit.concurrency',
    kind: 'rate_limited',
    reason: 'concurrency',
    all: [
      /\b(?:concurren(?:t|cy)|in parallel|simultaneous(?:ly)?|parallel requests)\b|并发|одновременн|同時|동시/,
      /\b(?:limit|high|too many|exceed(?:s|ed)?|reached|reduce|max|maximum)\b|超|过高|限|превыш|초과/,
    ],
    source: 'https://docs.z.ai (1302)',
  },
  {
    id: 'limit.capacity',
    kind: 'overloaded',
    all: [
      CAPACITY,
      /\b(?:overload(?:ed|ing)?|capacity|busy|demand|load|traffic|volume|peak|congest(?:ed|ion)|queue|workers?|deployments?|instances?|resources?|slots?|replicas?|scal(?:e|ing)|warming|starting|loading|loaded|unavailable|slow ?down|no available|not ready|no auth|accounts?|credentials?|deploying|building|degraded function)\b|繁忙|过载|负载|拥挤|拥堵|访问量|资源不足|排队|服务不可用|перегру|занят|混|過負荷|부하|혼잡|바쁩/,
    ],
    none: [
      /\b(?:for account|your capacity|daily|tokens? per|requests? per|memory|context|out of capacity for your|quota|too many requests|rate limit(?:ed)?|timed out|timeout)\b|请求过多|频率|频繁/,
    ],
    source: 'Anthropic, Mistral, OpenAI, Zhipu, SiliconFlow, TGI: see tests/fixtures/dialects',
  },
  {
    id: 'limit.rate',
    kind: 'rate_limited',
    all: [RATE, REACHED],
    none: [/\b(?:context|max(?:imum)? (?:context|tokens|number)|memory)\b/],
    when: (status) => status === undefined || status >= 402,
    noneAnywhere: [/\b(?:system capacity|capacity limits|stop token|token id)\b/],
    source: 'tests/fixtures/dialects, most providers',
  },
  {
    id: 'limit.window',
    kind: 'rate_limited',
    isGeneral: true,
    all: [
      OTHER_WINDOW,
      /\b(?:limit|limits|quota|usage|exceeded|reached|exhausted)\b|限|额度|用量|лимит|квот/,
    ],
    none: [/\b(?:context|timeout|timed out|seconds)\b/],
    source: 'Ollama cloud (hourly, weekly), Z.ai (5 hours), Cohere (month)',
  },
  {
    id: 'limit.quota_with_rate',
    kind: 'rate_limited',
    isGeneral: true,
    all: [QUOTA, LACK],
    source: 'Gemini: a quota per minute',
  },
];
