'use client';

import { type ComponentType, lazy } from 'react';
import type { SiteState } from '#lib/core/site-state.ts';

type ScreenProps = { site: SiteState };

// All client components of a route load together, and most visits to `/` show the chat. The sign-in
// screen isn't here, because people type into it at once and it must not wait for more code.
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
 * can't do; `next/dynamic` can, but adds 2.2 kB to each page.
 */
function deferScreen(
  load: () => Promise<{ default: ComponentType<ScreenProps> }>,
): ComponentType<ScreenProps> {
  const Screen = lazy(load);
  // A server component can't render a client module's lazy component directly.
  return function DeferredScreen(props) {
    return <Screen {...props} />;
  };
}
