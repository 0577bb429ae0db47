import { fieldOf } from '../json/field-of.ts';

export const MAX_PROMPTS = 200;
const MAX_PROMPT_NAME_LENGTH = 40;
const MAX_PROMPT_LENGTH = 20_000;

/** A text that is written often. Its ID is its name, which follows the slash. */
export type Prompt = { id: string; text: string };

/** What is wrong with a prompt. */
export type PromptFault = 'name' | 'text';

/** A command of Starlight's own has this name. */
const TAKEN = 'simulate';

/** The first field of a prompt that is no valid value; null if all are. */
export function faultOfPrompt({ id, text }: { id: unknown; text: unknown }): PromptFault | null {
  if (typeof id !== 'string' || id === '' || id.length > MAX_PROMPT_NAME_LENGTH) return 'name';
  if (/[\s/{}]/.test(id) || id.toLowerCase() === TAKEN) return 'name';
  if (typeof text !== 'string' || text.trim() === '' || text.length > MAX_PROMPT_LENGTH)
    return 'text';
  return null;
}

/** Reads a stored prompt; null if it is none. */
export function readPrompt(value: unknown): Prompt | null {
  const found = { id: fieldOf(value, 'id'), text: fieldOf(value, 'text') };
  // Without a fault, both are texts.
  return faultOfPrompt(found) === null ? (found as Prompt) : null;
}

/**
 * The prompts that a draft may be about to name: all after a lone slash, else those whose name begins with,
 * or has, what follows it. Null for any other draft, such as a path or a command with its argument.
 */
export function promptsFor(draft: string, prompts: readonly Prompt[]): readonly Prompt[] | null {
  if (!draft.startsWith('/') || draft.length > MAX_PROMPT_NAME_LENGTH + 1) return null;
  const query = draft.slice(1).toLowerCase();
  if (/[\s/]/.test(query) || query === TAKEN) return null;
  const rank = ({ id }: Prompt) => id.toLowerCase().indexOf(query);
  const found = prompts.filter((prompt) => rank(prompt) !== -1);
  return found.toSorted((a, b) => Math.sign(rank(a)) - Math.sign(rank(b)) || compare(a, b));
}

/** Where the next `{{placeholder}}` is, from an offset on or else from the start; null without any. */
export function nextPlaceholder(text: string, from: number): { start: number; end: number } | null {
  const all = Array.from(text.matchAll(/\{\{[^{}\n]{1,60}\}\}/g), ({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
  return all.find(({ start }) => start >= from) ?? all[0] ?? null;
}

function compare(a: Prompt, b: Prompt): number {
  return a.id.localeCompare(b.id, 'en');
}
