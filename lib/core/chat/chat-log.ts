import type { Attachment } from '../attachments/attachment.ts';
import type { ErrorBody } from '../errors/error-body.ts';
import type { ReasoningEffort } from '../models/reasoning-effort.ts';
import type { Notice, Usage } from './chat-events.ts';
import type { ConversationSettings } from './conversation-settings.ts';
import type { Source, ToolCall, WebSearch } from './reply-extras.ts';
import type { SealedReasoning } from './sealed-reasoning.ts';

/**
 * The state of a message. `stopped`: by the visitor. `interrupted`: its tab closed while it streamed.
 * `failed`: see `error`; the text received so far stays in `text`.
 */
type MessageStatus = 'waiting' | 'streaming' | 'done' | 'stopped' | 'interrupted' | 'failed';

/** What is known about the bill of one request. */
export type BilledRequest = {
  model?: string | undefined;
  usage?: Usage | undefined;
  /** The most tokens that can have been billed; known to the operator once the upstream accepted. */
  worstCase?: Usage | undefined;
};

/** One node of a conversation's tree, and one record in storage. */
export type ChatMessage = BilledRequest & {
  id: string;
  conversationId: string;
  /** The message this one answers or follows; null for the first. */
  parentId: string | null;
  /** Order within the conversation; counts up and never depends on the clock. */
  seq: number;
  role: 'user' | 'assistant';
  text: string;
  status: MessageStatus;
  /** What the model thought, as it wrote it. Never copied, exported or sent as the answer. */
  thinking?: string | undefined;
  /** How long it thought, from the first thought to the first word, in milliseconds. */
  thinkingMs?: number | undefined;
  /** What it is sent back with, for the server alone. Never shown, and in no export but the complete one. */
  reasoning?: SealedReasoning | undefined;
  /** The pages it cites, in the order of their numbers; the offsets count from the start of `text`. */
  sources?: readonly Source[] | undefined;
  /** On a question: whether its replies may search the web. */
  webSearch?: boolean | undefined;
  /** What the provider searched the web for. */
  searches?: readonly WebSearch[] | undefined;
  /** The functions that the model asked to call. */
  toolCalls?: readonly ToolCall[] | undefined;
  /** On a question: the files it carries. */
  attachments?: readonly Attachment[] | undefined;
  /** The images that the model made, as data URLs. */
  images?: readonly string[] | undefined;
  /** Why a reply failed or ended early (`reply_truncated` and the like). Never sent to the model. */
  error?: ErrorBody | undefined;
  /** When it failed, ms since 1970, so that a countdown resumes after a reload. */
  failedAt?: number | undefined;
  /** The requests of this reply before its last one: it was continued, or retried in place. */
  earlierRequests?: readonly BilledRequest[] | undefined;
  notices?: Notice[] | undefined;
  requestId?: string | undefined;
  /** How much the model was asked to think; absent for its default. */
  reasoningEffort?: ReasoningEffort | undefined;
  /** The same request could have more room for thinking and text. */
  moreRoom?: boolean | undefined;
  /** It asks for all the room there is. */
  mostRoom?: boolean | undefined;
  /** How many of the oldest messages its request, and every later one on this path, left out. */
  leftOut?: number | undefined;
  /** For display only, ms since 1970. */
  createdAt: number;
};

/** A conversation as the list shows it, and one record in storage. */
export type Conversation = {
  id: string;
  /** Empty until the first message provides one. */
  title: string;
  /** Whether the visitor chose the title; if so, it is never replaced automatically. */
  renamed: boolean;
  model: string | null;
  /** The last message on the visible path. */
  leafId: string | null;
  createdAt: number;
  updatedAt: number;
  /** Listed above the others. */
  pinned?: boolean | undefined;
  /** Listed apart, below the others. */
  archived?: boolean | undefined;
  /** When it was deleted, ms since 1970: for some seconds it can be restored (see `isDeleted`). */
  deletedAt?: number | undefined;
  /** What its replies are asked for with. */
  settings?: ConversationSettings | undefined;
};

/** The log on screen: the visible path, root first, and the messages off it. */
export type ChatLog = {
  conversationId: string;
  path: readonly ChatMessage[];
  branches: readonly ChatMessage[];
};
