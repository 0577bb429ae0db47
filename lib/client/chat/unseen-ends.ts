import { isRecord } from '#lib/core/json/is-record.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { type LocalRecords, localRecords } from '../storage/journal/local-records.ts';
import { isTemporary } from '../storage/temporary/temporary-chats.ts';
import type { ChatSessionState } from './session-types.ts';

type EndedIn = ChatSessionState['endedIn'];

/** The name of their record. */
export const UNSEEN_ENDS = 'starlight:unseen-ends';
/** The last ones are kept. */
const MAX_ENDS = 100;

/** How replies ended in conversations that nobody has opened since, in this page or an earlier one. */
export function readUnseenEnds(records: LocalRecords = localRecords): EndedIn {
  const stored = parseJson(records.read(UNSEEN_ENDS) ?? '');
  if (!isRecord(stored)) return new Map();
  return new Map(
    Object.entries(stored).flatMap(([id, end]) =>
      end === 'done' || end === 'failed' ? [[id, end]] : [],
    ),
  );
}

/** Notes how a reply ended, or (null) that its conversation was opened; other tabs' notes stay. */
export function noteUnseenEnd(
  conversationId: string,
  end: 'done' | 'failed' | null,
  records: LocalRecords = localRecords,
): void {
  if (isTemporary(conversationId)) return;
  const others = [...readUnseenEnds(records)].filter(([id]) => id !== conversationId);
  const kept = (end ? [...others, [conversationId, end] as const] : others).slice(-MAX_ENDS);
  if (kept.length > 0) records.write(UNSEEN_ENDS, JSON.stringify(Object.fromEntries(kept)));
  else if (records.read(UNSEEN_ENDS) !== null) records.remove(UNSEEN_ENDS);
}
