import 'server-only';
import type { Holders } from './read-source-lists.ts';

// What chunks of plain text have, at OpenAI and at those that copy it.
const CHUNK = new Set([
  'id',
  'object',
  'created',
  'model',
  'choices',
  'usage',
  'provider',
  'service_tier',
  'system_fingerprint',
  'obfuscation',
]);
const CHOICE = new Set(['index', 'delta', 'finish_reason', 'native_finish_reason', 'logprobs']);
const MESSAGE = new Set(['content', 'role', 'refusal', 'reasoning', 'reasoning_content']);

/**
 * Whether a chunk has none of the members in which extras come. Almost all are such, and looking for each
 * form of an extra in them costs as much as parsing them.
 */
export function isPlainChunk({ chunk, choice, message }: Holders): boolean {
  const { content, role } = message;
  if ((typeof content !== 'string' && content != null) || role === 'tool') return false;
  return hasOnly(message, MESSAGE) && hasOnly(choice, CHOICE) && hasOnly(chunk, CHUNK);
}

function hasOnly(holder: object, names: ReadonlySet<string>): boolean {
  for (const name in holder) if (!names.has(name)) return false;
  return true;
}
