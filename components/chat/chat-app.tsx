'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useChatSession } from '#lib/client/chat/use-chat-session.ts';
import { useChosenModel } from '#lib/client/chat/use-chosen-model.ts';
import { useConversations } from '#lib/client/chat/use-conversations.ts';
import { usePageTitle } from '#lib/client/chat/use-page-title.ts';
import { useShownConversation } from '#lib/client/chat/use-shown-conversation.ts';
import { useWhenLeft } from '#lib/client/chat/use-when-left.ts';
import { limitWatch } from '#lib/client/limits/limit-watch.ts';
import { deferConversationStore } from '#lib/client/storage/deferred-conversation-store.ts';
import { newDraftKey } from '#lib/client/storage/drafts.ts';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import {
  type ChatActions,
  ChatActionsContext,
  ChatViewerContext,
} from '../../lib/client/chat/chat-actions.ts';
import { Sidebar } from '../sidebar/sidebar.tsx';
import { SidebarFrame } from '../sidebar/sidebar-frame.tsx';
import { ChatHeader } from './chat-header.tsx';
import { CommandSlot } from './command-slot.tsx';
import { Composer } from './composer.tsx';
import { DataDialog, loadDeferredParts, SignInDialog } from './deferred-parts.tsx';
import { EmptyState } from './empty-state.tsx';
import { MessageList } from './message-list.tsx';
import { ModelLine } from './model-line.tsx';
import { openPicker } from './model-picker.tsx';
import { PageNotices } from './page-notices.tsx';
import { SearchSlot } from './search-slot.tsx';

type ChatAppProps = { site: SiteState; sidebarOpen: boolean };

