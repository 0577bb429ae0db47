import 'server-only';
import { secretPartOf } from './secret-part-of.ts';

/** Removes the key from a reply's text, wherever the text is split. */
export type KeyRemover = {
  /**
   * Takes the next piece of a streamed text and returns it without the key. A possible start of the key
   * is held back until more arrives; the texts of different fields are kept separate.
   */
  next: (field: string, piece: string) => string;
  /** Returns the text held back for each field, or for one, once no more will arrive. */
  flush: (only?: string) => { field: string; text: string }[];
  /** Returns a complete text without the key, and without most of a key at its end, where it may have been cut. */
  removeFrom: (text: string) => string;
};

const PLACEHOLDER = '[key removed]';
// Ordinary text must not be delayed, and one letter in sixty could start the key. Three characters reveal
// nothing; four in a row are almost never a coincidence.
const SHOWN_LENGTH = 3;
// At the end of a text, this many characters of the key count as a truncated key.
const MIN_KEY_LENGTH = 8;

/** Creates a remover for one reply. A key that is not secret is an ordinary word and is not removed. */
export function createKeyRemover(apiKey: string): KeyRemover {
  const secret = secretPartOf(apiKey);
  // The prefix is public, and an upstream may leave it out.
  const secrets = secret === null ? [] : spellingsOf(secret);
  const pending = secrets.map(() => new Map<string, string>());

  const nextOf = (at: number, field: string, piece: string): string => {
    const pendingByField = pending[at];
    const spelling = secrets[at];
    if (pendingByField === undefined || spelling === undefined) return piece;
    if (pendingByField.size === 0 && !piece.includes(spelling.charAt(0))) return piece;
    const { text, beginning } = search(spelling, pendingByField.get(field) ?? '', piece);
    if (beginning === '') pendingByField.delete(field);
    else pendingByField.set(field, beginning);
    return text;
  };

  return {
    next: (field, piece) => secrets.reduce((text, _, at) => nextOf(at, field, text), piece),
    flush(only) {
      const texts = new Map<string, string>();
      pending.forEach((pendingByField, at) => {
        for (const [field, text] of texts) texts.set(field, nextOf(at, field, text));
        for (const [field, beginning] of pendingByField) {
          if (only !== undefined && field !== only) continue;
          texts.set(field, (texts.get(field) ?? '') + shownOfBeginning(beginning));
          pendingByField.delete(field);
        }
      });
      return [...texts].flatMap(([field, text]) => (text === '' ? [] : { field, text }));
    },
    removeFrom: (text) =>
      secrets.reduce(
        (rest, spelling) => withoutKeyAtEnd(spelling, rest.replaceAll(spelling, PLACEHOLDER)),
        text,
      ),
  };
}

/** The key as it appears in text, and escaped in a URL, in Markdown and in JSON. */
function spellingsOf(secret: string): string[] {
  const urlEncoded = encodeURIComponent(secret);
  return [
    ...new Set([
      secret,
      urlEncoded,
      urlEncoded.replaceAll(/%../g, (code) => code.toLowerCase()),
      secret.replaceAll('_', '\\_'),
      secret.replaceAll('/', '\\/'),
    ]),
  ];
}

/**
 * Searches one piece of a text. `beginning` is the end of the text so far that may start the secret; its
 * first characters have already been shown.
 */
function search(
  secret: string,
  beginning: string,
  piece: string,
): { text: string; beginning: string } {
  const parts = (beginning + piece).split(secret);
  const last = parts.pop() ?? '';
  const at = keyStartIn(secret, last);
  const shown = Math.min(beginning.length, SHOWN_LENGTH);
  const [first = '', ...others] = [...parts, last.slice(0, at + SHOWN_LENGTH)];
  return { text: [first.slice(shown), ...others].join(PLACEHOLDER), beginning: last.slice(at) };
}

/** What is left to show of a text's end that starts the secret. */
function shownOfBeginning(beginning: string): string {
  return beginning.length < MIN_KEY_LENGTH ? beginning.slice(SHOWN_LENGTH) : PLACEHOLDER;
}

function withoutKeyAtEnd(secret: string, text: string): string {
  const at = keyStartIn(secret, text);
  return text.length - at < MIN_KEY_LENGTH ? text : text.slice(0, at);
}

/** The index of the longest suffix of a text that starts the secret; the text's length if there is none. */
function keyStartIn(secret: string, text: string): number {
  const first = secret.charAt(0);
  let at = text.indexOf(first, Math.max(0, text.length - secret.length + 1));
  while (at !== -1 && !secret.startsWith(text.slice(at))) at = text.indexOf(first, at + 1);
  return at === -1 ? text.length : at;
}
