import { localRecords } from './local-records.ts';

const PREFIX = 'starlight:draft:';
/** Ids of drafts, the one begun last at the end. */
const ORDER = 'starlight:draft-order';
const MAX_DRAFTS = 50;

/** The unsent text of a conversation (`new` for one that has no messages yet); empty when there is none. */
export function readDraft(conversationId: string): string {
  return localRecords.read(PREFIX + conversationId) ?? '';
}

/** Keeps the unsent text of a conversation; of more than 50 drafts, the oldest go. Never throws. */
export function writeDraft(conversationId: string, text: string): void {
  if (text === '') {
    clearDraft(conversationId);
    return;
  }
  // Not at every key press: the order changes only when a draft begins.
  if (readDraft(conversationId) === '') keepOrder(conversationId);
  localRecords.write(PREFIX + conversationId, text);
}

/** Forgets the unsent text of a conversation. Never throws. */
export function clearDraft(conversationId: string): void {
  localRecords.remove(PREFIX + conversationId);
}

function keepOrder(begun: string): void {
  const kept = localRecords.names(PREFIX).map((name) => name.slice(PREFIX.length));
  const known = readOrder().filter((id) => kept.includes(id));
  // A draft that is in no order (another tab wrote it at the same moment) counts as the oldest.
  const unknown = kept.filter((id) => !known.includes(id));
  const order = [...unknown, ...known, begun];
  for (const id of order.slice(0, -MAX_DRAFTS)) clearDraft(id);
  localRecords.write(ORDER, JSON.stringify(order.slice(-MAX_DRAFTS)));
}

function readOrder(): string[] {
  try {
    const order: unknown = JSON.parse(localRecords.read(ORDER) ?? '[]');
    return Array.isArray(order) ? order.filter((id) => typeof id === 'string') : [];
  } catch {
    // Not JSON: the order starts anew, the drafts stay.
    return [];
  }
}
