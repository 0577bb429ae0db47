'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { watchForTitles } from '#lib/client/chat/watch-for-titles.ts';
import { watchUnseenEnds } from '#lib/client/chat/watch-unseen-ends.ts';
import { isAppleSystem, pressedShortcut } from '#lib/client/commands/shortcuts.ts';
import { signOut } from '#lib/client/network/session-requests.ts';
import type { MessageHit } from '#lib/client/search/search-scan.ts';
import { leaveBy } from '#lib/client/storage/temporary/temporary-chats.ts';
import type { SearchQuery } from '#lib/core/search/search-query.ts';
import type { PaletteDialogProps } from '../palette/palette-dialog.tsx';
import { useTypedAhead } from '../palette/use-typed-ahead.ts';
import { TemporaryButton } from '../temporary/temporary-button.tsx';
import { TemporaryChat } from '../temporary/temporary-chat.tsx';
import { TemporaryStart } from '../temporary/temporary-start.tsx';
import { deferDialog } from '../ui/defer-dialog.tsx';
import { CHAT_COMMANDS } from './chat-commands.ts';
import type { ChatPageState, CommandContext } from './command-context.ts';
import { hintOf } from './hint-of.ts';
import { type JumpTarget, JumpToMessage } from './jump-to-message.tsx';
import type { RenameDialogProps } from './rename-dialog.tsx';
import type { ShortcutsDialogProps } from './shortcuts-dialog.tsx';
import { UndoBar } from './undo-bar.tsx';

// Loaded with what starts a temporary chat, so that none is ever without what asks before it is lost.
export { hintOf, TemporaryButton, TemporaryStart };

const PaletteDialog = deferDialog<PaletteDialogProps>('Search', async () => {
  const { PaletteDialog: Dialog } = await import('../palette/palette-dialog.tsx');
  return { Dialog };
});
const RenameDialog = deferDialog<RenameDialogProps>('Rename this conversation', async () => {
  const { RenameDialog: Dialog } = await import('./rename-dialog.tsx');
  return { Dialog };
});
const ShortcutsDialog = deferDialog<ShortcutsDialogProps>('Keyboard shortcuts', async () => {
  const { ShortcutsDialog: Dialog } = await import('./shortcuts-dialog.tsx');
  return { Dialog };
});

type CommandCenterProps = ChatPageState & {
  /** Whether the search is open, which a button of the page can ask for. */
  isSearching: boolean;
  onSearching: (isSearching: boolean) => void;
};

/** The shortcuts of the page, the search and list of commands, and what they open. */
export function CommandCenter({ isSearching, onSearching, ...page }: CommandCenterProps) {
  const router = useRouter();
  const [isRenaming, setRenaming] = useState(false);
  const [showsShortcuts, setShowsShortcuts] = useState(false);
  const [target, setTarget] = useState<JumpTarget | null>(null);
  const typedAhead = useTypedAhead(isSearching, () => onSearching(false));
  const { site, session, store } = page;
  useEffect(
    () => (site.modelTitles ? watchForTitles({ session, store, site }) : undefined),
    [site, session, store],
  );
  useEffect(() => watchUnseenEnds(session), [session]);
  const context: CommandContext = {
    ...page,
    goTo: (address) => leaveBy(() => router.push(address)),
    restore(conversation) {
      page.session.mark(conversation, { deletedAt: 0 });
      // Nothing else is open: most likely it was.
      if (page.chatLog.path.length === 0) page.onOpen(conversation.id);
    },
    async signOut() {
      await signOut();
      router.refresh();
    },
    rename: () => setRenaming(true),
    openSearch: () => onSearching(true),
    showShortcuts: () => setShowsShortcuts(true),
  };

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    const isTyping = target instanceof HTMLElement && isTextField(target);
    const isApple = isAppleSystem();
    const ownsArrows = target instanceof HTMLElement && usesArrows(target, isApple);
    const pressed = pressedShortcut(event, { isApple, isTyping, ownsArrows });
    if (pressed === null || event.defaultPrevented) return;
    // The keys are the page's even if nothing can be done: the browser's own action would surprise.
    event.preventDefault();
    // An open dialog covers what a shortcut would change.
    if (event.repeat || document.querySelector('dialog[open]')) return;
    const command = CHAT_COMMANDS.find(({ shortcut }) => shortcut === pressed);
    if (command && (command.isAvailable?.(context) ?? true)) command.run(context);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  const jump = (hit: MessageHit, query: SearchQuery) => {
    const conversationId = hit.conversation.id;
    setTarget({ conversationId, messageId: hit.messageId, query });
    if (page.chatLog.conversationId !== conversationId) page.onOpen(conversationId);
  };
  return (
    <>
      {page.isTemporary && (
        <TemporaryChat
          key={page.conversationId}
          conversationId={page.conversationId}
          chatLog={page.chatLog}
          onEnd={page.endTemporary}
          goTo={router.push}
          onLeft={(id) => {
            page.session.abandon(id);
            page.onErase(id);
          }}
        />
      )}
      {isSearching && (
        <PaletteDialog
          context={context}
          typedAhead={typedAhead}
          onJump={jump}
          onClose={() => onSearching(false)}
        />
      )}
      {isRenaming && page.conversation && (
        <RenameDialog
          conversation={page.conversation}
          onRename={page.session.rename}
          onClose={() => setRenaming(false)}
        />
      )}
      {showsShortcuts && <ShortcutsDialog onClose={() => setShowsShortcuts(false)} />}
      {page.deleted.length > 0 && <UndoBar {...context} hint={hintOf('undo', 'Undo')} />}
      {target && (
        <JumpToMessage
          key={target.messageId}
          target={target}
          chatLog={page.chatLog}
          ready={page.ready}
          onShow={page.session.show}
          onDone={() => setTarget(null)}
        />
      )}
    </>
  );
}

/** Whether Alt with an arrow opens its choices, or moves the caret in its text. */
function usesArrows(element: HTMLElement, isApple: boolean): boolean {
  if (element.matches('select, [role="combobox"], [aria-haspopup]')) return true;
  return isApple && isTextField(element) && !element.matches('textarea:placeholder-shown');
}

function isTextField(element: HTMLElement): boolean {
  return element.isContentEditable || element.matches('input, textarea, select');
}
