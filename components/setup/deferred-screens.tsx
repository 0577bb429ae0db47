'use client';

import { type ComponentType, lazy } from 'react';
import type { SiteState } from '#lib/core/site-state.ts';

type ScreenProps = { site: SiteState };

// All client components of a route load together, and most visits to `/` show the chat. The sign-in
// screen isn't here: it is typed into at once, and must not wait for more code.
export const SetupScreen = deferScreen(async () => {
  const { SetupScreen: Screen } = await import('./setup-screen.tsx');
  return { default: Screen };
});
export const ClosedScreen = deferScreen(async () => {
  const { ClosedScreen: Screen } = await import('./closed-screen.tsx');
  return { default: Screen };
});

/**
 * A screen whose code loads only where it is shown. The server renders it, which a deferred module
 * can't do; `next/dynamic` can, and adds 2.2 kB to each page.
 */
function deferScreen(
  load: () => Promise<{ default: ComponentType<ScreenProps> }>,
): ComponentType<ScreenProps> {
  const Screen = lazy(load);
  // A server component can't render a lazy component of a client module as such.
  return function DeferredScreen(props) {
    return <Screen {...props} />;
  };
}
