import 'server-only';
import { isObject } from '#lib/core/json/is-object.ts';
import type { ReplyPiece } from './read-message.ts';
import { CLOSING_TAG, TAGGED_FORMS, type TaggedForm } from './thinking-tags.ts';

/** Takes the thinking out of a reply whose upstream left it in the text, between tags. */
type ThinkingSplitter = {
  /** Takes the text of the next chunk. What may be the beginning of a tag is held back. */
  next: (text: string) => ReplyPiece;
  /** What was held back, once no more will arrive. */
  flush: () => ReplyPiece;
};

// More than any model writes before its first word. It is invisible, so nobody notices that it waits.
const MAX_LEADING_SPACE = 1000;
const BETWEEN_STRETCHES = '\n\n';

/**
 * Tags count only at the start of a reply, before any other text: later, or in code, a model that writes
 * `<think>` writes about it. A tag that is never closed makes all of the reply thinking.
 *
 * If only the closing tag arrives, what precedes it is thinking, provided that nothing has been shown
 * yet: the tag is in the first chunk that has text, or in a reply that is one document. Waiting longer
 * for it would delay every normal reply, and text that was shown cannot be taken back.
 */
export function createThinkingSplitter(): ThinkingSplitter {
  let within: TaggedForm | 'start' | 'rest' = 'start';
  let isFirst = true;
  let held = '';
  const hasSaid = { thinking: false, text: false };

  /** Consumes what `rest` begins with, and returns what is left to look at. */
  const step = (rest: string, piece: ReplyPiece): string => {
    if (within === 'rest') {
      piece.text += rest;
      return '';
    }
    return within === 'start' ? atStart(rest, piece) : inForm(within, rest, piece);
  };

  const atStart = (rest: string, piece: ReplyPiece): string => {
    const words = rest.trimStart();
    if (words === '') return atSpace(rest);
    const found = TAGGED_FORMS.find(({ open }) => words.startsWith(open));
    if (found) {
      isFirst = false;
      if (found.kind !== 'mark') {
        within = found;
        if (hasSaid[found.kind]) piece[found.kind] += BETWEEN_STRETCHES;
      }
      return words.slice(found.open.length);
    }
    if (TAGGED_FORMS.some(({ open }) => open.startsWith(words))) return hold(rest);
    return atWords(rest, piece);
  };

  /** The space before the first word is kept, as a reply that is continued begins with one; after a tag, it is not. */
  const atSpace = (rest: string): string => {
    if (!isFirst) return '';
    if (rest.length <= MAX_LEADING_SPACE) return hold(rest);
    within = 'rest';
    return rest;
  };

  const atWords = (rest: string, piece: ReplyPiece): string => {
    const at = isFirst ? closedAt(rest) : -1;
    if (at === -1) {
      within = 'rest';
      return isFirst ? rest : rest.trimStart();
    }
    isFirst = false;
    piece.thinking += rest.slice(0, at);
    return rest.slice(at + CLOSING_TAG.length);
  };

  const inForm = (form: TaggedForm, rest: string, piece: ReplyPiece): string => {
    const kind = form.kind === 'thinking' ? 'thinking' : 'text';
    hasSaid[kind] = true;
    const { at, end } = findCloser(form.closers, rest);
    piece[kind] += rest.slice(0, at);
    if (end === null) return hold(rest.slice(at));
    within = 'start';
    return rest.slice(end);
  };

  const hold = (text: string): '' => {
    held = text;
    return '';
  };

  return {
    next(text) {
      const piece = { thinking: '', text: '' };
      let rest = held + text;
      held = '';
      while (rest !== '') rest = step(rest, piece);
      return piece;
    },
    flush() {
      const rest = held;
      held = '';
      const isThinking = isObject(within) && within.kind === 'thinking';
      if (isThinking) return { thinking: rest, text: '' };
      return { thinking: '', text: isFirst || within !== 'start' ? rest : rest.trimStart() };
    },
  };
}

/** Where a closing tag without an opening one ends the thinking; -1 if there is none, or it is in code. */
function closedAt(text: string): number {
  const at = text.indexOf(CLOSING_TAG);
  if (at === -1) return -1;
  const before = text.slice(0, at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const isInCode = before.split('```').length % 2 === 0 || line.split('`').length % 2 === 0;
  return isInCode || TAGGED_FORMS.some(({ open }) => before.includes(open)) ? -1 : at;
}

/** Where the first closer begins and ends; `end` is null if it has not arrived in full, or at all. */
function findCloser(closers: readonly string[], text: string): { at: number; end: number | null } {
  const first = closers[0]?.charAt(0) ?? '';
  for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
    const found = closers.find((closer) => text.startsWith(closer, at));
    if (found !== undefined) return { at, end: at + found.length };
    if (closers.some((closer) => closer.startsWith(text.slice(at)))) return { at, end: null };
  }
  return { at: text.length, end: null };
}
