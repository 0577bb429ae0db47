import type { MessageRule } from './message-rule.ts';

/** The only rules that apply to HTML pages. */
export const PAGE_MESSAGE_RULES: readonly MessageRule[] = [
  {
    id: 'page.https_required',
    pattern: /plain HTTP request was sent to HTTPS port/i,
    refines: ['bad_request'],
    kind: 'wrong_url',
    reason: 'https_required',
    source: 'https://github.com/fuergaosi233/wechat-chatgpt/issues/810 (nginx)',
  },
  {
    id: 'page.cloudflare_challenge',
    pattern: /<title>Just a moment\.\.\.<\/title>|cf-browser-verification|challenge-platform/,
    refines: ['overloaded', 'rate_limited', 'unknown'],
    kind: 'network_blocked',
    source: 'https://github.com/acheong08/OpenAIAuth/issues/8',
  },
];
