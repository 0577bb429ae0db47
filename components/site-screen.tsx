import { assertNever } from '#lib/core/assert-never.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { ChatApp } from './chat/chat-app.tsx';
import { ClosedScreen, SetupScreen, SignInScreen } from './setup/deferred-screens.tsx';

/** The page for the current state of the site. */
export function SiteScreen({ site, sidebarOpen }: { site: SiteState; sidebarOpen: boolean }) {
  switch (site.mode) {
    case 'chat':
      return <ChatApp site={site} sidebarOpen={sidebarOpen} />;
    case 'sign_in':
      return <SignInScreen site={site} />;
    case 'setup':
    case 'unprotected':
      return <SetupScreen site={site} />;
    case 'closed':
      return <ClosedScreen site={site} />;
    default:
      return assertNever(site.mode);
  }
}
