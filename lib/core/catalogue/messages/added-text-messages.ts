import type { ErrorDetails } from '../../errors/error-body.ts';
import { afterCharacter, atCharacter } from './invalid-character.ts';

/** What is wrong with a key that is more than one key, another form of it, or leads to it. */
export const ADDED_TEXT_MESSAGES = {
  two_keys: (details: ErrorDetails) => ({
    title: 'there are two keys, but only one can be used',
    sentence: `The first one ends${afterCharacter(details)}; all of it would be sent as one key.`,
    fix: 'Keep one of the keys in OPENAI_API_KEY and restart.',
  }),
  extra_text: (details: ErrorDetails) => ({
    title: `the key is followed by other text${afterCharacter(details)}`,
    sentence: 'Some env files read a comment, or the next line, as part of the key.',
    fix: `Delete everything${afterCharacter(details)} from OPENAI_API_KEY and restart.`,
  }),
  secret_reference: () => ({
    title: 'this is the address of a secret, not the key',
    sentence: "The key should have been read from there, but wasn't; Starlight can't read it.",
    fix: 'Have your platform put the secret into OPENAI_API_KEY, or paste the key itself. Restart.',
  }),
  encoded: () => ({
    title: 'the key is encoded in base64',
    sentence: "Kubernetes keeps secrets this way; the key wasn't decoded.",
    fix: 'Decode it with base64 -d, set OPENAI_API_KEY to the result, and restart.',
  }),
  json: () => ({
    title: 'the key is inside JSON',
    sentence: 'AWS Secrets Manager, for example, returns a secret with its name around it.',
    fix: 'Set OPENAI_API_KEY to the key alone, without braces, brackets, quotes and name. Restart.',
  }),
  letter_case: () => ({
    title: "the key's letters were changed to upper or lower case",
    sentence: 'A key works only with its capital and small letters as they were.',
    fix: 'Copy the key again, set OPENAI_API_KEY to it unchanged, and restart.',
  }),
  unexpected_character: (details: ErrorDetails) => ({
    title: `the key contains ${named(details)}${atCharacter(details)}`,
    sentence: 'Keys have only letters, digits, hyphens and underscores.',
    fix: `Delete ${named(details)}${atCharacter(details)} from OPENAI_API_KEY and restart.`,
  }),
};

function named({ codePoint }: ErrorDetails): string {
  return NAMES[codePoint ?? 0] ?? "a character that keys don't have";
}

const NAMES: Partial<Record<number, string>> = {
  [44]: 'a comma',
  [46]: 'a period',
  [58]: 'a colon',
  [59]: 'a semicolon',
  [61]: 'an equals sign',
  [64]: 'an at sign',
  [92]: 'a backslash',
};
