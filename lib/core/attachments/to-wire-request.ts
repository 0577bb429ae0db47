import type { ChatRequest, ChatRequestMessage } from '../chat/chat-request.ts';
import { CONTINUE_INSTRUCTION } from '../chat/continue-instruction.ts';
import type { TurnMessage, TurnRequest } from '../chat/turn-request.ts';
import type { Attachment, TextFile } from './attachment.ts';

/** The request as the server takes it: the attachments of each message are parts of its content. */
export function toWireRequest({ continues, ...request }: TurnRequest): ChatRequest {
  const messages = request.messages.map(toWireMessage);
  // Last, as a user message: several providers reject a conversation that ends with an assistant message,
  // and models follow the last message most.
  if (continues) messages.push({ role: 'user', content: CONTINUE_INSTRUCTION });
  return { ...request, messages };
}

/**
 * The words come first, then the files, named and fenced, then the pictures. Without pictures, all is one
 * string: many servers take no list of parts for a model that reads text alone.
 */
export function toWireMessage({
  role,
  content,
  attachments = [],
  reasoning,
}: TurnMessage): ChatRequestMessage {
  const pictures = attachments.flatMap((attachment) =>
    attachment.type === 'picture' ? [attachment.url] : [],
  );
  const texts = [content, ...attachments.flatMap(textOf)].filter((text) => text !== '');
  if (pictures.length === 0) {
    return { role, content: texts.join('\n\n'), ...(reasoning && { reasoning }) };
  }
  return {
    role,
    content: [
      ...texts.map((text) => ({ type: 'text' as const, text })),
      ...pictures.map((url) => ({ type: 'image_url' as const, image_url: { url } })),
    ],
  };
}

function textOf(attachment: Attachment): string[] {
  switch (attachment.type) {
    case 'picture':
      return [];
    case 'text':
      return [fencedText(attachment)];
    case 'absent':
      return [`[The attached file "${attachment.name}" is missing.]`];
  }
}

/** A text file as part of a message: its name, and the text in a fence that nothing in it closes. */
export function fencedText({ name, text, origin }: TextFile): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  const title = origin === 'paste' ? 'Pasted text' : `File: ${name}`;
  const language = origin === 'file' ? (/\.([A-Za-z0-9]{1,12})$/.exec(name)?.[1] ?? '') : '';
  const end = text.endsWith('\n') ? '' : '\n';
  return `${title}\n${fence}${language.toLowerCase()}\n${text}${end}${fence}`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (let at = text.indexOf('`'); at !== -1; at = text.indexOf('`', at)) {
    const start = at;
    while (text[at] === '`') at += 1;
    longest = Math.max(longest, at - start);
  }
  return longest;
}
