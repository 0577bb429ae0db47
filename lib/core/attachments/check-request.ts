import type { ChatMessage } from '../chat/chat-log.ts';
import { tokensOfFiles } from '../chat/estimate-tokens.ts';
import { leftOutOf } from '../chat/turn-messages.ts';
import type { OfferedModel } from '../models/listed-model.ts';
import { formatAmount, formatCount } from '../text/format-amount.ts';
import { type Attachment, attachmentLength, MAX_ATTACHMENTS } from './attachment.ts';
import { fencedText } from './to-wire-request.ts';

/** What a message with files would be sent to, and with. */
type RequestRoom = {
  /** The chosen model; undefined while none is known. */
  model: OfferedModel | undefined;
  /** The conversation so far. */
  path: readonly ChatMessage[];
  /** The largest request that the site takes. */
  maxBytes: number;
};

/** What to say before sending. `blocked`: the server would refuse it for certain. */
type RequestCheck = {
  blocked: string | null;
  notices: readonly string[];
  /** Another model could take the pictures. */
  offersModels: boolean;
};

/** Members, quotes and roles around the texts. */
const BYTES_PER_MESSAGE = 60;

/** Checks files against what the model and the site take. */
export function checkRequest(
  attachments: readonly Attachment[],
  { model, path, maxBytes }: RequestRoom,
): RequestCheck {
  const notices: string[] = [];
  // The messages before are only measured for files: there may be thousands.
  if (attachments.length === 0) return { blocked: null, notices, offersModels: false };
  const hasPictures = attachments.some(({ type }) => type === 'picture');
  const offersModels = hasPictures && model !== undefined && model.images !== true;
  if (offersModels) {
    notices.push(
      model.images === false
        ? `${model.id} can't read pictures.`
        : `It isn't known whether ${model.id} can read pictures.`,
    );
  }
  if (attachments.length > MAX_ATTACHMENTS) {
    const blocked = `A message can have up to ${MAX_ATTACHMENTS} files, and this one has ${attachments.length}. Remove some of them.`;
    return { blocked, notices, offersModels };
  }
  const own = sum(attachments, attachmentBytes);
  const earlier = sum(path.slice(leftOutOf(path)), messageBytes);
  const limit = formatAmount(maxBytes, 'bytes');
  if (own > maxBytes) {
    const blocked = `These files are ${formatAmount(own, 'bytes')} in total. The limit for a request is ${limit}, so remove some of them.`;
    return { blocked, notices, offersModels };
  }
  if (own + earlier > maxBytes) {
    notices.push(
      `With the earlier messages, the request is ${formatAmount(own + earlier, 'bytes')}. The limit is ${limit}. Start a new chat, or leave out the oldest messages after sending.`,
    );
  }
  const tokens = Math.round(tokensOfFiles(attachments));
  const most = model?.contextTokens;
  if (most !== undefined && tokens > most) {
    notices.push(
      `These files have about ${formatCount(tokens)} tokens. ${model?.id} takes ${formatCount(most)}.`,
    );
  }
  return { blocked: null, notices, offersModels };
}

const known = new WeakMap<object, number>();

/** How many bytes of the request's JSON a file takes. */
function attachmentBytes(attachment: Attachment): number {
  return remember(attachment, () =>
    attachment.type === 'text'
      ? jsonBytes(fencedText(attachment))
      : attachmentLength(attachment) + BYTES_PER_MESSAGE,
  );
}

function messageBytes(message: ChatMessage): number {
  const own = remember(message, () => jsonBytes(message.text) + BYTES_PER_MESSAGE);
  return own + sum(message.attachments ?? [], attachmentBytes);
}

function jsonBytes(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).byteLength;
}

function remember(key: object, measure: () => number): number {
  const before = known.get(key);
  if (before !== undefined) return before;
  const measured = measure();
  known.set(key, measured);
  return measured;
}

function sum<T>(items: readonly T[], sizeOf: (item: T) => number): number {
  return items.reduce((total, item) => total + sizeOf(item), 0);
}
