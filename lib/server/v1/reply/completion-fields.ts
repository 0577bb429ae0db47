import 'server-only';
import { MODEL_ID } from '#lib/core/chat/model-id.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { CompletionReply } from '../../upstream/create-upstream.ts';
import { usageOf } from '../../upstream/reply/completion-chunk.ts';
import { appendHeldBack, toDelta } from './held-back-fields.ts';
import { isOneOf } from './is-one-of.ts';
import { pickFinishReason } from './pick-finish-reason.ts';
import { pickLogprobs } from './pick-logprobs.ts';
import { type MessagePicker, pickId, pickMessage } from './pick-message.ts';
import { pickSources } from './pick-sources.ts';
import { pickUsage } from './pick-usage.ts';
import { rememberLast } from './remember-last.ts';

/**
 * Picks what a client gets of a reply: only what OpenAI documents, and what others document for thinking,
 * sources and images, without the key.
 */
export type CompletionPicker = {
  /** Picks a chunk, also from a complete completion; null for anything else. */
  chunk: (value: unknown) => Picked | null;
  /** Picks a completion that was not requested as a stream. */
  document: (value: unknown) => Picked;
  /** Returns the held-back text as chunks, at the end of a stream. */
  rest: () => Picked[];
};

type Picked = Record<string, unknown>;

const SERVICE_TIERS = [
  ...['auto', 'default', 'flex', 'scale', 'priority', 'fast'],
  // Groq's.
  'on_demand',
];
const FINGERPRINT = /^[\w.:-]{1,128}$/;
const MAX_PADDING = 64;
// `n` is 1; upstreams that return more choices anyway return few.
const MAX_CHOICES = 8;

/** @param model the requested model, which replaces an invalid model name */
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
    const { logprobs } = choice;
    const index = choice['index'] ?? 0;
    if (!Number.isSafeInteger(index) || Number(index) < 0 || Number(index) >= MAX_CHOICES) {
      return [];
    }
    const stripKey: MessagePicker['stripKey'] = (field, text) =>
      keyRemover.next(`${index}.${field}`, text);
    const stripCompleteText = keyRemover.removeFrom;
    const message = choice['delta'] ?? choice['message'];
    // Tool calls of a message are indexed by position; those of a delta by the upstream, if at all.
    const addIndex = part === 'delta' && isRecord(choice['message']);
    const picker: MessagePicker = { stripKey, stripCompleteText, holdsKey, addIndex };
    const reason = pickFinishReason(choice);
    const pickedLogprobs = pickLogprobs(logprobs, stripKey);
    return [
      {
        index,
        [part]: pickMessage(message, picker),
        ...(pickedLogprobs !== undefined && { logprobs: pickedLogprobs }),
        ...(reason !== undefined && { finish_reason: reason }),
      },
    ];
  };

  const pick = (value: unknown, part: 'delta' | 'message'): Picked | null => {
    if (!isRecord(value)) return null;
    const usage = pickUsage(usageOf(value));
    if (!Array.isArray(value['choices']) && !usage) return null;
    const choices: unknown[] = Array.isArray(value['choices']) ? value['choices'] : [];
    identity = pickIdentity(value, part === 'delta' ? 'chat.completion.chunk' : 'chat.completion');
    const padding = value['obfuscation'];
    return {
      ...identity,
      choices: choices.flatMap((choice) => pickChoice(choice, part)),
      ...(usage !== undefined && { usage }),
      ...pickSources(value, keyRemover.removeFrom),
      // Padding hides the text's length from traffic analysis; its content has no meaning.
      ...(typeof padding === 'string' && {
        obfuscation: '0'.repeat(Math.min(padding.length, MAX_PADDING)),
      }),
    };
  };

  return {
    chunk: (value) => pick(value, 'delta'),
    document(value) {
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

/** Whether a chunk carries only the token count, which is sent only on request. */
export function isUsageOnly(chunk: Record<string, unknown>): boolean {
  const { choices, usage } = chunk;
  return Array.isArray(choices) && choices.length === 0 && usage !== undefined && usage !== null;
}
