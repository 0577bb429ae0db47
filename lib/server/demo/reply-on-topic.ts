import 'server-only';
import { assertNever } from '#lib/core/assert-never.ts';
import {
  ABILITIES_REPLY,
  COST_REPLY,
  HELLO_REPLY,
  KEY_SAFETY_REPLY,
  MODEL_REPLY,
  STARLIGHT_REPLY,
  STORAGE_REPLY,
  THANKS_REPLY,
} from './replies/about-replies.ts';
import { AXIOS_REPLY } from './replies/axios-reply.ts';
import {
  BACKOFF_REPLY,
  compareRateAndQuota,
  explainKind,
  explainStatus,
} from './replies/error-replies.ts';
import { fallbackReply, IMAGE_REPLY, PASTED_KEY_REPLY } from './replies/fallback-reply.ts';
import { MARKDOWN_REPLY } from './replies/markdown-reply.ts';
import {
  DEPLOY_REPLY,
  OTHER_PROGRAMS_REPLY,
  SET_KEY_REPLY,
  TEST_KEY_REPLY,
} from './replies/set-up-replies.ts';
import { simulateHelpReply } from './replies/simulation-replies.ts';
import type { TopicReply } from './replies/topic-reply.ts';
import type { Subject, Topic } from './topic.ts';

/** What there is to say on a topic. `question`: the words it was asked in. */
export function replyOnTopic(topic: Topic, question: string): TopicReply {
  switch (topic.type) {
    case 'status':
      return explainStatus(topic.status);
    case 'kind':
      return explainKind(topic.kind);
    case 'subject':
      return replyOnSubject(topic.subject, question);
    default:
      return assertNever(topic);
  }
}

function replyOnSubject(subject: Subject, question: string): TopicReply {
  switch (subject) {
    case 'other':
      return fallbackReply(question);
    case 'rate_or_quota':
      return compareRateAndQuota();
    case 'simulate_help':
      return { text: simulateHelpReply(''), more: [] };
    default:
      return FIXED_REPLIES[subject];
  }
}

const FIXED_REPLIES: Record<
  Exclude<Subject, 'other' | 'rate_or_quota' | 'simulate_help'>,
  TopicReply
> = {
  abilities: ABILITIES_REPLY,
  axios: AXIOS_REPLY,
  backoff: BACKOFF_REPLY,
  cost: COST_REPLY,
  deploy: DEPLOY_REPLY,
  hello: HELLO_REPLY,
  key_safety: KEY_SAFETY_REPLY,
  markdown: MARKDOWN_REPLY,
  model: MODEL_REPLY,
  other_programs: OTHER_PROGRAMS_REPLY,
  pasted_key: PASTED_KEY_REPLY,
  picture: IMAGE_REPLY,
  set_key: SET_KEY_REPLY,
  starlight: STARLIGHT_REPLY,
  storage: STORAGE_REPLY,
  test_key: TEST_KEY_REPLY,
  thanks: THANKS_REPLY,
};
