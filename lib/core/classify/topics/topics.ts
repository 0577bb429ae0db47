import { ACCESS_TOPICS, PERMISSION_TOPICS, TERMS_TOPICS } from './access-topics.ts';
import { CONTENT_TOPICS } from './content-topics.ts';
import { LIMIT_TOPICS } from './limit-topics.ts';
import { MODEL_TOPICS, UNAVAILABLE_TOPICS } from './model-topics.ts';
import { MONEY_TOPICS } from './money-topics.ts';
import { ADDRESS_TOPICS, REQUEST_TOPICS, SIZE_TOPICS } from './request-topics.ts';
import { SERVER_TOPICS } from './server-topics.ts';
import type { Topic } from './topic.ts';

/** Every topic; the first that holds wins, so the specific ones come first. */
export const TOPICS: readonly Topic[] = [
  ...ADDRESS_TOPICS,
  ...MONEY_TOPICS,
  ...TERMS_TOPICS,
  ...CONTENT_TOPICS,
  ...ACCESS_TOPICS,
  ...SIZE_TOPICS,
  ...UNAVAILABLE_TOPICS,
  ...LIMIT_TOPICS,
  ...MODEL_TOPICS,
  ...REQUEST_TOPICS,
  ...PERMISSION_TOPICS,
  ...SERVER_TOPICS,
];
