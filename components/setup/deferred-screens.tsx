'use client';

import { type ComponentType, lazy } from 'react';
import type { SiteState } from '#lib/core/site-state.ts';
import { ScreenFrame } from './screen-frame.tsx';

type ScreenProps = { site: SiteState };

// All client components of a route load together, and most visits to `/` show the chat.
// What is typed into the server's sign-in form before its code has loaded is kept.
export const SignInScreen = deferScreen('Enter the access code', async () => {
  const { SignInScreen: Screen } = await import('./sign-in-screen.tsx');
  return { default: Screen };
});
export const SetupScreen = deferScreen("This chat isn't ready yet", async () => {
  const { SetupScreen: Screen } = await import('./setup-screen.tsx');
  return { default: Screen };
});
export const ClosedScreen = deferScreen('The chat is closed for now', async () => {
  const { ClosedScreen: Screen } = await import('./closed-screen.tsx');
  return { default: Screen };
});

/**
 * A screen whose code loads only where it is shown; if it can't be loaded, its title remains. The
 * server renders it, which a deferred module can't do; `next/dynamic` can, but adds 2.2 kB to each page.
 */
function deferScreen(
  title: string,
  load: () => Promise<{ default: ComponentType<ScreenProps> }>,
): ComponentType<ScreenProps> {
  const Screen = lazy(() => load().catch(() => ({ default: MissingScreen })));
  function MissingScreen() {
    return (
      <ScreenFrame title={title}>
        <p className="text-base text-pretty text-muted">
          This part of the page couldn't be loaded. Reload the page.
        </p>
      </ScreenFrame>
    );
  }
  // A server component can't render a client module's lazy component directly.
  return function DeferredScreen(props) {
    return <Screen {...props} />;
  };
}
