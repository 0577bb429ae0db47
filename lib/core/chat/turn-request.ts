import type { Attachment } from '../attachments/attachment.ts';
import type { ChatRequest } from './chat-request.ts';
import type { SealedReasoning } from './sealed-reasoning.ts';

/** A message on its way to the server, which gets its attachments as parts of its content. */
export type TurnMessage = {
  role: 'user' | 'assistant';
  content: string;
  attachments?: readonly Attachment[] | undefined;
  reasoning?: SealedReasoning | undefined;
};

/** A request of the page, before `toWireRequest`. */
export type TurnRequest = Omit<ChatRequest, 'messages'> & {
  messages: TurnMessage[];
  /** The model is to continue its last message, which was cut off. */
  continues?: true;
};
