import type { Attachment } from '#lib/core/attachments/attachment.ts';
import type { ChatLog, ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import type { TurnStreamOptions } from './open-turn-stream.ts';

/** The state of the open conversation. Immutable. */
export type ChatSessionState = {
  chatLog: ChatLog;
  /** False until the conversation is read from storage. */
  ready: boolean;
  /** As stored; null for a conversation without messages. */
  conversation: Conversation | null;
  /** The conversations with a pending or streaming reply in this tab. */
  runningIn: ReadonlySet<string>;
  /** How replies ended in conversations that were not open then, until they are opened. */
  endedIn: ReadonlyMap<string, 'done' | 'failed'>;
};

/** The settings for each turn. */
export type ChatSettings = Pick<
  TurnStreamOptions,
  'simulateAllowed' | 'demo' | 'webSearch' | 'maxBodyBytes'
> & {
  /** The model for new replies; empty while the page knows none, and the server then uses its default. */
  model: string;
  /** How much it is to think; undefined for its default. */
  reasoningEffort?: ReasoningEffort | undefined;
};

/** What changes without being the person's own name for it. */
export type ConversationMarks = Partial<
  Pick<Conversation, 'title' | 'pinned' | 'archived' | 'deletedAt' | 'settings'>
>;

/** What a retry changes. */
export type RetryChanges = Pick<ChatMessage, 'reasoningEffort' | 'mostRoom'>;

/** What is sent with a message. */
export type SendOptions = {
  files?: readonly Attachment[] | undefined;
  /** How many more of the oldest messages are not sent along. */
  leaveOut?: number | undefined;
};

/** The chat log of one conversation and its actions. */
export type ChatSession = {
  /** The same object until something changes. */
  getSnapshot: () => ChatSessionState;
  subscribe: (listener: () => void) => () => void;
  configure: (settings: ChatSettings) => void;
  /**
   * Shows a conversation and follows changes from other tabs until the returned function is called. In
   * a new one there is nothing to read, so a message can be sent at once.
   */
  open: (conversationId: string, options?: { isNew?: boolean }) => () => void;
  /** Reads a conversation that is likely opened next, so that it is then there at once. */
  prepare: (conversationId: string) => void;
  /** Sends a message; false while a reply is running or the conversation is not read yet (keep the draft). */
  send: (text: string, options?: SendOptions) => boolean;
  /** Requests a reply again: in place if it is empty, otherwise as a sibling. */
  retry: (replyId: string, changes?: RetryChanges) => void;
  /** Continues a cut-off reply in the same message. */
  resume: (replyId: string) => void;
  /** Sends an edited message as a sibling, with these files or its own; false when it could not be sent. */
  edit: (messageId: string, text: string, attachments?: readonly Attachment[]) => boolean;
  /** Shows another sibling with everything after it. */
  show: (messageId: string) => void;
  /** Pins, archives, deletes or restores a conversation in the list, or changes its automatic title. */
  mark: (conversation: Conversation, marks: ConversationMarks) => void;
  /** Renames a conversation in the list. */
  rename: (conversation: Conversation, title: string) => void;
  /** Takes over how replies ended in other tabs. Where the page is visible, the open conversation is seen. */
  rereadEnds: (isVisible: boolean) => void;
  /** Stops the reply in the open conversation. */
  stop: () => void;
  /** Stops the reply in a conversation that is being deleted. */
  abandon: (conversationId: string) => void;
  /** Retries without the oldest messages. */
  shortenAndRetry: (replyId: string, leaveOut: number) => void;
  /** The messages that a reply's request sent. */
  sentFor: (replyId: string) => readonly ChatMessage[];
};