/** The chat page: the list of conversations, the log and the composer. */
export function ChatApp({ site, sidebarOpen }: ChatAppProps) {
  const [store] = useState(() => deferConversationStore());
  const { conversationId, isNew, temporaryId, open, startNew, adopt, ...temporary } =
    useShownConversation();
  const isTemporary = temporaryId !== null;
  const { conversations, deleted, problem, noteConversation, erase, removeAll } = useConversations(
    store,
    (ids) => closeDeleted(ids),
  );
  const [deletedHere] = useState(() => new Set<string>());
  const chosen = useChosenModel(site.models);
  const { model, chooseModel, effort, chooseEffort, isOffered, webSearch, setWebSearch } = chosen;
  const [viewAs, setViewAs] = useState<Audience>('operator');
  const audience = site.role === 'operator' ? viewAs : 'visitor';
  const [signingIn, setSigningIn] = useState<Audience | null>(null);
  const [showsData, setShowsData] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const prefill = useSearchParams().get('ask');
  const router = useRouter();
  const modelPicker = useRef<HTMLElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);

  const { session, chatLog, conversation, ready, runningIn, endedIn } = useChatSession({
    conversationId,
    isNew,
    store,
    model,
    reasoningEffort: effort,
    webSearch,
    simulateAllowed: site.simulateAllowed,
    demo: site.demo,
    maxBodyBytes: site.maxBodyBytes,
    onConversation: noteConversation,
  });
  const replying = runningIn.has(conversationId);
  const empty = chatLog.path.length === 0;
  // The session opens it after the page has changed.
  const isOpened = chatLog.conversationId === conversationId;
  const started = !empty && isOpened;
  useEffect(() => {
    if (isNew && started) adopt();
  }, [isNew, started, adopt]);
  const forget = useCallback(
    (id: string) => {
      session.abandon(id);
      erase(id);
    },
    [session, erase],
  );
  useWhenLeft(temporaryId, forget);
  const closeDeleted = (ids: readonly string[]) => {
    ids.forEach(session.abandon);
    if (ids.includes(conversationId)) startNew();
  };
  const remove = (id: string) => {
    const removed = conversations?.find((one) => one.id === id);
    if (!removed) return;
    closeDeleted([id]);
    deletedHere.add(id);
    session.mark(removed, { deletedAt: Math.max(Date.now(), removed.updatedAt) });
  };

  useEffect(loadDeferredParts, []);
  useEffect(() => limitWatch.update(site.remainingLimits), [site.remainingLimits]);
  const storedModel = conversation?.model;
  useEffect(() => {
    if (storedModel) chooseModel(storedModel);
  }, [storedModel, chooseModel]);

  const { id: replyId, reasoningEffort } =
    chatLog.path.findLast(({ role }) => role === 'assistant') ?? {};
  useEffect(() => {
    if (replyId) chooseEffort(reasoningEffort);
  }, [replyId, reasoningEffort, chooseEffort]);

  const actions = useMemo<ChatActions>(
    () => ({
      ...session,
      edit(...change) {
        const isSent = session.edit(...change);
        // The form that had the focus is gone.
        if (isSent) composer.current?.focus();
        return isSent;
      },
      newChat() {
        startNew();
        composer.current?.focus();
      },
      chooseModel: () => openPicker(modelPicker.current),
      signIn: () => setSigningIn('visitor'),
    }),
    [session, startNew],
  );
  const viewer = useMemo(
    () => ({
      audience,
      contact: site.contact,
      upstreamName: site.upstreamName,
      baseUrl: site.upstreamBaseUrl,
      upstreamPages: site.upstreamPages,
      development: site.development,
      prices: audience === 'operator' ? site.prices : null,
      offersOtherModels: site.models.length > 1,
      models: site.models,
      model,
      maxBytes: site.maxBodyBytes,
      isOffered,
      canRegenerate: !replying,
    }),
    [audience, site, model, replying, isOffered],
  );

  const shown = isNew ? null : conversation;
  const title = usePageTitle(shown, isTemporary);
  return (
    <ChatActionsContext value={actions}>
      <ChatViewerContext value={viewer}>
        <SidebarFrame
          openAtFirst={sidebarOpen}
          sidebar={
            <Sidebar
              site={site}
              conversations={conversations}
              shownId={isNew ? null : conversationId}
              runningIn={runningIn}
              endedIn={endedIn}
              onOpen={open}
              onNew={actions.newChat}
              isTemporary={isTemporary}
              onTemporary={temporary.toggleTemporary}
              onSearch={() => setSearching(true)}
              onRename={session.rename}
              onMark={session.mark}
              onRemove={remove}
              onSignIn={() => setSigningIn('operator')}
              onData={() => setShowsData(true)}
              audience={audience}
              onAudience={setViewAs}
            />
          }
          header={
            <ChatHeader
              title={title}
              isTemporary={isTemporary}
              site={site}
              audience={audience}
              onAudience={setViewAs}
              model={model}
              onModel={chooseModel}
              effort={effort}
              onEffort={chooseEffort}
              modelPicker={modelPicker}
            />
          }
        >
          <PageNotices
            build={site.build}
            replying={runningIn.size > 0}
            conversationCount={conversations?.length}
            problem={problem}
            onData={() => setShowsData(true)}
          />
          {empty && (isNew || ready) ? (
            <EmptyState site={site} isTemporary={isTemporary} onSuggestion={session.send} />
          ) : (
            <MessageList log={chatLog} />
          )}
          <ModelLine
            site={site}
            stored={storedModel ?? null}
            model={model}
            onChoose={actions.chooseModel}
          />
          <Composer
            field={composer}
            // The address only names a new conversation shortly after its first message is sent, and text
            // typed before that would belong to another draft.
            draftKey={isNew && !started ? newDraftKey(prefill, temporaryId) : conversationId}
            prefill={prefill}
            ready={ready && isOpened}
            replying={replying}
            simulateAllowed={site.simulateAllowed}
            demo={site.demo}
            search={
              <SearchSlot
                key={chatLog.conversationId}
                on={webSearch}
                path={chatLog.path}
                onChange={setWebSearch}
              />
            }
            path={chatLog.path}
            maxBodyBytes={site.maxBodyBytes}
            onSend={(text, more) => isOpened && session.send(text, more)}
            onStop={session.stop}
          />
        </SidebarFrame>
        <CommandSlot
          isSearching={isSearching}
          onSearching={setSearching}
          site={site}
          store={store}
          conversations={conversations}
          conversation={shown}
          title={title}
          chatLog={chatLog}
          ready={ready}
          replying={replying}
          model={model}
          onModel={chooseModel}
          session={session}
          actions={actions}
          field={composer}
          isTemporary={isTemporary}
          onTemporary={temporary.toggleTemporary}
          onEndTemporary={temporary.endTemporary}
          onOpen={open}
          onRemove={remove}
          deleted={deleted}
          deletedHere={deletedHere}
          onErase={erase}
          onData={() => setShowsData(true)}
          onSignIn={() => setSigningIn('operator')}
        />
        {showsData && (
          <DataDialog
            store={store}
            count={conversations?.length ?? 0}
            problem={problem}
            conversationId={conversationId}
            title={title}
            path={chatLog.path}
            onDeleteAll={() => {
              closeDeleted([...(conversations ?? []).map(({ id }) => id), conversationId]);
              return removeAll();
            }}
            onClose={() => setShowsData(false)}
          />
        )}
        {signingIn && (
          <SignInDialog
            as={signingIn}
            contact={site.contact}
            onClose={() => setSigningIn(null)}
            onSignedIn={() => {
              setSigningIn(null);
              router.refresh();
              const lastMessage = chatLog.path.at(-1);
              if (lastMessage?.error?.kind === 'access_required') session.retry(lastMessage.id);
            }}
          />
        )}
      </ChatViewerContext>
    </ChatActionsContext>
  );
}
