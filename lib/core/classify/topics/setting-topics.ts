import type { Topic } from './topic.ts';
import { PLACE } from './words.ts';

/** Terms to accept. Before content, because policies share their words. */
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

/** Something to switch on in the account. */
export const SETTING_TOPICS: readonly Topic[] = [
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
];
