import { CONTEXT_MESSAGE_RULES } from './context-message-rules.ts';
import { KEY_ECHO_RULES } from './key-echo-rules.ts';
import { KEY_MESSAGE_RULES } from './key-message-rules.ts';
import { LIMIT_MESSAGE_RULES } from './limit-message-rules.ts';
import type { MessageRule } from './message-rule.ts';
import { MODEL_MESSAGE_RULES } from './model-message-rules.ts';
import { REQUEST_MESSAGE_RULES } from './request-message-rules.ts';

/**
 * Every decision based on an error's text; the first matching rule wins. A new rule needs a source,
 * an example in the test, and a reason why no code or type can decide.
 */
export const MESSAGE_RULES: readonly MessageRule[] = [
  ...KEY_ECHO_RULES,
  ...KEY_MESSAGE_RULES,
  ...LIMIT_MESSAGE_RULES,
  ...MODEL_MESSAGE_RULES,
  ...CONTEXT_MESSAGE_RULES,
  ...REQUEST_MESSAGE_RULES,
];
