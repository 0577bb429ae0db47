import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
import { foldCase } from '#lib/core/search/fold-case.ts';
import { type FoldedText, foldLongText } from '#lib/core/search/folded-text.ts';
import { type MarkedPart, markMatches, snippetOf } from '#lib/core/search/mark-matches.ts';
import { hasAllWords, type SearchQuery } from '#lib/core/search/search-query.ts';
import { createPause, type Pause } from '../page/create-pause.ts';
import type { StoredText } from '../storage/database/read-stored-texts.ts';

/** A conversation whose title matches. */
type TitleHit = { conversation: Conversation; title: readonly MarkedPart[] };

/** A message whose text matches. */
export type MessageHit = {
  conversation: Conversation;
  messageId: string;
  role: StoredText['role'];
  createdAt: number;
  snippet: readonly MarkedPart[];
};

export type SearchHits = {
  titles: readonly TitleHit[];
  messages: readonly MessageHit[];
  /** Whether more messages match than are listed. */
  hasMore: boolean;
};

/** The most titles and messages that are listed. */
const MAX_TITLES = 8;
const MAX_MESSAGES = 50;

type IndexedText = StoredText & FoldedText;

/** What is searched, folded and in memory. */
type SearchScan = {
  /** Replaces the list of conversations; the messages of others are forgotten. */
  setConversations(conversations: readonly Conversation[]): void;
  /** Adds messages, or newer versions of them. */
  add(texts: readonly StoredText[], pause: Pause): Promise<void>;
  /**
   * The newest titles and messages that have all words; those that have them in a row come first. Pauses
   * whenever it has taken its share of a frame.
   */
  find(query: SearchQuery): Promise<SearchHits>;
};

/**
 * Creates an empty index. It is a plain scan: going through five million characters takes 2–7 ms, and it
 * finds every part of a word in every script, which an index of words does not.
 */
export function createSearchScan(): SearchScan {
  let conversations: readonly Conversation[] = [];
  const titles = new Map<string, string>();
  const texts = new Map<string, Map<string, IndexedText>>();

  const findTitles = (query: SearchQuery): TitleHit[] =>
    conversations
      .filter(({ title }) => hasAllWords(foldTitle(title), query))
      .slice(0, MAX_TITLES)
      .map((conversation) => ({
        conversation,
        title: markMatches(shownTitle(conversation), query),
      }));

  const foldTitle = (title: string): string => {
    const folded = titles.get(title) ?? foldCase(title);
    titles.set(title, folded);
    return folded;
  };

  const collect = (conversation: Conversation, query: SearchQuery, found: Found) => {
    const matching = [...(texts.get(conversation.id)?.values() ?? [])].filter(({ folded }) =>
      hasAllWords(folded, query),
    );
    for (const text of matching.sort((a, b) => b.seq - a.seq))
      found[text.folded.includes(query.phrase) ? 'inRow' : 'apart'].push({ conversation, text });
  };

  return {
    setConversations(next) {
      conversations = next.toSorted((a, b) => b.updatedAt - a.updatedAt);
      const ids = new Set(next.map(({ id }) => id));
      for (const id of texts.keys()) if (!ids.has(id)) texts.delete(id);
      titles.clear();
    },
    async add(added, pause) {
      for (const text of added) {
        const own = texts.get(text.conversationId) ?? new Map<string, IndexedText>();
        texts.set(text.conversationId, own);
        if (own.get(text.id)?.text === text.text) continue;
        own.set(text.id, { ...text, ...(await foldLongText(text.text, pause)) });
      }
    },
    async find(query) {
      const pause = createPause();
      const found: Found = { inRow: [], apart: [] };
      for (const conversation of conversations) {
        collect(conversation, query, found);
        if (found.inRow.length > MAX_MESSAGES) break;
        await pause();
      }
      const all = [...found.inRow, ...found.apart];
      const messages: MessageHit[] = [];
      for (const one of all.slice(0, MAX_MESSAGES)) {
        messages.push(hitOf(one, query));
        await pause();
      }
      return { titles: findTitles(query), messages, hasMore: all.length > MAX_MESSAGES };
    },
  };
}

type FoundText = { conversation: Conversation; text: IndexedText };
/** Messages that have the words in a row, and those that have them apart. */
type Found = Record<'inRow' | 'apart', FoundText[]>;

function hitOf({ conversation, text }: FoundText, query: SearchQuery): MessageHit {
  const { id, role, createdAt } = text;
  return { conversation, messageId: id, role, createdAt, snippet: snippetOf(text, query) };
}
