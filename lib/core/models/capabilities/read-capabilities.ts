import { fieldOf } from '../../json/field-of.ts';
import { REASONING_EFFORTS, type ReasoningEffort } from '../reasoning-effort.ts';
import type { ModelCapabilities } from './model-capabilities.ts';

type Flag = { path: readonly string[]; contains?: string };

/** Where lists say that a model takes images: in an array that contains the word, or as `true`. */
const IMAGES: readonly Flag[] = [
  { path: ['architecture', 'input_modalities'], contains: 'image' }, // OpenRouter, Hugging Face
  { path: ['input_modalities'], contains: 'image' }, // Novita
  { path: ['tags'], contains: 'vision' }, // Vercel
  { path: ['capabilities'], contains: 'vision' }, // Ollama
  { path: ['capabilities', 'vision'] }, // Mistral, LM Studio
  { path: ['supports_image_input'] }, // Fireworks
];

/** Where lists say that a model thinks. */
const THINKS: readonly Flag[] = [
  { path: ['supported_parameters'], contains: 'reasoning' }, // OpenRouter
  { path: ['tags'], contains: 'reasoning' }, // Vercel
  { path: ['capabilities'], contains: 'thinking' }, // Ollama
  { path: ['capabilities', 'reasoning'] }, // Mistral
];

/** What an entry of a list says the model takes. Only flags and known words are kept. */
export function readCapabilities(entry: unknown): ModelCapabilities {
  const efforts = readEfforts(entry);
  const takesTemperature = listed(entry, ['supported_parameters'], 'temperature');
  return {
    ...imagesOf(entry),
    ...((THINKS.some((flag) => isSet(entry, flag)) || (efforts?.length ?? 0) > 0) && {
      thinks: true,
    }),
    ...(efforts && { efforts }),
    ...(takesTemperature === false && { temperature: false }),
  };
}

/** Known words in their order; anything else is dropped. */
export function knownEfforts(words: readonly unknown[]): ReasoningEffort[] {
  return REASONING_EFFORTS.filter((effort) => words.includes(effort));
}

/** No if a list of what it takes is there without images; nothing if no list says it. */
function imagesOf(entry: unknown): Pick<ModelCapabilities, 'images'> {
  if (IMAGES.some((flag) => isSet(entry, flag))) return { images: true };
  const isDenied = IMAGES.some(({ path, contains }) =>
    contains === undefined
      ? path.reduce<unknown>(fieldOf, entry) === false
      : listed(entry, path, contains) === false,
  );
  return isDenied ? { images: false } : {};
}

function readEfforts(entry: unknown): readonly ReasoningEffort[] | undefined {
  // Hyperstack.
  const supported = fieldOf(entry, 'supported_reasoning_efforts');
  if (Array.isArray(supported)) return knownEfforts(supported);
  // OpenRouter: null stands for every effort, and a model that must think takes no `none`.
  const reasoning = fieldOf(entry, 'reasoning');
  const efforts = fieldOf(reasoning, 'supported_efforts');
  if (Array.isArray(efforts)) return knownEfforts(efforts);
  if (efforts === null) {
    const mustThink = fieldOf(reasoning, 'mandatory') === true;
    return REASONING_EFFORTS.filter((effort) => !(mustThink && effort === 'none'));
  }
  // A list of parameters without either says that the model takes no effort.
  const takes = (word: string) => listed(entry, ['supported_parameters'], word);
  return takes('reasoning_effort') === false && takes('reasoning') === false ? [] : undefined;
}

function isSet(entry: unknown, { path, contains }: Flag): boolean {
  if (contains !== undefined) return listed(entry, path, contains) === true;
  return path.reduce<unknown>(fieldOf, entry) === true;
}

/** Whether an array contains a word; undefined if there is no array. */
function listed(entry: unknown, path: readonly string[], word: string): boolean | undefined {
  const value = path.reduce<unknown>(fieldOf, entry);
  return Array.isArray(value) ? value.includes(word) : undefined;
}
