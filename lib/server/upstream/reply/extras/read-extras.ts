import 'server-only';
import { hash } from 'node:crypto';
import { MAX_EXTRAS } from '#lib/core/chat/extra-limits.ts';
import { type ReplyExtra, replyImageSchema } from '#lib/core/chat/reply-extras.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { firstChoice, messageOf } from '../first-choice.ts';
import { createSearchCollector } from './collect-searches.ts';
import { createSourceCollector } from './collect-sources.ts';
import { createToolCallCollector } from './collect-tool-calls.ts';
import { isPlainChunk } from './is-plain-chunk.ts';
import { readImages } from './read-images.ts';
import { readSourceLists } from './read-source-lists.ts';
import { createSaidText } from './said-text.ts';

/** Reads what a reply contains besides thinking and text: searches, sources, images and tool calls. */
type ExtrasReader = {
  /**
   * Takes one decoded chunk, or a complete response, and returns what is new in it.
   *
   * @param text what the chunk adds to the text
   */
  take: (chunk: unknown, text: string) => ReplyExtra[];
  /** What is known only at the end of the reply: tool calls, which come in pieces. */
  rest: () => ReplyExtra[];
  /** Some image could not be kept. */
  hasLostImage: () => boolean;
};

/** Creates a reader for one reply. What exceeds the bounds of an extra is dropped, and the rest kept. */
export function createExtrasReader(): ExtrasReader {
  const said = createSaidText();
  const newSources = createSourceCollector(said);
  const searches = createSearchCollector();
  const toolCalls = createToolCallCollector();
  const images = new Set<string>();
  let hasLostImage = false;

  const newImage = (url: string): ReplyExtra[] => {
    const digest = hash('sha256', url);
    if (images.has(digest)) return [];
    if (images.size >= MAX_EXTRAS.images || !replyImageSchema.safeParse(url).success) {
      hasLostImage = true;
      return [];
    }
    images.add(digest);
    return [{ type: 'image', url }];
  };

  return {
    take(chunk, text) {
      said.add(text);
      if (!isRecord(chunk)) return [];
      const choice = firstChoice(chunk) ?? {};
      const message = messageOf(choice) ?? {};
      const holders = { chunk, choice, message };
      if (isPlainChunk(holders)) return [];
      toolCalls.take(message);
      const { dataUrls, links } = readImages(message);
      const { numbered, others } = readSourceLists(holders);
      const sources = newSources({ numbered, others: [...others, ...links] });
      return [
        ...toSearchExtras(searches.take(holders)),
        ...(sources.length > 0 ? [{ type: 'sources', sources } as const] : []),
        ...dataUrls.flatMap(newImage),
      ];
    },
    rest: () => [
      ...toSearchExtras(searches.rest()),
      ...toolCalls.rest().map((call) => ({ type: 'tool_call', call }) as const),
    ],
    hasLostImage: () => hasLostImage,
  };
}

function toSearchExtras(
  searches: ReturnType<ReturnType<typeof createSearchCollector>['rest']>,
): ReplyExtra[] {
  return searches.map((search) => ({ type: 'search', search }));
}
