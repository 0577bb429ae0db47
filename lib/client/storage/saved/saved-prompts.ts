import { MAX_PROMPTS, type Prompt, readPrompt } from '#lib/core/saved/prompt.ts';
import { createSavedList } from './saved-list.ts';

/** The prompts of this browser. */
export const savedPrompts = createSavedList<Prompt>({
  record: 'starlight:prompts',
  readItem: readPrompt,
  maxItems: MAX_PROMPTS,
});
