'use client';

import { Database, LogIn, LogOut, Plus, Search, Wrench } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { signOut } from '#lib/client/network/session-requests.ts';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { AudiencePicker } from '../ui/audience-picker.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { StarMark } from '../ui/star-mark.tsx';
import { useShortcutHint } from '../ui/use-shortcut-hint.ts';
import { ConversationRow } from './conversation-row.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

type SidebarProps = {
  site: SiteState;
  /** Null until they have been read from storage. */
  conversations: readonly Conversation[] | null;
  shownId: string | null;
  onOpen: (conversationId: string) => void;
  onNew: () => void;
  onSearch: () => void;
  onRename: (conversation: Conversation, title: string) => void;
  onRemove: (conversationId: string) => void;
  onSignIn: () => void;
  onData: () => void;
  audience: Audience;
  onAudience: (audience: Audience) => void;
};

// An import can add any number, and they all render with every page.
const PAGE_SIZE = 500;

/** New chat, this browser's conversations, and account, theme and setup at the bottom. */
export function Sidebar(props: SidebarProps) {
  const { site, conversations, shownId, onOpen, onNew, onSearch, onRename, onRemove } = props;
  const [limit, setLimit] = useState(PAGE_SIZE);
  const hiddenCount = (conversations?.length ?? 0) - limit;
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
          className="btn-line flex-1 justify-start"
          {...useShortcutHint('newChat', 'New chat')}
        >
          <Plus aria-hidden className="size-4 text-accent" />
          New chat
        </button>
        <button
          type="button"
          data-closes-drawer
          onClick={onSearch}
          className="btn-line text-muted"
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
        <ul className="flex flex-col gap-0.5">
          {conversations?.slice(0, limit).map((conversation) => (
            <ConversationRow
              key={conversation.id}
              conversation={conversation}
              shown={conversation.id === shownId}
              onOpen={onOpen}
              onRename={onRename}
              onRemove={onRemove}
            />
          ))}
        </ul>
        {hiddenCount > 0 && (
          <button
            type="button"
            className="btn-quiet mt-1 w-full justify-start"
            onClick={() => setLimit(limit + PAGE_SIZE)}
          >
            Show older conversations
          </button>
        )}
      </nav>
      <SidebarFoot {...props} site={site} />
    </>
  );
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
        <span className="sm:hidden">
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
      <ThemeSwitch />
    </div>
  );
}
