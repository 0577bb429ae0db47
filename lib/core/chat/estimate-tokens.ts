import type { Attachment, Picture } from '../attachments/attachment.ts';
import { fencedText } from '../attachments/to-wire-request.ts';
import type { ChatMessage } from './chat-log.ts';
import { leftOutOf } from './turn-messages.ts';

/** Warns from this part of the limit on. */
const NEAR = 0.8;
/** What surrounds a message in a model's own format. */
const MESSAGE_TOKENS = 4;
/**
 * What a picture takes by Anthropic's rule (docs.claude.com/en/docs/vision, read 2026-11-30): a token for 750
 * pixels once it is scaled down to 1,568 pixels and 1,600 tokens. OpenAI's tiles come to less or about as
 * much; some newer models look at more.
 */
const PIXELS_PER_TOKEN = 750;
const MAX_PICTURE_SIDE = 1568;
const MAX_PICTURE_TOKENS = 1600;
/** What a token holds on average: four ASCII characters, two of another alphabet, or one of CJK. */
const ASCII_PER_TOKEN = 4;
const OTHERS_PER_TOKEN = 2;

type Message = Pick<ChatMessage, 'text' | 'attachments'>;

const known = new WeakMap<object, number>();

/** How many tokens the next request has, and how many the model takes. */
export type TokenEstimate = {
  used: number;
  limit: number;
  /** Whether pictures are among what was estimated. */
  hasPictures?: true;
};

type NextMessage = {
  text: string;
  /** Files of the draft. */
  files?: readonly Attachment[];
  /** The conversation's own, which a reported count already includes. */
  instructions?: string | undefined;
};

/**
 * Estimates whether the request that would send a message after `path` comes near what the model takes.
 * Counts from the last reply whose tokens the upstream reported; the rest is estimated from characters.
 * Fast enough for every key press.
 *
 * @param limit tokens that the model takes; undefined if not known
 * @returns null if the limit is not known, or far away
 */
export function estimateNext(
  path: readonly ChatMessage[],
  { text, files = [], instructions = '' }: NextMessage,
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
  const estimated = sent.slice(counted + 1);
  const after = estimated.reduce((sum, message) => sum + tokensOf(message), start);
  const used = Math.round(after + tokensIn(text) + tokensOfFiles(files));
  if (used < limit * NEAR) return null;
  const own = [...files, ...estimated.flatMap(({ attachments = [] }) => attachments)];
  const hasPictures = own.some(({ type }) => type === 'picture');
  return { used, limit, ...(hasPictures && { hasPictures }) };
}

/** Estimates how many tokens files take as they are sent: named and fenced texts, and pictures. */
export function tokensOfFiles(files: readonly Attachment[]): number {
  return files.reduce((sum, file) => sum + remember(file, () => tokensOfFile(file)), 0);
}

function tokensOf(message: Message): number {
  const { text, attachments = [] } = message;
  return remember(message, () => tokensIn(text) + tokensOfFiles(attachments));
}

function remember(key: object, count: () => number): number {
  const found = known.get(key);
  if (found !== undefined) return found;
  const tokens = count();
  known.set(key, tokens);
  return tokens;
}

function tokensOfFile(file: Attachment): number {
  switch (file.type) {
    case 'absent':
      return 0;
    case 'picture':
      return tokensOfPicture(file);
    case 'text':
      return tokensIn(fencedText(file));
  }
}

function tokensOfPicture({ width, height }: Picture): number {
  const scale = Math.min(1, MAX_PICTURE_SIDE / Math.max(width, height));
  return Math.min((width * height * scale ** 2) / PIXELS_PER_TOKEN, MAX_PICTURE_TOKENS);
}

/** A loop: on a text of two million characters, expressions take a tenth of a second. */
function tokensIn(text: string): number {
  if (text === '') return 0;
  let ascii = 0;
  let cjk = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) ascii += 1;
    else if (isCjk(code)) cjk += 1;
  }
  const others = text.length - ascii - cjk;
  return MESSAGE_TOKENS + ascii / ASCII_PER_TOKEN + cjk + others / OTHERS_PER_TOKEN;
}

/** Kana, ideographs of the basic plane, and Hangul. */
function isCjk(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af)
  );
}
