import 'server-only';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';

/**
 * What a chunk or a message adds to a reply: what the model thought, the text of its answer, and what
 * else there is. The key is still in it.
 */
export type ReplyPiece = {
  thinking: string;
  text: string;
  extras?: readonly ReplyExtra[] | undefined;
};

type JsonObject = Record<string, unknown>;

/**
 * Where upstreams put the thinking, most common first. A message that has several of them repeats
 * itself, so the first with text counts.
 */
const THINKING_FIELDS = [
  // DeepSeek: "Thinking Mode". Also Qwen, Moonshot, Zhipu, xAI, llama.cpp, SGLang and older vLLM.
  'reasoning_content',
  // OpenRouter: "Reasoning Tokens". Also Groq ("Reasoning": parsed), Ollama, Cerebras and newer vLLM.
  'reasoning',
  // Ollama's own API, which some gateways copy.
  'thinking',
  // OpenRouter: "Preserving reasoning blocks".
  'reasoning_details',
  // LiteLLM: "Thinking / Reasoning Content".
  'thinking_blocks',
] as const;
// Mistral: "Reasoning". Anthropic: "Extended thinking". Databricks: reasoning. All in content parts.
const THINKING_PART = /^(?:redacted_)?(?:thinking|thought|reasoning)/;
const UNREADABLE_PART = /encrypted|redacted/;
const TEXT_MEMBERS = ['thinking', 'text', 'reasoning', 'summary', 'content'] as const;
const GOOGLE_TAG = /^<thought>|<\/thought>/;

/**
 * Reads a `message` or `delta` in every form in which upstreams send thinking. What is encrypted or
 * redacted is not text, and left out. Tags within a content string are not looked at; see
 * `createThinkingSplitter`.
 */
export function readMessage(message: JsonObject): ReplyPiece {
  const content = readContent(message['content']);
  const thinking = thinkingOf(message);
  if (isGoogleThought(message) && !GOOGLE_TAG.test(content.text)) {
    return { thinking: thinking || content.text, text: '' };
  }
  return { thinking: thinking || content.thinking, text: content.text };
}

function thinkingOf(message: JsonObject): string {
  for (const name of THINKING_FIELDS) {
    const value = message[name];
    const text = Array.isArray(value) ? value.map(textOfThinking).join('') : value;
    if (typeof text === 'string' && text !== '') return text;
  }
  return '';
}

/**
 * Google: "OpenAI compatibility", `include_thoughts`. The mark is on every chunk of thinking, but also on
 * a whole message with thinking and answer, so the tags count where there are any.
 */
function isGoogleThought(message: JsonObject): boolean {
  return fieldOf(fieldOf(message['extra_content'], 'google'), 'thought') === true;
}

function readContent(content: unknown): ReplyPiece {
  const piece = { thinking: '', text: '' };
  if (typeof content === 'string') piece.text = content;
  if (!Array.isArray(content)) return piece;
  for (const part of content) {
    if (!isRecord(part)) continue;
    if (isThinkingPart(part)) piece.thinking += textOfThinking(part);
    else if (typeof part['text'] === 'string') piece.text += part['text'];
  }
  return piece;
}

function isThinkingPart({ type, thought }: JsonObject): boolean {
  return thought === true || (typeof type === 'string' && THINKING_PART.test(type));
}

function textOfThinking(part: unknown): string {
  if (!isRecord(part)) return '';
  const { type } = part;
  if (typeof type === 'string' && UNREADABLE_PART.test(type)) return '';
  for (const name of TEXT_MEMBERS) {
    const text = joinTexts(part[name]);
    if (text !== '') return text;
  }
  return '';
}

/** A text, or the texts of a list of parts. */
function joinTexts(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value
    .map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}
