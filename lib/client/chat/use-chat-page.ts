'use client';

import { useEffect, useState } from 'react';
import type { StoreProblem } from '#lib/client/storage/conversation-store.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import {
  type DeferredConversationStore,
  deferConversationStore,
} from '../storage/deferred-conversation-store.ts';
import { newDraftKey } from '../storage/drafts.ts';
import type { ChatSession, ChatSessionState } from './session-types.ts';
import { useChatSession } from './use-chat-session.ts';
import { type ChosenModel, useChosenModel } from './use-chosen-model.ts';
import { useConversations } from './use-conversations.ts';
import { useShownConversation } from './use-shown-conversation.ts';

export type ChatPage = Pick<ChatSessionState, 'chatLog' | 'ready' | 'runningIn' | 'endedIn'> & {
  session: ChatSession;
  store: DeferredConversationStore;
  chosen: ChosenModel;
  conversationId: string;
  /** True until the first message of a new conversation is in the URL. */
  isNew: boolean;
  /** The shown conversation as stored; null for a new one. */
  conversation: Conversation | null;
  /** The model that the shown conversation names. */
  storedModel: string | null;
  /** False while the log is still that of the conversation before. */
  isOpened: boolean;
  empty: boolean;
  replying: boolean;
  /** The draft that belongs into the field. */
  draftKey: string;
  /** Newest first; null until they are read. */
  conversations: readonly Conversation[] | null;
  /** Those that were deleted and can still be restored. */
  deleted: readonly Conversation[];
  /** The IDs of those that this tab deleted. */
  deletedHere: ReadonlySet<string>;
  problem: StoreProblem | null;
  open: (conversationId: string) => void;
  startNew: () => void;
  /** Deletes a conversation; it can be restored for a while. */
  remove: (conversationId: string) => void;
  /** Deletes a conversation for good. */
  erase: (conversationId: string) => void;
  /** Deletes everything; resolves when done. */
  removeAll: () => Promise<void>;
};

/**
 * The shown conversation, the list of all of them and the model that answers next.
 *
 * @param prefill the text that a link has put into the field of a new conversation
 */
export function useChatPage(site: SiteState, prefill: string | null): ChatPage {
  const [store] = useState(() => deferConversationStore());
  const { conversationId, isNew, open, startNew, adopt } = useShownConversation();
  const { noteConversation, ...list } = useConversations(store, (ids) => close(ids));
  const [deletedHere] = useState(() => new Set<string>());
  const chosen = useChosenModel(site.models);

  const { session, conversation, ...state } = useChatSession({
    conversationId,
    isNew,
    store,
    model: chosen.model,
    reasoningEffort: chosen.effort,
    webSearch: chosen.webSearch,
    simulateAllowed: site.simulateAllowed,
    demo: site.demo,
    maxBodyBytes: site.maxBodyBytes,
    onConversation: noteConversation,
  });
  const { chatLog } = state;
  const empty = chatLog.path.length === 0;
  // The session opens it after the page has changed.
  const isOpened = chatLog.conversationId === conversationId;
  const started = !empty && isOpened;
  useEffect(() => {
    if (isNew && started) adopt();
  }, [isNew, started, adopt]);

  const storedModel = conversation?.model ?? null;
  const { chooseModel, chooseEffort } = chosen;
  useEffect(() => {
    if (storedModel) chooseModel(storedModel);
  }, [storedModel, chooseModel]);
  const { id: replyId, reasoningEffort } =
    chatLog.path.findLast(({ role }) => role === 'assistant') ?? {};
  useEffect(() => {
    if (replyId) chooseEffort(reasoningEffort);
  }, [replyId, reasoningEffort, chooseEffort]);

  const close = (ids: readonly string[]) => {
    ids.forEach(session.abandon);
    if (ids.includes(conversationId)) startNew();
  };
  return {
    ...state,
    ...list,
    session,
    store,
    chosen,
    conversationId,
    isNew,
    conversation: isNew ? null : conversation,
    storedModel,
    isOpened,
    empty,
    replying: state.runningIn.has(conversationId),
    // The address only names a new conversation shortly after its first message is sent, and text typed
    // before that would belong to another draft.
    draftKey: isNew && !started ? newDraftKey(prefill) : conversationId,
    deletedHere,
    open,
    startNew,
    remove(id) {
      const removed = list.conversations?.find((one) => one.id === id);
      if (!removed) return;
      close([id]);
      deletedHere.add(id);
      session.mark(removed, { deletedAt: Math.max(Date.now(), removed.updatedAt) });
    },
    removeAll() {
      close([...(list.conversations ?? []).map(({ id }) => id), conversationId]);
      return list.removeAll();
    },
  };
}
