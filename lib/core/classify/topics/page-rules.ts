import type { TextRule } from './key-echo-rules.ts';

/** The only rules that apply to HTML pages. */
export const PAGE_RULES: readonly TextRule[] = [
  {
    id: 'page.https_required',
    pattern: /plain HTTP request was sent to HTTPS port/i,
    kind: 'wrong_url',
    reason: 'https_required',
    source: 'https://github.com/fuergaosi233/wechat-chatgpt/issues/810 (nginx)',
  },
  {
    id: 'page.cloudflare_challenge',
    pattern: /<title>Just a moment\.\.\.<\/title>|cf-browser-verification|challenge-platform/,
    kind: 'network_blocked',
    source: 'https://github.com/acheong08/OpenAIAuth/issues/8',
  },
];
