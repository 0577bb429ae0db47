import { ACCOUNT_TOPICS, PERMISSION_TOPICS } from './account-topics.ts';
import { ADDRESS_TOPICS } from './address-topics.ts';
import { CONTENT_TOPICS } from './content-topics.ts';
import { FEATURE_TOPICS } from './feature-topics.ts';
import { FIRST_TOPICS } from './first-topics.ts';
import { KEY_TOPICS } from './key-topics.ts';
import { LIMIT_TOPICS } from './limit-topics.ts';
import { LOADING_TOPICS } from './loading-topics.ts';
import { ENDPOINT_TOPICS, MODEL_TOPICS } from './model-topics.ts';
import { MONEY_TOPICS } from './money-topics.ts';
import { FORM_TOPICS, IMAGE_TOPICS, ROLE_TOPICS } from './request-topics.ts';
import { SERVER_TOPICS } from './server-topics.ts';
import { SETTING_TOPICS, TERMS_TOPICS } from './setting-topics.ts';
import { SIZE_TOPICS } from './size-topics.ts';
import type { Topic } from './topic.ts';

/** Every topic; the first that holds wins, so the specific ones come first. */
export const TOPICS: readonly Topic[] = [
  ...FIRST_TOPICS,
  ...MONEY_TOPICS,
  ...TERMS_TOPICS,
  ...CONTENT_TOPICS,
  ...ACCOUNT_TOPICS,
  ...SETTING_TOPICS,
  ...SIZE_TOPICS,
  ...KEY_TOPICS,
  ...LOADING_TOPICS,
  ...LIMIT_TOPICS,
  ...ENDPOINT_TOPICS,
  ...ROLE_TOPICS,
  ...FEATURE_TOPICS,
  ...MODEL_TOPICS,
  ...IMAGE_TOPICS,
  ...ADDRESS_TOPICS,
  ...FORM_TOPICS,
  ...PERMISSION_TOPICS,
  ...SERVER_TOPICS,
];
