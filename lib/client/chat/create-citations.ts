import { addExtra } from '#lib/core/chat/add-extra.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { joinCitations } from '#lib/core/chat/join-citations.ts';
import type { Source } from '#lib/core/chat/reply-extras.ts';
import { reuseEqual } from '#lib/core/markdown/values/reuse-equal.ts';

type CitingFields = Pick<ChatMessage, 'text' | 'sources'>;

/** What a reply says and cites during one turn, as its fields. */
type Citations = {
  /** Takes the next words. */
  say: (text: string) => CitingFields;
  /** Takes sources. */
  cite: (sources: readonly Source[]) => CitingFields;
  /** The turn has ended. */
  end: () => CitingFields;
};

/** Only these can make or unmake a mark. */
const MAY_MARK = /[\]】`~]/;

/** Adds what one turn says to what its reply has already (see `joinCitations`). */
export function createCitations(before: CitingFields): Citations {
  const part: { text: string; sources?: readonly Source[] | undefined } = { text: '' };
  let fields: CitingFields = {
    text: before.text,
    ...(before.sources && { sources: before.sources }),
  };
  const isContinued = before.sources !== undefined;

  const join = (isOver: boolean): CitingFields => {
    const { text, sources } = joinCitations(before, part, isOver);
    // The same list as long as nothing is new, so that nothing is drawn again.
    fields = { text, ...(sources && { sources: reuseEqual(fields.sources, sources) }) };
    return fields;
  };

  return {
    say(text) {
      part.text += text;
      if (isContinued && MAY_MARK.test(text)) return join(false);
      // Without copying it.
      fields = { ...fields, text: fields.text + text };
      return fields;
    },
    cite(sources) {
      part.sources = addExtra(part, { type: 'sources', sources: [...sources] }).sources;
      return join(false);
    },
    end: () => (isContinued ? join(true) : fields),
  };
}
