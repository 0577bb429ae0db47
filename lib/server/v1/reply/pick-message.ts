import 'server-only';
import { createHash } from 'node:crypto';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { KeyDetector } from '../../upstream/secrets/key-detector.ts';
import { MAX_TOOL_CALLS } from '../request/request-messages.ts';
import { pickCitation, pickImage } from './pick-sources.ts';

/** Removes the key from the next piece of a field's text; the field name keeps a reply's texts separate. */
export type StripKey = (field: string, text: string) => string;

export type MessagePicker = {
  stripKey: StripKey;
  /** The same for a text that is never streamed in pieces. */
  stripCompleteText: (text: string) => string;
  holdsKey: KeyDetector;
  /** Whether tool calls without an index get one. */
  addIndex: boolean;
};

const ROLES = ['assistant', 'developer', 'system', 'tool', 'user'];
/*
 * In addition to what OpenAI documents: the plain-text reasoning of other vendors' models (DeepSeek, vLLM,
 * OpenRouter), the images of those that make some (OpenRouter, "Image Generation"), and Gemini's signature
 * of a tool call, without which Gemini refuses the tool's result.
 */
const TEXT_FIELDS = ['content', 'refusal', 'reasoning_content', 'reasoning'] as const;
// LiteLLM puts Gemini's signature into a tool call's id.
const ID = /^[\w.:|+/=-]{1,4096}$/;

type Picked = Record<string, unknown>;

/**
 * Picks what a client gets of a `message` or `delta`: the documented members that have their documented
 * type (OpenAI API reference, "The chat completion object"). Audio cannot be requested, so it is left out.
 */
export function pickMessage(value: unknown, picker: MessagePicker): Picked {
  const picked: Picked = {};
  if (!isRecord(value)) return picked;
  const role = value['role'];
  if (typeof role === 'string' && ROLES.includes(role)) picked['role'] = role;
  for (const name of TEXT_FIELDS) {
    const text = value[name];
    if (typeof text === 'string') picked[name] = picker.stripKey(name, text);
    else if (text === null) picked[name] = null;
  }
  if (Array.isArray(value['content'])) picked['content'] = pickParts(value['content'], picker);
  if (Array.isArray(value['tool_calls'])) {
    picked['tool_calls'] = value['tool_calls'].flatMap((call, at) => pickCall(call, at, picker));
  }
  if (isRecord(value['function_call'])) {
    picked['function_call'] = pickFunction(value['function_call'], 'arguments', (name, text) =>
      picker.stripKey(`function_call.${name}`, text),
    );
  }
  if (Array.isArray(value['annotations'])) {
    picked['annotations'] = value['annotations'].flatMap((each) =>
      pickCitation(each, picker.stripCompleteText),
    );
  }
  if (Array.isArray(value['images'])) {
    picked['images'] = value['images'].flatMap((each) => pickImage(each, picker.stripCompleteText));
  }
  return picked;
}

/** The id itself, or a stable replacement if it is invalid or contains part of the key. */
export function pickId(id: unknown, prefix: string, holdsKey: KeyDetector): string | undefined {
  if (typeof id !== 'string') return undefined;
  if (ID.test(id) && !holdsKey(id)) return id;
  return prefix + createHash('sha256').update(id).digest('hex').slice(0, 24);
}

/** Mistral's reasoning models write their content in parts, and so do some that make images. */
function pickParts(
  parts: readonly unknown[],
  { stripKey, stripCompleteText }: Pick<MessagePicker, 'stripKey' | 'stripCompleteText'>,
): Picked[] {
  return parts.flatMap((part): Picked[] => {
    if (!isRecord(part)) return [];
    const { type, text, thinking } = part;
    if (type === 'text' && typeof text === 'string')
      return [{ type, text: stripKey('content', text) }];
    if (type === 'image_url') return pickImage(part, stripCompleteText);
    if (type !== 'thinking' || !Array.isArray(thinking)) return [];
    const stripThinking: StripKey = (_, thought) => stripKey('thinking', thought);
    const picker = { stripKey: stripThinking, stripCompleteText };
    return [{ type, thinking: pickParts(thinking.filter(isTextPart), picker) }];
  });
}

function pickCall(call: unknown, at: number, picker: MessagePicker): Picked[] {
  if (!isRecord(call)) return [];
  const { stripKey, stripCompleteText, holdsKey, addIndex } = picker;
  const index = call['index'] ?? at;
  if (!Number.isSafeInteger(index) || Number(index) < 0 || Number(index) >= MAX_TOOL_CALLS)
    return [];
  const { type } = call;
  const id = pickId(call['id'], 'call_', holdsKey);
  const stripKeyIn = (member: string) => (name: string, text: string) =>
    stripKey(`tool_calls.${index}.${member}.${name}`, text);
  const signature = signatureOf(call['extra_content']);
  return [
    {
      ...((addIndex || typeof call['index'] === 'number') && { index }),
      ...(id !== undefined && { id }),
      ...((type === 'function' || type === 'custom') && { type }),
      ...(isRecord(call['function']) && {
        function: pickFunction(call['function'], 'arguments', stripKeyIn('function')),
      }),
      ...(isRecord(call['custom']) && {
        custom: pickFunction(call['custom'], 'input', stripKeyIn('custom')),
      }),
      ...(signature !== null && {
        extra_content: { google: { thought_signature: stripCompleteText(signature) } },
      }),
    },
  ];
}

function pickFunction(
  functionCall: Picked,
  inputName: 'arguments' | 'input',
  stripKey: StripKey,
): Picked {
  const picked: Picked = {};
  for (const name of ['name', inputName]) {
    const text = functionCall[name];
    if (typeof text === 'string') picked[name] = stripKey(name, text);
  }
  return picked;
}

function signatureOf(extra: unknown): string | null {
  const google = isRecord(extra) ? extra['google'] : null;
  const signature = isRecord(google) ? google['thought_signature'] : null;
  return typeof signature === 'string' ? signature : null;
}

function isTextPart(part: unknown): boolean {
  return isRecord(part) && part['type'] === 'text';
}
