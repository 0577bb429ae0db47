'use client';

import { Database, LogIn, LogOut, Plus, Search, Settings, Wrench } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { signOut } from '#lib/client/network/session-requests.ts';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { deferredCommands, deferredConversationList } from '../chat/deferred-parts.tsx';
import { settingsOpener } from '../settings/settings-opener.ts';
import { AudiencePicker } from '../ui/audience-picker.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { StarMark } from '../ui/star-mark.tsx';
import { useShortcutHint } from '../ui/use-shortcut-hint.ts';
import type { ConversationListProps } from './conversation-list.tsx';

type SidebarProps = ConversationListProps & {
  site: SiteState;
  onNew: () => void;
  isTemporary: boolean;
  onTemporary: () => void;
  onSearch: () => void;
  onSignIn: () => void;
  onData: () => void;
  audience: Audience;
  onAudience: (audience: Audience) => void;
};

/** New chat, this browser's conversations, and account, data, settings and setup at the bottom. */
export function Sidebar(props: SidebarProps) {
  const { site, conversations, onNew, onSearch } = props;
  const commands = deferredCommands.use();
  const list = deferredConversationList.use();
  const onRemove = useLatest(props.onRemove);
  const { shownId, runningIn, endedIn, onOpen, onRename, onMark } = props;
  const shown = { conversations, shownId, runningIn, endedIn, onOpen, onRename, onMark, onRemove };
  return (
    <>
      <div className="flex h-13 shrink-0 items-center gap-2 px-4 font-semibold tracking-tight">
        <StarMark className="size-5" />
        Starlight
      </div>
      <div className="flex gap-1 px-2 pb-2">
        <button
          type="button"
          data-closes-drawer
          onClick={onNew}
          className="btn-line flex-1 justify-start whitespace-nowrap px-2.5"
          {...useShortcutHint('newChat', 'New chat')}
        >
          <Plus aria-hidden className="size-4 text-accent" />
          New chat
        </button>
        {typeof commands !== 'string' && (
          <commands.TemporaryButton isOn={props.isTemporary} onClick={props.onTemporary} />
        )}
        <button
          type="button"
          data-closes-drawer
          onClick={onSearch}
          className="btn-line gap-1.5 px-2.5 text-muted"
          {...useShortcutHint('search', 'Search')}
        >
          <Search aria-hidden className="size-4" />
          Search
        </button>
      </div>
      <nav aria-label="Conversations" className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {conversations?.length === 0 && (
          <p className="px-2 py-3 text-muted">
            Conversations appear here. They stay in this browser.
          </p>
        )}
        {list === 'failed' && (
          <p role="alert" className="px-2 py-3 text-muted">
            The list couldn't be loaded. Reload the page to see your conversations.
          </p>
        )}
        {typeof list !== 'string' && <list.ConversationList {...shown} />}
      </nav>
      <SidebarFoot {...props} site={site} />
    </>
  );
}

/** The same function as long as the list is shown, so that a reply that streams doesn't draw it again. */
function useLatest(callback: (conversationId: string) => void): typeof callback {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  return useCallback((conversationId) => latest.current(conversationId), []);
}

type SidebarFootProps = Pick<
  SidebarProps,
  'site' | 'onSignIn' | 'onData' | 'audience' | 'onAudience'
>;

function SidebarFoot(props: SidebarFootProps) {
  const { site, onSignIn, onData, audience, onAudience } = props;
  const router = useRouter();
  return (
    <div className="flex flex-col gap-1 border-t border-line p-2">
      {site.role === 'operator' && (
        <span className="lg:hidden [&>select]:w-full [&>select]:max-w-none [&>select]:px-3">
          <AudiencePicker audience={audience} onAudience={onAudience} />
        </span>
      )}
      {site.role === 'operator' && (
        <PageLink href="/setup" className="btn-quiet justify-start">
          <Wrench aria-hidden className="size-4 text-muted" />
          Setup
        </PageLink>
      )}
      {site.signedIn && (
        <button
          type="button"
          className="btn-quiet justify-start"
          onClick={async () => {
            await signOut();
            router.refresh();
          }}
        >
          <LogOut aria-hidden className="size-4 text-muted" />
          Sign out
        </button>
      )}
      {site.role === 'visitor' && site.operatorCodeSet && (
        <button
          type="button"
          data-closes-drawer
          className="btn-quiet justify-start"
          onClick={onSignIn}
        >
          <LogIn aria-hidden className="size-4 text-muted" />
          Operator sign-in
        </button>
      )}
      {/* Leaves the drawer open, so that the focus can return to this button. */}
      <button type="button" className="btn-quiet justify-start" onClick={onData}>
        <Database aria-hidden className="size-4 text-muted" />
        Your data
      </button>
      <button
        type="button"
        className="btn-quiet justify-start"
        onClick={() => settingsOpener.notify()}
        {...useShortcutHint('settings', 'Settings')}
      >
        <Settings aria-hidden className="size-4 text-muted" />
        Settings
      </button>
    </div>
  );
}
