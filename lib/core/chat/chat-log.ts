import type { ErrorBody } from '../errors/error-body.ts';
import type { Notice, Usage } from './chat-events.ts';

/**
 * How far a message is. `stopped`: by the visitor. `interrupted`: this tab went away while it streamed.
 * `failed`: see `error`; what had arrived stays in `text`.
 */
type MessageStatus = 'waiting' | 'streaming' | 'done' | 'stopped' | 'interrupted' | 'failed';

/** One node of a conversation's tree, and one record in storage. */
export type ChatMessage = {
  id: string;
  conversationId: string;
  /** The message this one answers or follows; null for the first. */
  parentId: string | null;
  /** Order within the conversation; counts up and never depends on the clock. */
  seq: number;
  role: 'user' | 'assistant';
  text: string;
  status: MessageStatus;
  /** Why a reply failed or ended early (`reply_truncated` and the like). Never sent to the model. */
  error?: ErrorBody | undefined;
  /** When the failure came, ms since 1970: a countdown goes on after a reload. */
  failedAt?: number | undefined;
  model?: string | undefined;
  usage?: Usage | undefined;
  notices?: Notice[] | undefined;
  requestId?: string | undefined;
  /** How many of the oldest messages its request left out, and so every later one of this path. */
  leftOut?: number | undefined;
  /** For display only, ms since 1970. */
  createdAt: number;
};

/** A conversation as the list shows it, and one record in storage. */
export type Conversation = {
  id: string;
  /** Empty until the first message names it. */
  title: string;
  /** Set when the visitor named it, so that nothing renames it. */
  renamed: boolean;
  model: string | null;
  /** The last message on the path that is shown. */
  leafId: string | null;
  createdAt: number;
  updatedAt: number;
};

/** The log on screen: the shown path, root first, and the siblings that are not shown. */
export type ChatLog = {
  conversationId: string;
  path: readonly ChatMessage[];
  branches: readonly ChatMessage[];
};
