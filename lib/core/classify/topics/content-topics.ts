import type { Topic } from './topic.ts';
import { CONTENT, JUDGED, UNSAFE } from './words.ts';

const RATE_POLICY =
  /\b(?:rate|retry|data policy|fair usage|unsupported|content type|content part)\b/;

/** Somebody judged what was written. */
export const CONTENT_TOPICS: readonly Topic[] = [
  {
    id: 'content.approval',
    kind: 'content_flagged',
    reason: 'needs_approval',
    all: [/\bcyber(?:security)?\b/, /\b(?:flagged|risk|policy|blocked|activity)\b/],
    refines: ['content_flagged'],
    source: 'https://github.com/UKGovernmentBEIS/inspect_ai/pull/3607',
  },
  {
    id: 'content.guardrail',
    kind: 'content_flagged',
    reason: 'guardrail',
    all: [
      /\bguardrails?\b/,
      /\b(?:block(?:ed)?|interven(?:ed|tion)|violat\w{1,6}|failed|flagged|rejected|denied|detected|triggered|policy|check)\b/,
    ],
    none: [/\bno endpoints\b/],
    source: 'Bedrock, LiteLLM, Portkey, Kong',
  },
  {
    id: 'content.output',
    kind: 'content_flagged',
    reason: 'output',
    all: [/\b(?:output|response|generated|completion|generation)\b|输出/, UNSAFE, JUDGED],
    none: [
      /\b(?:settings?|field|identifier|contains a space|crash|worker|validation|finish reason|frozenset)\b/,
      RATE_POLICY,
      /\b(?:prompt|input)\b|输入/,
    ],
    source:
      'https://github.com/anthropics/claude-code/issues (Output blocked by content filtering policy)',
  },
  {
    id: 'content.judged',
    kind: 'content_flagged',
    all: [CONTENT, UNSAFE, JUDGED],
    none: [
      /\b(?:settings?|field|identifier|contains a space|crash|worker|validation|finish reason|frozenset)\b/,
      RATE_POLICY,
    ],
    source: 'Azure, DashScope, DeepSeek, xAI, Zhipu: see tests/fixtures/dialects',
  },
  {
    id: 'content.blocked',
    kind: 'content_flagged',
    all: [
      /\b(?:prompt|content|generation|response|output|input|message|conversation)s?\b/,
      /\b(?:blocked|intercepted)\b|拦截/,
    ],
    none: [/\b(?:crash|worker|thread|deadlock)\b/, /\b(?:account|organi[sz]ation|api|ip|key)\b/],
    source: 'Cloudflare AI Gateway (2016), Venice',
  },
  {
    id: 'content.identifier',
    kind: 'content_flagged',
    all: [/\bidentifier\b/, /\bblocked\b/],
    source: 'unconfirmed: tests/fixtures/openai-errors.json, req.safety_identifier_blocked',
  },
];
