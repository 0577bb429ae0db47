import type { Attachment } from '../attachments/attachment.ts';
import type { ChatMessage } from './chat-log.ts';
import { leftOutOf } from './turn-messages.ts';

/** Warns from this part of the limit on. */
const NEAR = 0.8;
/** What surrounds a message in a model's own format. */
const MESSAGE_TOKENS = 4;
/** A picture of medium size, by the rules that providers publish. */
const PICTURE_TOKENS = 1000;
/** What a token holds on average: four ASCII characters, two of another alphabet, or one of CJK. */
const ASCII_PER_TOKEN = 4;
const OTHERS_PER_TOKEN = 2;
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
const ASCII = /[\0-\u007f]/g;

type Message = Pick<ChatMessage, 'text' | 'attachments'>;

const known = new WeakMap<object, number>();

/** How many tokens the next request has, and how many the model takes. */
export type TokenEstimate = { used: number; limit: number };

/**
 * Estimates whether the request that would send `text` after `path` comes near what the model takes.
 * Counts from the last reply whose tokens the upstream reported; the rest is estimated from characters.
 * Fast enough for every key press.
 *
 * @param instructions the conversation's own, which a reported count already includes
 * @param limit tokens that the model takes; undefined if not known
 * @returns null if the limit is not known, or far away
 */
export function estimateNext(
  path: readonly ChatMessage[],
  { text, instructions = '' }: { text: string; instructions?: string | undefined },
  limit: number | undefined,
): TokenEstimate | null {
  if (limit === undefined || limit <= 0) return null;
  const sent = path.slice(leftOutOf(path));
  const counted = sent.findLastIndex(({ usage }) => usage !== undefined);
  const before = sent[counted]?.usage;
  // What a model thought is not sent again.
  const start = before
    ? before.inputTokens + before.outputTokens - (before.reasoningTokens ?? 0)
    : tokensIn(instructions);
  const after = sent.slice(counted + 1).reduce((sum, message) => sum + tokensOf(message), start);
  const used = Math.round(after + tokensIn(text));
  return used >= limit * NEAR ? { used, limit } : null;
}

function tokensOf(message: Message): number {
  const found = known.get(message);
  if (found !== undefined) return found;
  const { text, attachments = [] } = message;
  const tokens = attachments.reduce((sum, file) => sum + tokensOfFile(file), tokensIn(text));
  known.set(message, tokens);
  return tokens;
}

function tokensOfFile(file: Attachment): number {
  if (file.type === 'absent') return 0;
  return file.type === 'picture' ? PICTURE_TOKENS : tokensIn(file.text);
}

function tokensIn(text: string): number {
  if (text === '') return 0;
  const ascii = text.length - text.replace(ASCII, '').length;
  const cjk = text.length - text.replace(CJK, '').length;
  const others = text.length - ascii - cjk;
  return MESSAGE_TOKENS + ascii / ASCII_PER_TOKEN + cjk + others / OTHERS_PER_TOKEN;
}
