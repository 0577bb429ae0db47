import 'server-only';
import { type ReplyExtra, replyExtraSchema, type Source } from '#lib/core/chat/reply-extras.ts';
import type { KeyRemover } from './key-remover.ts';

/**
 * An extra without the key, or null if nothing of it may be shown: an address or an image that holds the
 * key, or an extra that exceeds the contract's bounds.
 */
export function extraWithoutKey(
  extra: ReplyExtra,
  { removeFrom }: Pick<KeyRemover, 'removeFrom'>,
): ReplyExtra | null {
  const clean = cleaned(extra, removeFrom);
  return clean && (replyExtraSchema.safeParse(clean).data ?? null);
}

function cleaned(extra: ReplyExtra, removeFrom: KeyRemover['removeFrom']): ReplyExtra | null {
  switch (extra.type) {
    case 'sources': {
      const sources = extra.sources.flatMap((source) => sourceWithoutKey(source, removeFrom));
      return sources.length === 0 ? null : { ...extra, sources };
    }
    case 'search': {
      const { status, query } = extra.search;
      return {
        ...extra,
        search: { status, ...(query !== undefined && { query: removeFrom(query) }) },
      };
    }
    case 'tool_call': {
      const { name, arguments: written } = extra.call;
      return { ...extra, call: { name: removeFrom(name), arguments: removeFrom(written) } };
    }
    case 'image':
      return removeFrom(extra.url) === extra.url ? extra : null;
  }
}

function sourceWithoutKey(source: Source, removeFrom: KeyRemover['removeFrom']): Source[] {
  if (removeFrom(source.url) !== source.url) return [];
  return [{ ...source, ...(source.title !== undefined && { title: removeFrom(source.title) }) }];
}
