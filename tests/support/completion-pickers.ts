import { createKeyDetector } from '../../lib/server/upstream/secrets/key-detector.ts';
import { createKeyRemover } from '../../lib/server/upstream/secrets/key-remover.ts';
import { createCompletionPicker } from '../../lib/server/v1/reply/completion-fields.ts';

export const SECRET = 'QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
export const KEY = `sk-proj-${SECRET}`;
export const IDENTITY = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'gpt-test',
  service_tier: 'default',
  system_fingerprint: 'fp_1',
};

export const pickerFor = (key = KEY) =>
  createCompletionPicker(
    { holdsKey: createKeyDetector(key), keyRemover: createKeyRemover(key) },
    'gpt-requested',
  );
export const chunkOf = (delta: unknown, more: object = {}) => ({
  ...IDENTITY,
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
});
export const documentOf = (message: unknown, more: object = {}) => ({
  ...IDENTITY,
  object: 'chat.completion',
  choices: [{ index: 0, message, finish_reason: 'stop', ...more }],
});

/** Everything relayed from a stream, as text. */
export function relayedText(chunks: readonly unknown[]): string {
  const picker = pickerFor();
  return JSON.stringify([...chunks.map(picker.chunk), ...picker.rest()]);
}

/** One field's text, joined from all deltas as clients do. */
export function joined(chunks: readonly unknown[], read: (delta: never) => unknown): string {
  const picker = pickerFor();
  const relayed = [...chunks.map(picker.chunk), ...picker.rest()] as {
    choices: { delta: never }[];
  }[];
  return relayed.flatMap(({ choices }) => choices.map(({ delta }) => read(delta) ?? '')).join('');
}
