import { isRecord } from '#lib/core/json/is-record.ts';

export type StoreAnnouncement = { type: 'changed' | 'deleted'; conversationId: string | null };

export type StoreChannel = {
  /** Announces a change or deletion to other tabs; null: anything may have changed. */
  announce(announcement: StoreAnnouncement): void;
};

type StoreChannelOptions = {
  /** The channel of this origin by default; null for none. */
  channel?: BroadcastChannel | null | undefined;
  onAnnouncement: (announcement: StoreAnnouncement) => void;
  /** Throttles announcements: a streaming reply is stored many times a second. */
  throttleMs?: number;
  schedule?: (run: () => void, delayMs: number) => void;
};

/** The channel on which tabs announce which conversations changed. */
export function createStoreChannel(options: StoreChannelOptions): StoreChannel {
  const { onAnnouncement, throttleMs = 500, schedule = setTimeout } = options;
  const { channel = openStarlightChannel() } = options;
  const throttled = new Set<string | null>();
  const deferred = new Set<string | null>();

  channel?.addEventListener('message', ({ data }) => {
    const announcement = parseAnnouncement(data);
    if (announcement) onAnnouncement(announcement);
  });

  const post = (announcement: StoreAnnouncement) => {
    try {
      channel?.postMessage(announcement);
    } catch (error) {
      // Closed by its owner: this tab continues without the others.
      if (!(error instanceof DOMException)) throw error;
    }
  };

  const announceChange = (conversationId: string | null) => {
    if (throttled.has(conversationId)) {
      deferred.add(conversationId);
      return;
    }
    post({ type: 'changed', conversationId });
    throttled.add(conversationId);
    schedule(() => {
      throttled.delete(conversationId);
      if (deferred.delete(conversationId)) announceChange(conversationId);
    }, throttleMs);
  };

  return {
    announce(announcement) {
      if (!channel) return;
      if (announcement.type === 'deleted') post(announcement);
      else announceChange(announcement.conversationId);
    },
  };
}

/** The channel between the tabs of this origin; null in a browser or sandbox without one. */
function openStarlightChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel('starlight');
  } catch {
    return null;
  }
}

function parseAnnouncement(data: unknown): StoreAnnouncement | null {
  if (!isRecord(data)) return null;
  const { type, conversationId } = data;
  if (type !== 'changed' && type !== 'deleted') return null;
  if (conversationId !== null && typeof conversationId !== 'string') return null;
  return { type, conversationId };
}
