import { MODEL_ID } from '../chat/model-id.ts';
import { isErrorPayload } from '../classify/classify-error-event.ts';
import { fieldOf } from '../json/field-of.ts';
import { parseJson } from '../json/parse-json.ts';
import { readCapabilities } from './capabilities/read-capabilities.ts';
import { isChatModel } from './is-chat-model.ts';
import type { ListedModel } from './listed-model.ts';

/** More than any provider lists (OpenRouter: about 400). */
export const MAX_LISTED = 2000;

const MAX_CONTEXT_TOKENS = 1e9;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Where lists say how long a conversation may be, in tokens. */
const CONTEXT_FIELDS = [
  'context_length', // OpenRouter, Together, Fireworks
  'context_window', // Groq, Vercel
  'max_context_length', // Mistral
  'max_model_len', // vLLM
  'context_size', // Novita
];

/** Where lists say how long a reply may be, in tokens. */
const OUTPUT_FIELDS = [
  ['top_provider', 'max_completion_tokens'], // OpenRouter
  ['max_completion_tokens'], // Groq
  ['max_output_tokens'], // Novita
  ['max_tokens'], // Vercel
];

/**
 * The models in a response to `GET /models`: OpenAI's `{ data: [{ id }] }`, Together's bare array, or
 * `{ models: [{ name }] }` as Ollama's own interface and Cohere write it. Newest first where the list
 * says when; otherwise in its order. Entries without a valid ID, and those after the first `MAX_LISTED`, are
 * dropped.
 *
 * @returns null if the response is not a list
 */
export function readModelList({
  status,
  body,
}: {
  status: number;
  body: string;
}): ListedModel[] | null {
  if (status < 200 || status > 299) return null;
  const value = parseJson(body);
  if (value === undefined || isErrorPayload(value)) return null;
  const list = [value, fieldOf(value, 'data'), fieldOf(value, 'models')].find(Array.isArray);
  if (list === undefined) return null;
  const models = new Map<string, ListedModel>();
  for (const entry of list) {
    const model = readEntry(entry);
    if (model !== null && !models.has(model.id)) models.set(model.id, model);
    if (models.size === MAX_LISTED) break;
  }
  return [...models.values()].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
}

function readEntry(entry: unknown): ListedModel | null {
  const id = fieldOf(entry, 'id') ?? fieldOf(entry, 'name');
  if (typeof id !== 'string' || !MODEL_ID.test(id)) return null;
  const contextTokens = CONTEXT_FIELDS.map((name) => fieldOf(entry, name)).find(isTokenCount);
  const outputTokens = OUTPUT_FIELDS.map((path) => path.reduce<unknown>(fieldOf, entry)).find(
    isTokenCount,
  );
  const createdAt = fieldOf(entry, 'created');
  // OpenAI, "List models".
  const shutdownDate = fieldOf(entry, 'shutdown_date');
  return {
    id,
    isChat: isChatModel(entry, id),
    ...(typeof createdAt === 'number' && Number.isFinite(createdAt) && { createdAt }),
    ...readCapabilities(entry),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(isDay(shutdownDate) && { shutdownDate }),
  };
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && DAY.test(value) && Number.isFinite(Date.parse(value));
}

function isTokenCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= MAX_CONTEXT_TOKENS;
}
