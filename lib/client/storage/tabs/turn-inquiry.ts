import { isRecord } from '#lib/core/json/is-record.ts';

const CHANNEL = 'starlight-turns';

export type TurnInquiry = {
  /** Whether another tab says that it is writing that reply. False when none says so in time. */
  ask(messageId: string): Promise<boolean>;
};

type TurnInquiryOptions = {
  channel: BroadcastChannel;
  /** What other tabs are told when they ask. */
  isHeldHere: (messageId: string) => boolean;
  /** How long an answer may take. A tab in the background answers as fast as any: only timers slow down there. */
  patienceMs?: number;
};

/** Tabs that ask each other which replies they are writing: for plain http, where there are no Web Locks. */
export function createTurnInquiry(options: TurnInquiryOptions): TurnInquiry {
  const { channel, isHeldHere, patienceMs = 300 } = options;
  const waiting = new Map<string, Set<() => void>>();

  channel.addEventListener('message', ({ data }) => {
    const word = parseWord(data);
    if (!word) return;
    const { type, messageId } = word;
    if (type === 'asked' && isHeldHere(messageId)) channel.postMessage({ type: 'held', messageId });
    if (type === 'held') for (const tell of waiting.get(messageId) ?? []) tell();
  });

  return {
    ask(messageId) {
      return new Promise((resolve) => {
        const asked = waiting.get(messageId) ?? new Set();
        const end = (isHeld: boolean) => {
          clearTimeout(timer);
          asked.delete(tell);
          if (asked.size === 0) waiting.delete(messageId);
          resolve(isHeld);
        };
        const tell = () => end(true);
        const timer = setTimeout(() => end(false), patienceMs);
        waiting.set(messageId, asked.add(tell));
        channel.postMessage({ type: 'asked', messageId });
      });
    },
  };
}

/** The channel on which tabs ask each other; null in a browser or sandbox that has none. */
export function openTurnChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return null;
  }
}

function parseWord(data: unknown): { type: 'asked' | 'held'; messageId: string } | null {
  if (!isRecord(data)) return null;
  const { type, messageId } = data;
  if ((type !== 'asked' && type !== 'held') || typeof messageId !== 'string') return null;
  return { type, messageId };
}
