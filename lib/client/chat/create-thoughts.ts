import type { ChatMessage } from '#lib/core/chat/chat-log.ts';

type ThoughtFields = Pick<ChatMessage, 'thinking' | 'thinkingMs'>;

/** What the model thinks during one turn, as fields of its reply. */
type Thoughts = {
  /** Takes the next piece of a thought. */
  add: (text: string) => ThoughtFields;
  /** A word of the answer has arrived, or the turn has ended. */
  end: () => ThoughtFields;
};

/**
 * Collects the thoughts of one turn after those that its reply already has. Thoughts that the answer or an
 * earlier turn separates are paragraphs; white space alone is none, since models that were told not to
 * think send it. `thinkingMs` counts from the turn's first thought to the first word after it, and adds to
 * that of earlier turns.
 *
 * Only appends to the text, which the engine does without copying it.
 *
 * @param now a clock in ms
 */
export function createThoughts(before: ThoughtFields, now: () => number): Thoughts {
  let { thinking = '', thinkingMs } = before;
  const earlierMs = before.thinkingMs ?? 0;
  let startedAt: number | null = null;
  let isMeasured = false;
  let isInterrupted = thinking !== '';

  const measure = (): ThoughtFields => {
    if (thinking === '') return {};
    if (startedAt !== null && !isMeasured) {
      thinkingMs = earlierMs + Math.max(0, now() - startedAt);
    }
    return { thinking, thinkingMs };
  };

  return {
    add(text) {
      const isStart = thinking === '' || isInterrupted;
      const added = isStart ? text.trimStart() : text;
      if (added === '') return measure();
      startedAt ??= now();
      thinking += isInterrupted ? `\n\n${added}` : added;
      isInterrupted = false;
      return measure();
    },
    end() {
      const fields = measure();
      isMeasured = startedAt !== null;
      isInterrupted = thinking !== '';
      return fields;
    },
  };
}
