'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type ChatActions, ChatActionsContext } from '#lib/client/chat/chat-actions.ts';
import { useChatPage } from '#lib/client/chat/use-chat-page.ts';
import { usePageTitle } from '#lib/client/chat/use-page-title.ts';
import { limitWatch } from '#lib/client/limits/limit-watch.ts';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { SettingsSlot } from '../settings/settings-slot.tsx';
import { Sidebar } from '../sidebar/sidebar.tsx';
import { SidebarFrame } from '../sidebar/sidebar-frame.tsx';
import { ChatHeader } from './chat-header.tsx';
import { ChatViewer } from './chat-viewer.tsx';
import { CommandSlot } from './command-slot.tsx';
import { Composer } from './composer.tsx';
import { loadDeferredParts } from './deferred-parts.tsx';
import { EmptyState } from './empty-state.tsx';
import { MessageList } from './message-list.tsx';
import { ModelLine } from './model-line.tsx';
import { openPicker } from './model-picker.tsx';
import { type OpenDialog, PageDialogs } from './page-dialogs.tsx';
import { PageNotices } from './page-notices.tsx';
import { SearchSlot } from './search-slot.tsx';

type ChatAppProps = { site: SiteState; sidebarOpen: boolean };

/** The chat page: the list of conversations, the log and the composer. */
export function ChatApp({ site, sidebarOpen }: ChatAppProps) {
  const prefill = useSearchParams().get('ask');
  const page = useChatPage(site, prefill);
  const { session, chatLog, chosen, conversation, startNew } = page;
  const { chooseModel } = chosen;
  const [viewAs, setViewAs] = useState<Audience>('operator');
  const audience = site.role === 'operator' ? viewAs : 'visitor';
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [isSearching, setSearching] = useState(false);
  const modelPicker = useRef<HTMLElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const title = usePageTitle(conversation, page.isTemporary);

  useEffect(loadDeferredParts, []);
  useEffect(() => limitWatch.update(site.remainingLimits), [site.remainingLimits]);

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
      chooseModelById: chooseModel,
      signIn: () => setDialog({ signInAs: 'visitor' }),
    }),
    [session, startNew, chooseModel],
  );
  const showData = () => setDialog('data');
  const signInAsOperator = () => setDialog({ signInAs: 'operator' });

  return (
    <ChatActionsContext value={actions}>
      <ChatViewer site={site} audience={audience} page={page}>
        <SidebarFrame
          openAtFirst={sidebarOpen}
          sidebar={
            <Sidebar
              site={site}
              conversations={page.conversations}
              shownId={page.isNew ? null : page.conversationId}
              runningIn={page.runningIn}
              endedIn={page.endedIn}
              onOpen={page.open}
              onNew={actions.newChat}
              isTemporary={page.isTemporary}
              onTemporary={page.toggleTemporary}
              onSearch={() => setSearching(true)}
              onRename={session.rename}
              onMark={session.mark}
              onRemove={page.remove}
              onSignIn={signInAsOperator}
              onData={showData}
              audience={audience}
              onAudience={setViewAs}
            />
          }
          header={
            <ChatHeader
              title={title}
              isTemporary={page.isTemporary}
              site={site}
              audience={audience}
              onAudience={setViewAs}
              model={chosen.model}
              onModel={chosen.chooseModel}
              effort={chosen.effort}
              onEffort={chosen.chooseEffort}
              modelPicker={modelPicker}
            />
          }
        >
          <PageNotices
            build={site.build}
            replying={page.runningIn.size > 0}
            conversationCount={page.conversations?.length}
            problem={page.problem}
            onData={showData}
          />
          {page.empty && (page.isNew || page.ready) ? (
            <EmptyState
              site={site}
              isTemporary={page.isTemporary}
              isStored={page.problem !== 'unavailable'}
              onSuggestion={session.send}
            />
          ) : (
            <MessageList log={chatLog} />
          )}
          <ModelLine
            site={site}
            stored={page.storedModel}
            model={chosen.model}
            onChoose={actions.chooseModel}
          />
          <Composer
            field={composer}
            draftKey={page.draftKey}
            prefill={prefill}
            ready={page.ready && page.isOpened}
            replying={page.replying}
            simulateAllowed={site.simulateAllowed}
            demo={site.demo}
            search={
              <SearchSlot
                key={chatLog.conversationId}
                on={chosen.webSearch}
                path={chatLog.path}
                onChange={chosen.setWebSearch}
              />
            }
            path={chatLog.path}
            maxBodyBytes={site.maxBodyBytes}
            onSend={(text, more) => page.isOpened && session.send(text, more)}
            onStop={session.stop}
          />
        </SidebarFrame>
        <CommandSlot
          {...page}
          isSearching={isSearching}
          onSearching={setSearching}
          site={site}
          title={title}
          model={chosen.model}
          onModel={chooseModel}
          actions={actions}
          field={composer}
          onOpen={page.open}
          onRemove={page.remove}
          onErase={page.erase}
          onData={showData}
          onSignIn={signInAsOperator}
        />
        <SettingsSlot />
        <PageDialogs
          site={site}
          page={page}
          title={title}
          open={dialog}
          onClose={() => setDialog(null)}
        />
      </ChatViewer>
    </ChatActionsContext>
  );
}
