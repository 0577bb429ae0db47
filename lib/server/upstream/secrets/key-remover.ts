import 'server-only';
import { secretPartOf } from './secret-part-of.ts';

/** Takes the key out of what a reply says, wherever the pieces of it are cut. */
export type KeyRemover = {
  /**
   * The next piece of a text that comes in pieces, without the key. What may be the beginning of it
   * is held back until more has come; the texts of different fields are kept apart.
   */
  next: (field: string, piece: string) => string;
  /** What is held back of each field, when no more will come. */
  flush: () => { field: string; text: string }[];
  /** A text that is whole, without the key. */
  whole: (text: string) => string;
};

const MARK = '[key removed]';
// Ordinary text must not wait, and one letter in sixty begins like a key. So few characters tell nobody
// anything; four in a row are next to never a coincidence.
const SHOWN = 3;
// So much of the key at the end of a text is the key, cut off.
const LEAST_OF_A_KEY = 8;

/** Makes a remover for one reply; a key that is no secret is a word like others and stays. */
export function createKeyRemover(apiKey: string): KeyRemover {
  const secret = secretPartOf(apiKey);
  // The prefix is public, and an upstream may leave it out.
  const secrets = secret === null ? [] : spellingsOf(secret);
  const begun = secrets.map(() => new Map<string, string>());

  const nextOf = (at: number, field: string, piece: string): string => {
    const found = begun[at];
    const wanted = secrets[at];
    if (found === undefined || wanted === undefined) return piece;
    if (found.size === 0 && !piece.includes(wanted.charAt(0))) return piece;
    const { text, beginning } = search(wanted, found.get(field) ?? '', piece);
    if (beginning === '') found.delete(field);
    else found.set(field, beginning);
    return text;
  };

  return {
    next: (field, piece) => secrets.reduce((text, _, at) => nextOf(at, field, text), piece),
    flush() {
      const texts = new Map<string, string>();
      begun.forEach((found, at) => {
        for (const [field, text] of texts) texts.set(field, nextOf(at, field, text));
        for (const [field, beginning] of found) {
          const held = beginning.length < LEAST_OF_A_KEY ? beginning.slice(SHOWN) : MARK;
          texts.set(field, (texts.get(field) ?? '') + held);
        }
        found.clear();
      });
      return [...texts].flatMap(([field, text]) => (text === '' ? [] : { field, text }));
    },
    whole: (text) => secrets.reduce((rest, wanted) => rest.replaceAll(wanted, MARK), text),
  };
}

/** A key as it stands in text, in an address, in Markdown and in JSON, which escape some characters. */
function spellingsOf(secret: string): string[] {
  const inAddress = encodeURIComponent(secret);
  return [
    ...new Set([
      secret,
      inAddress,
      inAddress.replaceAll(/%../g, (code) => code.toLowerCase()),
      secret.replaceAll('_', '\\_'),
      secret.replaceAll('/', '\\/'),
    ]),
  ];
}

/**
 * One step through a text: `beginning` is the end of what has come so far that a secret begins with, of
 * which the first characters have been shown.
 */
function search(
  secret: string,
  beginning: string,
  piece: string,
): { text: string; beginning: string } {
  const parts = (beginning + piece).split(secret);
  const last = parts.pop() ?? '';
  const at = beginsAt(secret, last);
  const shown = Math.min(beginning.length, SHOWN);
  const [first = '', ...others] = [...parts, last.slice(0, at + SHOWN)];
  return { text: [first.slice(shown), ...others].join(MARK), beginning: last.slice(at) };
}

/** Where the longest end of a text begins that a secret begins with; its length for none. */
function beginsAt(secret: string, text: string): number {
  const first = secret.charAt(0);
  let at = text.indexOf(first, Math.max(0, text.length - secret.length + 1));
  while (at !== -1 && !secret.startsWith(text.slice(at))) at = text.indexOf(first, at + 1);
  return at === -1 ? text.length : at;
}
