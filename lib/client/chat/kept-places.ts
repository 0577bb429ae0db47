import { isRecord } from '#lib/core/json/is-record.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { type LocalRecords, tabRecords } from '../storage/journal/local-records.ts';
import { isTemporary } from '../storage/temporary/temporary-chats.ts';

/** Where a reader was: a message, and how far its top was below the top of the frame, in px. */
export type KeptPlace = { messageId: string; offset: number };

const NAME = 'starlight:places';
/** The places left last are kept. */
const MAX_PLACES = 50;

/** The places where conversations were left in this tab; a conversation left at its end has none. */
export function createKeptPlaces(records: LocalRecords) {
  const all = (): [string, KeptPlace][] => {
    const stored = parseJson(records.read(NAME) ?? 'null');
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((entry: unknown) => {
      if (!isRecord(entry)) return [];
      const { id, messageId, offset } = entry;
      const isPlace =
        typeof id === 'string' && typeof messageId === 'string' && typeof offset === 'number';
      return isPlace ? [[id, { messageId, offset }]] : [];
    });
  };
  return {
    get: (conversationId: string): KeptPlace | undefined =>
      all().find(([id]) => id === conversationId)?.[1],
    /** Null at the end. Of a temporary chat, nothing is kept. */
    keep(conversationId: string, place: KeptPlace | null) {
      if (isTemporary(conversationId)) return;
      const others = all().filter(([id]) => id !== conversationId);
      const places = place ? [...others, [conversationId, place] as const] : others;
      const kept = places.slice(-MAX_PLACES).map(([id, one]) => ({ id, ...one }));
      if (kept.length > 0) records.write(NAME, JSON.stringify(kept));
      else records.remove(NAME);
    },
  };
}

export const keptPlaces = createKeptPlaces(tabRecords);
