import { fieldOf } from '../json/field-of.ts';
import { FIELD_RULES, OTHER_IDS, OTHER_WORDS } from './chat-model-rules.ts';

const WORDS: ReadonlySet<string> = new Set(Object.values(OTHER_WORDS).flat());

/** Whether a list's entry is a model that can chat: by its fields, or by its ID if they do not say it. */
export function isChatModel(entry: unknown, id: string): boolean {
  const said = FIELD_RULES.map((rule) => answerOf(rule, entry)).filter((says) => says !== null);
  if (said.includes(false)) return false;
  return said.includes(true) || isChatModelId(id);
}

/** Whether an ID, by its words, is that of a model that can chat. */
export function isChatModelId(id: string): boolean {
  const name = id.toLowerCase();
  if (OTHER_IDS.some((other) => other.id.test(name))) return false;
  return !name.split(/[^a-z0-9]/).some((word) => WORDS.has(word));
}

function answerOf(rule: (typeof FIELD_RULES)[number], entry: unknown): boolean | null {
  if (rule.without !== undefined && fieldOf(entry, rule.without) !== undefined) return null;
  const value = rule.path.reduce(fieldOf, entry);
  if (rule.mustContain !== undefined) {
    // That it writes text does not yet make it a chat model.
    return Array.isArray(value) && !value.includes(rule.mustContain) ? false : null;
  }
  if (rule.notChat?.includes(value)) return false;
  return rule.chat?.includes(value) ? true : null;
}
