import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import type { MessageIdentity } from '../reasoning/carried-reasoning.ts';
import type { UpstreamMessage } from '../upstream.ts';

/** A reply as the API sent it. */
type IdentifiedReply = MessageIdentity & {
  type: 'message';
  role: 'assistant';
  status: 'completed';
  content: readonly [{ type: 'output_text'; text: string; annotations: [] }];
};

/** A message as input of the Responses API: what a reply's model thought for it comes before the reply. */
export function toInputItems({ reasoning, ...message }: UpstreamMessage): object[] {
  const { role, content } = message;
  if (reasoning?.form !== 'items' || role !== 'assistant' || typeof content !== 'string') {
    return [toInputItem(message)];
  }
  const { items, message: identity } = reasoning;
  // As OpenAI sent it, with its ID: reasoning without the item that followed it is refused.
  const reply: IdentifiedReply = {
    ...identity,
    type: 'message',
    role,
    status: 'completed',
    content: [{ type: 'output_text', text: content, annotations: [] }],
  };
  return [...items, reply];
}

/** Input without the reasoning that `toInputItems` added, nor the IDs of replies, which refer to it. */
export function withoutReasoning(input: readonly unknown[]): unknown[] {
  return input
    .filter((item) => fieldOf(item, 'type') !== 'reasoning')
    .map((item) => (isIdentifiedReply(item) ? toPlainReply(item) : item));
}

function isIdentifiedReply(item: unknown): item is IdentifiedReply {
  // No other item of Starlight's own has an ID.
  return fieldOf(item, 'type') === 'message' && fieldOf(item, 'id') !== undefined;
}

function toPlainReply({ role, content: [{ text }] }: IdentifiedReply): object {
  return { role, content: text };
}

function toInputItem({ role, content }: UpstreamMessage): object {
  const parts = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content;
  if (role === 'assistant' && parts.every((part) => part.type === 'text')) {
    // As a string, because servers disagree about which parts a reply without an ID may have.
    return { role, content: parts.map(({ text }) => text).join('') };
  }
  return {
    role,
    content: parts.map((part) =>
      part.type === 'text'
        ? { type: role === 'assistant' ? 'output_text' : 'input_text', text: part.text }
        : {
            type: 'input_image',
            image_url: part.image_url.url,
            detail: part.image_url.detail ?? 'auto',
          },
    ),
  };
}
