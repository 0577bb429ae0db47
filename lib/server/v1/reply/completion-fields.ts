import 'server-only';
import { MODEL_ID } from '#lib/core/chat/model-id.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { CompletionReply } from '../../upstream/create-upstream.ts';
import { appendHeldBack, toDelta } from './held-back-fields.ts';
import { pickLogprobs } from './pick-logprobs.ts';
import { type MessagePicker, pickId, pickMessage } from './pick-message.ts';
import { pickUsage } from './pick-usage.ts';

/** Makes what a program sees of a reply: what OpenAI documents, and the key nowhere. */
export type CompletionPicker = {
  /** A chunk, or a whole completion as one; null for what is neither. */
  chunk: (value: unknown) => Picked | null;
  /** A completion that is asked for whole. */
  whole: (value: unknown) => Picked;
  /** Chunks of what was held back, at the end of a stream. */
  rest: () => Picked[];
};

type Picked = Record<string, unknown>;

const SERVICE_TIERS = [
  ...['auto', 'default', 'flex', 'scale', 'priority', 'fast'],
  // Groq's.
  'on_demand',
];
const FINGERPRINT = /^[\w.:-]{1,128}$/;
const FINISH_REASONS = ['stop', 'length', 'tool_calls', 'content_filter', 'function_call'];
const WORD = /^[a-z][a-z_-]{0,31}$/;
const MOST_PADDING = 64;
// `n` is 1; whoever answers more often has few answers.
const MOST_CHOICES = 8;

/** @param model the one that was asked for, in place of a name that is none */
export function createCompletionPicker(
  { holdsKey, keyRemover }: Pick<CompletionReply, 'holdsKey' | 'keyRemover'>,
  model: string,
): CompletionPicker {
  let identity: Picked = {};
  const isName = (text: unknown, pattern: RegExp): text is string =>
    typeof text === 'string' && pattern.test(text) && !holdsKey(text);
  const idOf = rememberLast((id) => pickId(id, 'chatcmpl-', holdsKey));
  const modelOf = rememberLast((name) => (name === model || isName(name, MODEL_ID) ? name : model));
  const fingerprintOf = rememberLast((name) => (isName(name, FINGERPRINT) ? name : undefined));

  const pickIdentity = (value: Picked, object: string): Picked => {
    const { created, service_tier: tier } = value;
    const id = idOf(value['id']);
    const fingerprint = fingerprintOf(value['system_fingerprint']);
    return {
      ...(id !== undefined && { id }),
      object,
      ...(Number.isSafeInteger(created) && { created }),
      model: modelOf(value['model']),
      ...((tier === null || isOneOf(SERVICE_TIERS, tier)) && { service_tier: tier }),
      ...(fingerprint !== undefined && { system_fingerprint: fingerprint }),
    };
  };

  const pickChoice = (choice: unknown, part: 'delta' | 'message'): Picked[] => {
    if (!isRecord(choice)) return [];
    const { finish_reason: reason, logprobs } = choice;
    const index = choice['index'] ?? 0;
    if (!Number.isSafeInteger(index) || Number(index) < 0 || Number(index) >= MOST_CHOICES) {
      return [];
    }
    const say: MessagePicker['say'] = (field, text) => keyRemover.next(`${index}.${field}`, text);
    const { whole } = keyRemover;
    const said = choice['delta'] ?? choice['message'];
    // The calls of a message are numbered by their places; those of a delta by the upstream, or not.
    const numbered = part === 'delta' && isRecord(choice['message']);
    const picker: MessagePicker = { say, whole, holdsKey, numbered };
    const isReason = isOneOf(FINISH_REASONS, reason) || isName(reason, WORD);
    const pickedLogprobs = pickLogprobs(logprobs, say);
    return [
      {
        index,
        [part]: pickMessage(said, picker),
        ...(pickedLogprobs !== undefined && { logprobs: pickedLogprobs }),
        ...(reason !== undefined && { finish_reason: isReason ? reason : reason && 'stop' }),
      },
    ];
  };

  const pick = (value: unknown, part: 'delta' | 'message'): Picked | null => {
    if (!isRecord(value)) return null;
    const usage = pickUsage(value['usage']);
    if (!Array.isArray(value['choices']) && !usage) return null;
    const choices: unknown[] = Array.isArray(value['choices']) ? value['choices'] : [];
    identity = pickIdentity(value, part === 'delta' ? 'chat.completion.chunk' : 'chat.completion');
    const padding = value['obfuscation'];
    return {
      ...identity,
      choices: choices.flatMap((choice) => pickChoice(choice, part)),
      ...(usage !== undefined && { usage }),
      // It hides the length of the text from who sees how much is sent; what it says means nothing.
      ...(typeof padding === 'string' && {
        obfuscation: '0'.repeat(Math.min(padding.length, MOST_PADDING)),
      }),
    };
  };

  return {
    chunk: (value) => pick(value, 'delta'),
    whole(value) {
      const picked = pick(value, 'message') ?? {};
      const choices = Array.isArray(picked['choices']) ? picked['choices'].filter(isRecord) : [];
      for (const { field, text } of keyRemover.flush()) {
        const [index = '', ...path] = field.split('.');
        const message = choices.find((choice) => choice['index'] === Number(index))?.['message'];
        if (isRecord(message)) appendHeldBack(message, path, text);
      }
      return picked;
    },
    rest: () =>
      keyRemover.flush().flatMap(({ field, text }) => {
        const [index = '', ...path] = field.split('.');
        if (path[0] === 'logprobs') return [];
        const choice = { index: Number(index), delta: toDelta(path, text), finish_reason: null };
        return [{ ...identity, choices: [choice] }];
      }),
  };
}

/** The chunk that carries nothing but the token count, which comes only when it is asked for. */
export function isUsageOnly(chunk: Record<string, unknown>): boolean {
  const { choices, usage } = chunk;
  return Array.isArray(choices) && choices.length === 0 && usage !== undefined && usage !== null;
}

/** Each chunk of a stream says the same once more. */
function rememberLast<Result>(judge: (value: unknown) => Result): (value: unknown) => Result {
  let last: { value: unknown; result: Result } | null = null;
  return (value) => {
    if (last === null || last.value !== value) last = { value, result: judge(value) };
    return last.result;
  };
}

function isOneOf(words: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && words.includes(value);
}
