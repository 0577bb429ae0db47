/** What a list of models says about one of them. Only valid IDs, numbers and flags are kept. */
export type ListedModel = {
  id: string;
  /** Whether it takes part in chats, rather than making vectors, pictures or sound. */
  isChat: boolean;
  /** Seconds since 1970. */
  createdAt?: number | undefined;
} & ModelFacts;

/** What a model takes; absent where the list does not say it. */
type ModelFacts = {
  /** It takes images. */
  images?: true | undefined;
  /** The longest conversation, in tokens. */
  contextTokens?: number | undefined;
};

/** A model that visitors may choose. */
export type OfferedModel = {
  id: string;
  /** It can search the web on request, and the operator allows it. */
  webSearch?: true | undefined;
} & ModelFacts;
