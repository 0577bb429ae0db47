import 'server-only';
import { createHash } from 'node:crypto';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { KeyDetector } from '../../upstream/secrets/key-detector.ts';

/** What of a text may be told now; the field's name keeps the texts of a reply apart. */
export type Say = (field: string, text: string) => string;

export type MessagePicker = {
  say: Say;
  /** The same of a text that never comes in pieces. */
  whole: (text: string) => string;
  holdsKey: KeyDetector;
  /** Whether the calls of tools get a number where they have none. */
  numbered: boolean;
};

const ROLES = ['assistant', 'developer', 'system', 'tool', 'user'];
/*
 * Beside what OpenAI documents: what reasoning models of others write (DeepSeek, vLLM, OpenRouter), as
 * plain text, and Gemini's signature of a call, without which it does not take the tool's answer.
 */
const TEXTS = ['content', 'refusal', 'reasoning_content', 'reasoning'] as const;
const MOST_CALLS = 1000;
// LiteLLM puts Gemini's signature into the id of a call.
const ID = /^[\w.:|+/=-]{1,4096}$/;

type Picked = Record<string, unknown>;

/**
 * What a program sees of a `message` or `delta`: the documented members that are of their documented type
 * (OpenAI API reference, "The chat completion object"). Sound cannot be asked for, so there is none.
 */
export function pickMessage(value: unknown, picker: MessagePicker): Picked {
  const picked: Picked = {};
  if (!isRecord(value)) return picked;
  const role = value['role'];
  if (typeof role === 'string' && ROLES.includes(role)) picked['role'] = role;
  for (const name of TEXTS) {
    const text = value[name];
    if (typeof text === 'string') picked[name] = picker.say(name, text);
    else if (text === null) picked[name] = null;
  }
  if (Array.isArray(value['content'])) picked['content'] = pickParts(value['content'], picker.say);
  if (Array.isArray(value['tool_calls'])) {
    picked['tool_calls'] = value['tool_calls'].flatMap((call, at) => pickCall(call, at, picker));
  }
  if (isRecord(value['function_call'])) {
    picked['function_call'] = pickCalled(value['function_call'], 'arguments', (name, text) =>
      picker.say(`function_call.${name}`, text),
    );
  }
  if (Array.isArray(value['annotations'])) {
    picked['annotations'] = value['annotations'].flatMap((each) =>
      pickCitation(each, picker.whole),
    );
  }
  return picked;
}

/** An id as it is, or where it is none or holds a part of the key, another that is the same each time. */
export function pickId(id: unknown, prefix: string, holdsKey: KeyDetector): string | undefined {
  if (typeof id !== 'string') return undefined;
  if (ID.test(id) && !holdsKey(id)) return id;
  return prefix + createHash('sha256').update(id).digest('hex').slice(0, 24);
}

/** Mistral's models that think write their content in parts. */
function pickParts(parts: readonly unknown[], say: Say): Picked[] {
  return parts.flatMap((part): Picked[] => {
    if (!isRecord(part)) return [];
    const { type, text, thinking } = part;
    if (type === 'text' && typeof text === 'string') return [{ type, text: say('content', text) }];
    if (type !== 'thinking' || !Array.isArray(thinking)) return [];
    const sayThought: Say = (_, thought) => say('thinking', thought);
    return [{ type, thinking: pickParts(thinking.filter(isTextPart), sayThought) }];
  });
}

function pickCall(call: unknown, at: number, picker: MessagePicker): Picked[] {
  if (!isRecord(call)) return [];
  const { say, whole, holdsKey, numbered } = picker;
  const index = call['index'] ?? at;
  if (!Number.isSafeInteger(index) || Number(index) < 0 || Number(index) >= MOST_CALLS) return [];
  const { type } = call;
  const id = pickId(call['id'], 'call_', holdsKey);
  const sayOf = (place: string) => (name: string, text: string) =>
    say(`tool_calls.${index}.${place}.${name}`, text);
  const signature = signatureOf(call['extra_content']);
  return [
    {
      ...((numbered || typeof call['index'] === 'number') && { index }),
      ...(id !== undefined && { id }),
      ...((type === 'function' || type === 'custom') && { type }),
      ...(isRecord(call['function']) && {
        function: pickCalled(call['function'], 'arguments', sayOf('function')),
      }),
      ...(isRecord(call['custom']) && {
        custom: pickCalled(call['custom'], 'input', sayOf('custom')),
      }),
      ...(signature !== null && {
        extra_content: { google: { thought_signature: whole(signature) } },
      }),
    },
  ];
}

function pickCalled(called: Picked, given: 'arguments' | 'input', say: Say): Picked {
  const picked: Picked = {};
  for (const name of ['name', given]) {
    const text = called[name];
    if (typeof text === 'string') picked[name] = say(name, text);
  }
  return picked;
}

function signatureOf(extra: unknown): string | null {
  const google = isRecord(extra) ? extra['google'] : null;
  const signature = isRecord(google) ? google['thought_signature'] : null;
  return typeof signature === 'string' ? signature : null;
}

function pickCitation(annotation: unknown, whole: MessagePicker['whole']): Picked[] {
  if (!isRecord(annotation) || annotation['type'] !== 'url_citation') return [];
  const cited = annotation['url_citation'];
  if (!isRecord(cited)) return [];
  const picked: Picked = {};
  for (const name of ['start_index', 'end_index']) {
    if (Number.isSafeInteger(cited[name])) picked[name] = cited[name];
  }
  for (const name of ['title', 'url']) {
    const text = cited[name];
    if (typeof text === 'string') picked[name] = whole(text);
  }
  return [{ type: 'url_citation', url_citation: picked }];
}

function isTextPart(part: unknown): boolean {
  return isRecord(part) && part['type'] === 'text';
}
