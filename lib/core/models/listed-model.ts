import type { ModelCapabilities } from './capabilities/model-capabilities.ts';

/** What a list of models says about one of them. Only valid IDs, numbers, flags and days are kept. */
export type ListedModel = {
  id: string;
  /** Whether it takes part in chats, rather than making vectors, pictures or sound. */
  isChat: boolean;
  /** Seconds since 1970. */
  createdAt?: number | undefined;
} & ModelFacts;

/** What is known about a model; absent where it is not. */
export type ModelFacts = ModelCapabilities & {
  /** The longest conversation, in tokens. */
  contextTokens?: number | undefined;
  /** The longest reply, in tokens. */
  outputTokens?: number | undefined;
  /** The day from which it answers no requests (ISO 8601), if that is announced. */
  shutdownDate?: string | undefined;
};

/** A model that visitors may choose. */
export type OfferedModel = {
  id: string;
  /** It can search the web on request, and the operator allows it. */
  webSearch?: true | undefined;
} & ModelFacts;
