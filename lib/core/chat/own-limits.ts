import { toWireMessage } from '../attachments/to-wire-request.ts';
import type { ChatMessage } from './chat-log.ts';
import type { ChatRequest } from './chat-request.ts';
import { MAX_MESSAGES } from './max-messages.ts';
import { leftOutOf } from './turn-messages.ts';

/** A limit of Starlight's own that a request exceeds, as `body_too_large` names it. */
export type OwnExcess = { limit: number; used: number; limitUnit: 'messages' | 'bytes' };

/** What a request has besides its messages, generously. */
const OTHER_FIELDS_BYTES = 1000;
/** `{"role":"assistant","content":""},` */
const MESSAGE_FIELDS_BYTES = 35;
/** A control character is written as `\u0000`. */
const MAX_BYTES_PER_UNIT = 6;

const textBytes = new WeakMap<object, number>();

/**
 * What the server would refuse about a request: the number of its messages, or the bytes of its body.
 *
 * @returns null if it is within the limits
 */
export function excessOf(request: ChatRequest, maxBodyBytes: number): OwnExcess | null {
  return excess(request.messages.length, utf8Length(JSON.stringify(request)), maxBodyBytes);
}

/**
 * The same for the request that would send `text` after `path`, with these instructions. Bytes are estimated, at most one thousand
 * too many. Fast enough for every key press: a message is measured once, and a text that surely fits isn't.
 *
 * @returns null if it fits; `alone`: the text is too large on its own
 */
export function excessOfNext(
  path: readonly ChatMessage[],
  text: string,
  maxBodyBytes: number,
  instructions = '',
): (OwnExcess & { alone: boolean }) | null {
  const other = OTHER_FIELDS_BYTES + (instructions === '' ? 0 : jsonBytes(instructions));
  const sent = path
    .slice(leftOutOf(path))
    .filter(({ text: said, attachments }) => said !== '' || attachments);
  // Of too many messages, the bytes are not asked for, and measuring them takes the longest.
  const isTooMany = sent.length + 1 > MAX_MESSAGES;
  const before = isTooMany ? other : sent.reduce((sum, message) => sum + bytesOf(message), other);
  const fits = before + text.length * MAX_BYTES_PER_UNIT + MESSAGE_FIELDS_BYTES <= maxBodyBytes;
  const own = fits ? 0 : jsonBytes(text);
  const alone = own + other;
  if (alone > maxBodyBytes) {
    return { limit: maxBodyBytes, used: alone, limitUnit: 'bytes', alone: true };
  }
  const found = excess(sent.length + 1, before + own, maxBodyBytes);
  return found && { ...found, alone: false };
}

function excess(messages: number, bytes: number, maxBodyBytes: number): OwnExcess | null {
  if (messages > MAX_MESSAGES) {
    return { limit: MAX_MESSAGES, used: messages, limitUnit: 'messages' };
  }
  if (bytes <= maxBodyBytes) return null;
  return { limit: maxBodyBytes, used: bytes, limitUnit: 'bytes' };
}

function bytesOf(message: ChatMessage): number {
  const known = textBytes.get(message);
  if (known !== undefined) return known;
  const { role, text: content, attachments } = message;
  const wire = attachments ? toWireMessage({ role, content, attachments }) : null;
  const bytes = wire ? utf8Length(JSON.stringify(wire)) + 1 : jsonBytes(content);
  textBytes.set(message, bytes);
  return bytes;
}

function jsonBytes(text: string): number {
  return utf8Length(JSON.stringify(text)) + MESSAGE_FIELDS_BYTES;
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
