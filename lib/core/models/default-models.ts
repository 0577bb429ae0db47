/**
 * The newest general model and its smaller sibling in the installed SDK's `ChatModel` type. The first is
 * the default where nothing else is chosen.
 */
export const DEFAULT_MODELS = ['gpt-6.1-sol', 'gpt-6.1-terra'] as const;
