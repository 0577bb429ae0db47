import 'server-only';

/**
 * What a model thought for one reply, as its API wants it back with that reply: complete, in order and
 * unchanged, because the provider verifies it. None of it is shown.
 */
export type CarriedReasoning =
  | { form: 'details'; details: readonly ReasoningDetail[] }
  | { form: 'items'; items: readonly ReasoningItem[]; message: MessageIdentity };

/** OpenRouter: "Preserving reasoning blocks". */
export type ReasoningDetail = {
  type: 'reasoning.text' | 'reasoning.summary' | 'reasoning.encrypted';
  text?: string | null | undefined;
  summary?: string | null | undefined;
  data?: string | null | undefined;
  signature?: string | null | undefined;
  id?: string | null | undefined;
  format?: string | null | undefined;
  index?: number | undefined;
};

/** An item of the Responses API (`ResponseReasoningItem`). Its encrypted content is bound to its ID. */
export type ReasoningItem = {
  type: 'reasoning';
  id: string;
  encrypted_content: string;
  summary: readonly unknown[];
  content?: readonly unknown[] | undefined;
};

/** What the message that followed the reasoning was called, and which part it has in the reply. */
export type MessageIdentity = { id: string; phase?: string | undefined };
