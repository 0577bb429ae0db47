import { formatAmount } from '../text/format-amount.ts';
import { formatWholeSeconds } from '../text/format-whole-seconds.ts';
import type { ChatMessage } from './chat-log.ts';

/** The line above a finished thought: "Thought for 12 s · 1,840 tokens", without what is not known. */
export function thoughtTitle({ thinkingMs, usage }: ChatMessage): string {
  const seconds = thinkingMs === undefined ? null : Math.max(1, Math.floor(thinkingMs / 1000));
  const tokens = usage?.reasoningTokens;
  const thought = seconds === null ? 'Thought' : `Thought for ${formatWholeSeconds(seconds)}`;
  return tokens ? `${thought} · ${formatAmount(tokens, 'tokens')}` : thought;
}
