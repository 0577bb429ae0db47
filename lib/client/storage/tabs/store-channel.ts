import { isRecord } from '#lib/core/json/is-record.ts';

export type StoreAnnouncement = { type: 'changed' | 'deleted'; conversationId: string | null };

export type StoreChannel = {
  /** Tells other tabs that something was stored or deleted; null: anything may have changed. */
  announce(announcement: StoreAnnouncement): void;
};

type StoreChannelOptions = {
  channel: BroadcastChannel | null;
  onAnnouncement: (announcement: StoreAnnouncement) => void;
  /** A streaming reply is stored many times a second; other tabs hear of it once in this time. */
  quietMs?: number;
  schedule?: (run: () => void, delayMs: number) => void;
};

/** The channel on which the tabs of this browser tell each other which conversations changed. */
export function createStoreChannel(options: StoreChannelOptions): StoreChannel {
  const { channel, onAnnouncement, quietMs = 500, schedule = setTimeout } = options;
  const quiet = new Set<string | null>();
  const owed = new Set<string | null>();

  channel?.addEventListener('message', ({ data }) => {
    const announcement = parseAnnouncement(data);
    if (announcement) onAnnouncement(announcement);
  });

  const post = (announcement: StoreAnnouncement) => {
    try {
      channel?.postMessage(announcement);
    } catch (error) {
      // Closed by its owner: this tab goes on alone.
      if (!(error instanceof DOMException)) throw error;
    }
  };

  const announceChange = (conversationId: string | null) => {
    if (quiet.has(conversationId)) {
      owed.add(conversationId);
      return;
    }
    post({ type: 'changed', conversationId });
    quiet.add(conversationId);
    schedule(() => {
      quiet.delete(conversationId);
      if (owed.delete(conversationId)) announceChange(conversationId);
    }, quietMs);
  };

  return {
    announce(announcement) {
      if (!channel) return;
      if (announcement.type === 'deleted') post(announcement);
      else announceChange(announcement.conversationId);
    },
  };
}

/** The channel between the tabs of this origin; null in a browser or sandbox that has none. */
export function openStarlightChannel(): BroadcastChannel | null {
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
