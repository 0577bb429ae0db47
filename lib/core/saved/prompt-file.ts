import { fieldOf } from '../json/field-of.ts';
import { parseJson } from '../json/parse-json.ts';
import { faultOfPrompt, MAX_PROMPTS, type Prompt } from './prompt.ts';

/** Identifies a file as one of prompts. */
export const PROMPT_FILE_FORMAT = 'starlight-prompts';
/** More than the longest prompts take, however they are escaped. */
export const MAX_PROMPT_FILE_BYTES = 30_000_000;

/** Why a file of prompts was refused; `field` is the path of the first wrong one (`prompts[2].text`). */
export type PromptFileFault =
  | { kind: 'not_prompts' }
  | { kind: 'too_many'; limit: number }
  | { kind: 'invalid'; field: string };

/** Prompts as JSON, which `readPromptFile` reads. */
export function writePromptFile(prompts: readonly Prompt[]): string {
  const written = prompts.map(({ id, text }) => ({ name: id, text }));
  return JSON.stringify({ format: PROMPT_FILE_FORMAT, version: 1, prompts: written }, null, 2);
}

/** Reads all prompts of a file, or none of them. Never throws. */
export function readPromptFile(text: string): { prompts: Prompt[] } | { fault: PromptFileFault } {
  const file = parseJson(text);
  const listed = fieldOf(file, 'prompts');
  if (fieldOf(file, 'format') !== PROMPT_FILE_FORMAT) return { fault: { kind: 'not_prompts' } };
  if (!Array.isArray(listed)) return { fault: { kind: 'invalid', field: 'prompts' } };
  if (listed.length > MAX_PROMPTS) return { fault: { kind: 'too_many', limit: MAX_PROMPTS } };
  const found = listed.map((item) => ({ id: fieldOf(item, 'name'), text: fieldOf(item, 'text') }));
  for (const [index, prompt] of found.entries()) {
    const fault = faultOfPrompt(prompt);
    if (fault) return { fault: { kind: 'invalid', field: `prompts[${index}].${fault}` } };
  }
  // Without a fault, all members are texts.
  return { prompts: found as Prompt[] };
}
