import { useRouter } from 'next/navigation';
import type { ChatPage } from '#lib/client/chat/use-chat-page.ts';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { DataDialog, SignInDialog } from './deferred-parts.tsx';

/** The dialog over the page: "Your data", or signing in as someone. */
export type OpenDialog = 'data' | { signInAs: Audience };

type PageDialogsProps = {
  site: SiteState;
  page: ChatPage;
  title: string;
  open: OpenDialog | null;
  onClose: () => void;
};

/** The dialogs of the page that its buttons open. */
export function PageDialogs({ site, page, title, open, onClose }: PageDialogsProps) {
  const router = useRouter();
  const { store, chatLog, session } = page;
  if (open === null) return null;
  if (open === 'data') {
    return (
      <DataDialog
        store={store}
        count={page.conversations?.length ?? 0}
        problem={page.problem}
        conversationId={page.conversationId}
        title={title}
        path={chatLog.path}
        onDeleteAll={page.removeAll}
        onClose={onClose}
      />
    );
  }
  return (
    <SignInDialog
      as={open.signInAs}
      contact={site.contact}
      onClose={onClose}
      onSignedIn={() => {
        onClose();
        router.refresh();
        const lastMessage = chatLog.path.at(-1);
        if (lastMessage?.error?.kind === 'access_required') session.retry(lastMessage.id);
      }}
    />
  );
}
