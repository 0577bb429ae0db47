import { isRecord } from '#lib/core/json/is-record.ts';

const CHANNEL = 'starlight-turns';

export type TurnInquiry = {
  /** Whether another tab answers that it is writing that reply. False if none answers in time. */
  ask(messageId: string): Promise<boolean>;
};

type TurnInquiryOptions = {
  channel: BroadcastChannel;
  /** The answer for other tabs. */
  isHeldHere: (messageId: string) => boolean;
  /** How long an answer may take. Background tabs answer as fast as others: only their timers are throttled. */
  timeoutMs?: number;
};

/** Lets tabs ask each other which replies they are writing, for plain http, which lacks Web Locks. */
export function createTurnInquiry(options: TurnInquiryOptions): TurnInquiry {
  const { channel, isHeldHere, timeoutMs = 300 } = options;
  const inquiries = new Map<string, Set<() => void>>();

  channel.addEventListener('message', ({ data }) => {
    const message = parseMessage(data);
    if (!message) return;
    const { type, messageId } = message;
    if (type === 'asked' && isHeldHere(messageId)) channel.postMessage({ type: 'held', messageId });
    if (type === 'held') for (const confirm of inquiries.get(messageId) ?? []) confirm();
  });

  return {
    ask(messageId) {
      return new Promise((resolve) => {
        const confirms = inquiries.get(messageId) ?? new Set();
        const end = (isHeld: boolean) => {
          clearTimeout(timer);
          confirms.delete(confirm);
          if (confirms.size === 0) inquiries.delete(messageId);
          resolve(isHeld);
        };
        const confirm = () => end(true);
        const timer = setTimeout(() => end(false), timeoutMs);
        inquiries.set(messageId, confirms.add(confirm));
        channel.postMessage({ type: 'asked', messageId });
      });
    },
  };
}

/** The channel on which tabs ask each other; null in a browser or sandbox without one. */
export function openTurnChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return null;
  }
}

function parseMessage(data: unknown): { type: 'asked' | 'held'; messageId: string } | null {
  if (!isRecord(data)) return null;
  const { type, messageId } = data;
  if ((type !== 'asked' && type !== 'held') || typeof messageId !== 'string') return null;
  return { type, messageId };
}
