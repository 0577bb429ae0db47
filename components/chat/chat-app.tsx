'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useChatLog } from '#lib/client/chat/use-chat-log.ts';
import { useConversations } from '#lib/client/chat/use-conversations.ts';
import { useDeletionsElsewhere } from '#lib/client/chat/use-deletions-elsewhere.ts';
import { useShownConversation } from '#lib/client/chat/use-shown-conversation.ts';
import { limitWatch } from '#lib/client/limit-watch.ts';
import { deferConversationStore } from '#lib/client/storage/deferred-conversation-store.ts';
import { nameOfNewDraft } from '#lib/client/storage/drafts.ts';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { DeferredDataDialog } from '../data/deferred-data-dialog.tsx';
import { Sidebar } from '../sidebar/sidebar.tsx';
import { SidebarFrame } from '../sidebar/sidebar-frame.tsx';
import { ChatActionsContext, ChatViewerContext } from './chat-actions.ts';
import { ChatHeader } from './chat-header.tsx';
import { ChatLog } from './chat-log.tsx';
import { Composer } from './composer.tsx';
import { loadDeferredParts } from './deferred-parts.ts';
import { DeferredSignInDialog } from './deferred-sign-in-dialog.tsx';
import { EmptyState } from './empty-state.tsx';
import { StorageNotice } from './storage-notice.tsx';
import { VersionNotice } from './version-notice.tsx';

export type ChatAppProps = { site: SiteState; sidebarOpen: boolean };

/** The chat page: list of conversations, the log, and the composer. */
export function ChatApp({ site, sidebarOpen }: ChatAppProps) {
  const [store] = useState(() => deferConversationStore());
  const shown = useShownConversation();
  const list = useConversations(store);
  const { conversations, problem, noteConversation, rename, remove, removeAll } = list;
  const [chosenModel, setChosenModel] = useState<string | null>(null);
  const [viewAs, setViewAs] = useState<Audience>('operator');
  const audience = site.role === 'operator' ? viewAs : 'visitor';
  const [signingIn, setSigningIn] = useState(false);
  const [showsData, setShowsData] = useState(false);
  const openData = useCallback(() => setShowsData(true), []);
  const prefill = useSearchParams().get('ask');
  const router = useRouter();
  const modelPicker = useRef<HTMLSelectElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);

  const model = chosenModel ?? site.models[0] ?? '';
  const chat = useChatLog({
    conversationId: shown.conversationId,
    isNew: shown.isNew,
    store,
    model,
    simulateAllowed: site.simulateAllowed,
    demo: site.demo,
    onConversation: noteConversation,
  });
  const { chatLog } = chat;
  const { retry, resume, edit, show, shortenAndRetry, planShortening, send, abandon } = chat;
  const { startNew, adopt, isNew, conversationId } = shown;
  // The address says so a moment after the first message was sent, and what was typed by then would
  // belong to another draft.
  const hasBegun = !isNew || (chatLog.conversationId === conversationId && chatLog.path.length > 0);
  const leave = useCallback(
    (ids: readonly string[]) => {
      ids.forEach(abandon);
      if (ids.includes(conversationId)) startNew();
    },
    [abandon, conversationId, startNew],
  );
  useDeletionsElsewhere(store, leave);

  useEffect(loadDeferredParts, []);
  useEffect(() => limitWatch.tell(site.left), [site.left]);
  const stored = chat.conversation?.model;
  useEffect(() => {
    if (stored && site.models.includes(stored)) setChosenModel(stored);
  }, [stored, site.models]);

  const sendMessage = useCallback(
    (text: string) => {
      const sent = send(text);
      if (sent && isNew) adopt();
      return sent;
    },
    [send, isNew, adopt],
  );
  const newChat = useCallback(() => {
    startNew();
    composer.current?.focus();
  }, [startNew]);

  const actions = useMemo(
    () => ({
      retry,
      resume,
      edit,
      show,
      shortenAndRetry,
      planShortening,
      newChat,
      chooseModel: () => focusPicker(modelPicker.current),
      signIn: () => setSigningIn(true),
    }),
    [retry, resume, edit, show, shortenAndRetry, planShortening, newChat],
  );
  const viewer = useMemo(
    () => ({
      audience,
      contact: site.contact,
      upstreamName: site.upstreamName,
      offersOtherModels: site.models.length > 1,
      canRegenerate: !chat.replying,
    }),
    [audience, site.contact, site.upstreamName, site.models.length, chat.replying],
  );

  const empty = chatLog.path.length === 0;
  const title = chat.conversation?.title || 'New chat';
  return (
    <ChatActionsContext value={actions}>
      <ChatViewerContext value={viewer}>
        <SidebarFrame
          openAtFirst={sidebarOpen}
          sidebar={
            <Sidebar
              site={site}
              conversations={conversations}
              shownId={isNew ? null : shown.conversationId}
              onOpen={shown.open}
              onNew={newChat}
              onRename={rename}
              onRemove={(id) => {
                leave([id]);
                remove(id);
              }}
              onSignIn={() => setSigningIn(true)}
              onData={openData}
              audience={audience}
              onAudience={setViewAs}
            />
          }
          header={
            <ChatHeader
              title={isNew ? 'New chat' : title}
              site={site}
              audience={audience}
              onAudience={setViewAs}
              model={model}
              onModel={setChosenModel}
              modelPicker={modelPicker}
            />
          }
        >
          <VersionNotice build={site.build} replying={chat.replyingAnywhere} />
          <StorageNotice problem={problem} onData={openData} />
          {empty && (isNew || chat.ready) ? (
            <EmptyState site={site} onSuggestion={sendMessage} />
          ) : (
            <ChatLog log={chatLog} />
          )}
          <Composer
            field={composer}
            draftKey={hasBegun ? conversationId : nameOfNewDraft(prefill)}
            prefill={prefill}
            replying={chat.replying}
            simulateAllowed={site.simulateAllowed}
            demo={site.demo}
            onSend={sendMessage}
            onStop={chat.stop}
          />
        </SidebarFrame>
        {showsData && (
          <DeferredDataDialog
            store={store}
            count={conversations?.length ?? 0}
            problem={problem}
            title={title}
            path={chatLog.path}
            onDeleteAll={() => {
              leave([...(conversations ?? []).map(({ id }) => id), conversationId]);
              return removeAll();
            }}
            onClose={() => setShowsData(false)}
          />
        )}
        {signingIn && (
          <DeferredSignInDialog
            contact={site.contact}
            onClose={() => setSigningIn(false)}
            onSignedIn={() => {
              setSigningIn(false);
              router.refresh();
              const unanswered = chatLog.path.at(-1);
              if (unanswered?.error?.kind === 'access_required') retry(unanswered.id);
            }}
          />
        )}
      </ChatViewerContext>
    </ChatActionsContext>
  );
}

function focusPicker(picker: HTMLSelectElement | null): void {
  picker?.focus();
  try {
    picker?.showPicker();
  } catch {
    // Some browsers open it only for the press itself; the focus is then what helps.
  }
}
